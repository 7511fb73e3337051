"""What a workstation writes in the evidence room until it is killed, and what the judge then looks for.

Annotations, bookmarks, colours and tags, pages of the search index, sources of country information, derived exhibits.
"""

from __future__ import annotations

import io
import random
from array import array
from collections.abc import Callable

from desktop.evidence import searched
from desktop.evidence.sources import Sources
from desktop.register import search
from desktop.register.codes import Codes
from desktop.register.everything import Everything
from desktop.register.service import Register
from desktop.vault.opened import OpenVault
from models.views.annotations import Annotation, AnnotationDraft, Label
from models.views.documents import PageFrame, PageText
from models.views.evidence import ExhibitView, WholePlace
from models.views.sources import SourceDraft
from tests.proofs.intake import admit, room

Say = Callable[[dict[str, str]], None]
PAGES = 3  # of the search index in one step


def _any_exhibit(vault: OpenVault, dice: random.Random) -> ExhibitView:
    """One that stands; the first is taken in when it is wanted."""
    case_id = Register(vault.store, vault.clock, Codes.shipped()).cases().rows[0].id
    found = room(vault).exhibits(case_id)
    if found:
        return found[dice.randrange(len(found))]
    return room(vault).exhibit(admit(vault, case_id, io.BytesIO(dice.randbytes(500))))


def _annotate(vault: OpenVault, dice: random.Random, say: Say) -> None:
    """A new annotation, another text for one, or one that goes."""
    exhibit, notes = _any_exhibit(vault, dice), room(vault).annotations
    text = f"note {dice.getrandbits(64):x}"
    standing = notes.of_exhibit(exhibit.id)
    one: Annotation | None = dice.choice(standing) if standing and dice.random() < 0.5 else None
    if one is None:
        one = notes.add(AnnotationDraft(exhibit.id, exhibit.sha256, WholePlace(), "note", text=text)).value
    elif dice.random() < 0.5:
        say({"saved": "annotation going", "id": one.id})
        notes.remove(one.id)
        say({"saved": "annotation gone", "id": one.id})
        return
    else:
        say({"saved": "annotation going", "id": one.id})  # the new text may be there before it is reported
        one = notes.change(Annotation(**{**vars(one), "text": text})).value
    say({"saved": "annotation", "id": one.id, "text": text, "exhibit": exhibit.id})


def _bookmark(vault: OpenVault, dice: random.Random, say: Say) -> None:
    exhibit, marks = _any_exhibit(vault, dice), room(vault).bookmarks
    title = f"place {dice.getrandbits(64):x}"
    folder = marks.add_folder(exhibit.case_id, f"folder of {title}").value
    made = marks.add(exhibit.id, WholePlace(), title, folder.id).value
    say({"saved": "bookmark", "id": made.id, "title": title, "case": exhibit.case_id})


def _labels(vault: OpenVault, dice: random.Random, say: Say) -> None:
    notes = room(vault).annotations
    colours = [f"meaning {dice.getrandbits(64):x}" for _ in range(4)]
    say({"saved": "labels going"})
    notes.set_labels(colours, [Label("", "tag", f"tag {dice.getrandbits(64):x}"), *notes.labels().tags[:5]])
    say({"saved": "labels", "colours": " ".join(colours)})


def _index(vault: OpenVault, dice: random.Random, say: Say) -> None:
    """A batch of pages as the background job hands them over."""
    exhibit, texts = _any_exhibit(vault, dice), room(vault).texts
    words = [f"lighthouse{dice.getrandbits(48):012x}" for _ in range(PAGES)]
    first = dice.randrange(1, 500) * PAGES
    frame = PageFrame(0, 0, 595, 842, 0)
    read = [
        (first + at, PageText(f"{word} stands here", array("i"), frame), search.prepare(f"{word} stands here"))
        for at, word in enumerate(words)
    ]
    say({"saved": "pages going", "exhibit": exhibit.id, "page": str(first)})
    texts.keep(exhibit.id, read, done=first + PAGES, pages=10_000)
    say({"saved": "pages", "exhibit": exhibit.id, "page": str(first), "words": " ".join(words)})


def _source(vault: OpenVault, dice: random.Random, say: Say) -> None:
    evidence = room(vault)
    sources = Sources(vault, evidence, vault.clock, Codes.shipped())
    title = f"report{dice.getrandbits(64):x}"
    staged = evidence.stage(io.BytesIO(dice.randbytes(2000)), "report.bin")
    made = sources.create(SourceDraft(title_en=title, publisher="Proof"), staged).value
    say({"saved": "source", "id": made.id, "title": title})


def _derive(vault: OpenVault, dice: random.Random, say: Say) -> None:
    exhibit = _any_exhibit(vault, dice)
    made = admit(vault, exhibit.case_id, io.BytesIO(dice.randbytes(800)), derived_from=exhibit.id)
    say({"saved": "derived", "id": made, "of": exhibit.id})


WORK: dict[str, Callable[[OpenVault, random.Random, Say], None]] = {
    "annotate": _annotate,
    "bookmark": _bookmark,
    "labels": _labels,
    "index": _index,
    "source": _source,
    "derive": _derive,
}


def judge(vault: OpenVault, said: list[dict[str, str]]) -> list[str]:
    """What was reported as saved and is not there. What was going when the kill came may be there or not."""
    evidence, faults = room(vault), list[str]()
    sources = Sources(vault, evidence, vault.clock, Codes.shipped())
    everything = Everything(vault.store, Codes.shipped())
    everything.tellers |= {"page": searched.page}
    last: dict[str, dict[str, str]] = {s["id"]: s for s in said if s["saved"].startswith("annotation")}
    for report in last.values():
        match report["saved"]:
            case "annotation":
                found = next((one for one in evidence.annotations.of_exhibit(report["exhibit"])
                              if one.id == report["id"]), None)  # fmt: skip
                if found is None or found.text != report["text"]:
                    faults.append(f"annotation {report['id']} differs")
                elif report["id"] not in _owners(vault, report["text"].split()[1]):
                    faults.append(f"annotation {report['id']} is not found by its words")
            case "annotation gone":
                if any(report["id"] == one.id for one in _all_annotations(vault)):
                    faults.append(f"annotation {report['id']} is there, reported was that it is gone")
    pages: dict[tuple[str, str], dict[str, str]] = {
        (s["exhibit"], s["page"]): s for s in said if s["saved"].startswith("pages")
    }
    for report in pages.values():
        for at, word in enumerate(report.get("words", "").split()):
            stored = evidence.texts.get(report["exhibit"], int(report["page"]) + at)
            hits = everything.page(word, "page").results
            if stored is None or word not in stored.text:
                faults.append(f"page {report['page']} of {report['exhibit']} is not kept")
            elif [(hit.exhibit_id, hit.page) for hit in hits] != [(report["exhibit"], int(report["page"]) + at)]:
                faults.append(f"page {report['page']} of {report['exhibit']} is not found by its words: {hits}")
    for report in said:
        match report["saved"]:
            case "bookmark":
                titles = {one.id: one.title for one in evidence.bookmarks.of_case(report["case"])}
                if titles.get(report["id"]) != report["title"]:
                    faults.append(f"bookmark {report['id']} differs")
            case "source":
                view = sources.source(report["id"])
                if view.draft.title_en != report["title"] or view.file is None:
                    faults.append(f"source {report['id']} differs")
                elif [one.id for one in sources.sources(report["title"])] != [report["id"]]:
                    faults.append(f"source {report['id']} is not found by its title")
            case "derived":
                if evidence.exhibit(report["id"]).derived_from != report["of"]:
                    faults.append(f"exhibit {report['id']} has lost what it was made of")
    labels = [s for s in said if s["saved"].startswith("labels")]
    if labels and labels[-1]["saved"] == "labels":
        colours = " ".join(one.name for one in evidence.annotations.labels().colours)
        if colours != labels[-1]["colours"]:
            faults.append(f"colours mean {colours}, reported was {labels[-1]['colours']}")
    return faults


def _owners(vault: OpenVault, word: str) -> set[str]:
    with vault.store.read() as session:
        return {hit.owner_id for hit in search.search(session, word)}


def _all_annotations(vault: OpenVault) -> list[Annotation]:
    cases = Register(vault.store, vault.clock, Codes.shipped()).cases().rows
    return [one for case in cases for one in room(vault).annotations.of_case(case.id)]
