"""What the fictional rapporteur enters, and how it gets from `resources/demo/review.toml` into the vault."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

from desktop.errors import BugError
from desktop.paths import resource
from desktop.services import Services
from models.views.assessment import PARTS, AnswerDraft, OpinionDraft, ParagraphDraft, Value
from models.views.evidence import CitationDraft, ExhibitView, ImagePlace, PagePlace, WholePlace
from models.views.register import CaseView, ConsentDraft, ProfileView

AROUND = 60  # code points of text kept before and after a quotation


def entries() -> dict[str, Any]:
    with resource("demo", "review.toml").open("rb") as file:
        return tomllib.load(file)


def profile() -> ProfileView:
    said = entries()["profile"]
    return ProfileView(
        commission=said["commission_ru"],
        commission_en=said["commission_en"],
        place=said["place_ru"],
        place_en=said["place_en"],
        member_name=said["name_ru"],
        member_name_en=said["name_en"],
        post=said["post_ru"],
        post_en=said["post_en"],
        role=said["role"],
    )


def record_consent(services: Services, case: CaseView) -> None:
    """The principal's signed consent, for every purpose that the packs know."""
    principal = case.principal
    if principal is None or case.consent_in_force:
        return
    purposes = tuple(purpose.code for purpose in services.register.codes.of("consent_purpose"))
    draft = ConsentDraft(signed_on=entries()["consent"]["signed_on"], purposes=purposes)
    services.register.add_consent(principal.id, draft)


def type_facts(services: Services, case: CaseView) -> None:
    """The facts that decide which checklist items apply."""
    services.register.edit_case(case.id, replace(case.fields, **entries()["facts"]))


class Reader:
    """Opens exhibits in the isolated decoder and turns quotations into citations. Each exhibit is opened once."""

    def __init__(self, services: Services, case_id: str) -> None:
        self._services = services
        self._exhibits = {exhibit.file_name: exhibit for exhibit in services.evidence.exhibits(case_id)}
        self._found: dict[tuple[str, str], CitationDraft] = {}
        self.pages = 0

    def read_all(self) -> int:
        """Look at every page of every exhibit that has pages; returns how many pages were drawn."""
        for exhibit in self._exhibits.values():
            if exhibit.reader == "none":
                continue
            source = self._services.evidence.open_exhibit(exhibit.id)
            with self._services.decoders.open(source, exhibit.format) as document:
                for page, size in enumerate(document.info.pages):
                    if document.info.reader != "text":
                        width = 900
                        document.picture(page, width, max(1, round(width * size.height / size.width)))
                    self.pages += 1
        return self.pages

    def cite(self, file: str, words: str) -> CitationDraft:
        """The first place where `words` stand in the exhibit; without words the exhibit (or its picture) as a whole."""
        key = (file, words)
        if key not in self._found:
            self._found[key] = self._look(self._exhibits[file], words)
        return self._found[key]

    def _look(self, exhibit: ExhibitView, words: str) -> CitationDraft:
        bare = CitationDraft(exhibit.id, exhibit.sha256, WholePlace(), number=exhibit.number)
        if not words and exhibit.reader == "image":
            return replace(bare, place=ImagePlace())
        if not words and exhibit.reader == "pdf":
            return replace(bare, place=PagePlace(1))
        if not words:
            return bare
        source = self._services.evidence.peek(exhibit.id)
        with self._services.decoders.open(source, exhibit.format) as document:
            hits = document.find(words)
            if not hits:
                raise BugError(f"the demo's words are not in {exhibit.number}")
            hit = hits[0]
            text = document.text(hit.page).text
        end = hit.start + hit.count
        return replace(
            bare,
            place=PagePlace(hit.page + 1, hit.rects),
            quote=text[hit.start : end],
            before=text[max(0, hit.start - AROUND) : hit.start],
            after=text[end : end + AROUND],
        )


def answer_all(services: Services, case_id: str, reader: Reader, language: str) -> int:
    """Answer every item that applies, with a citation where the pack wants one; returns how many."""
    said = entries()
    answered = 0
    for view in services.assessment.checklist(case_id).items:
        if not view.applies:
            continue
        item = view.item
        value: Value = "NO" if item.polarity == "-" else "YES"
        place = said["cite"].get(item.id) or (said["default"]["cite"] if item.cite_required else None)
        citations = (reader.cite(*place),) if place else ()
        note = said["note"][language] if citations or value == "NO" else ""
        services.assessment.answer(case_id, item.id, AnswerDraft(value, note, citations))
        answered += 1
    return answered


def write_opinion(services: Services, case_id: str, reader: Reader, language: str) -> int:
    """Outcome, codes and four parts; returns how many citations they bear."""
    said = entries()["opinion"]
    codes = tuple(said["codes"])
    paragraphs = [
        ParagraphDraft(
            id=services.assessment.new_paragraph_id(),
            part=part,
            text=entry[language],
            codes=codes if part == "assessment" else (),
            citations=tuple(reader.cite(*place) for place in entry["cite"]),
        )
        for part in PARTS
        for entry in said[part]
    ]
    draft = OpinionDraft(outcome=said["outcome"], codes=codes, paragraphs=tuple(paragraphs))
    services.assessment.save_opinion(case_id, draft)
    return len(draft.citations)
