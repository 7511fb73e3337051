"""The verb `exhibits redact`: a redacted copy of an exhibit as a new one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from desktop.errors import KnownError, Sentence
from desktop.evidence import redacting, redaction_titles
from desktop.evidence.document import Document
from desktop.evidence.every_hit import every_hit
from desktop.evidence.redacting import DPI, RESOLUTIONS
from desktop.i18n import N_
from desktop.verbs.console import Console, PassphraseFile
from models.views.documents import FLOWING
from models.views.places import ImagePlace, PagePlace, Place, TextPlace
from models.views.redactions import CopyTitles, RedactionDraft

BAD_BOX = Sentence(
    "cli.bad_box",
    N_("“{value}” is no place on a page. Nothing was made."),
    N_("Write PAGE for a whole page or PAGE:LEFT,LOW,RIGHT,HIGH: points from the bottom left, pixels for pictures."),
)
_BOX = re.compile(r"(\d{1,6})(?::(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?))?")


def redact(
    console: Console,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")],
    case: Annotated[str, typer.Argument(metavar="CASE", help="Number or uid of the case.")],
    exhibit: Annotated[str, typer.Argument(metavar="EXHIBIT", help="Its number, like A-004.")],
    reason: Annotated[str, typer.Option("--reason", help="A code of redaction_reason, or words.")],
    words: Annotated[list[str] | None, typer.Option("--words", help="Black out every place where they stand.")] = None,
    box: Annotated[list[str] | None, typer.Option("--box", help="PAGE or PAGE:LEFT,LOW,RIGHT,HIGH.")] = None,
    dpi: Annotated[int, typer.Option("--dpi", help="200, 250 or 300 dots an inch.")] = DPI,
    title_ru: Annotated[str, typer.Option("--title-ru", help="Title of the copy in Russian.")] = "",
    title_en: Annotated[str, typer.Option("--title-en", help="The same in English; else as of the original.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Black out places in a copy, check it, and take it in as a new exhibit. The original stays as it is."""
    if dpi not in RESOLUTIONS:
        raise typer.BadParameter("200, 250, 300", param_hint="--dpi")
    with console.open(folder, passphrase_file) as services:
        evidence = services.evidence
        view = evidence.find(services.register.case(case).id, exhibit)
        source = evidence.open_exhibit(view.id)
        try:
            document = services.decoders.open(source)
        except BaseException:
            source.close()
            raise
        with document:
            drafts = [found for needle in words or () for found in _found(document, needle, reason)]
            drafts += [_boxed(document, value, reason) for value in box or ()]
            titles = CopyTitles(title_ru, title_en)
            if not (title_ru or title_en):
                titles = redaction_titles.proposed(view.details, view.number, redacting.quoted(document, drafts))
            progress = console.progress(console.words.tr("Making the redacted copy"))
            staged = evidence.redactions.stage(document, view.number, drafts, titles, dpi, progress)
        made = evidence.redactions.admit(view.id, staged, titles, console.words).value
    data = {"number": made.number, "derived_from": view.number, "places": len(drafts), "sha256": made.sha256}
    console.ok(data | {"pages": made.pages, "file": made.file_name}, [f"{made.number}  {made.file_name}"])


def _found(document: Document, needle: str, reason: str) -> list[RedactionDraft]:
    reader, info = document.info.reader, document.info
    found = []
    for hit in every_hit(document, needle):
        place: Place = PagePlace(hit.page + 1, hit.rects)
        if reader in FLOWING:
            start = document.text(hit.page).start + hit.start
            encoding = info.facts.get("text.encoding", "utf-8")
            place = TextPlace(start, start + hit.count, encoding, info.facts.get("text.reader", "text/1"))
        found.append(RedactionDraft(place, reason, "search", needle))
    return found


def _boxed(document: Document, value: str, reason: str) -> RedactionDraft:
    match = _BOX.fullmatch(value.strip())
    if match is None:
        raise KnownError(BAD_BOX, value=value[:60])
    page, picture = int(match[1]), document.info.reader == "image"
    if match[2] is None:
        return RedactionDraft(ImagePlace(page) if picture else PagePlace(page), reason, "page")
    unit = 1 if picture else 100
    x0, y0, x1, y1 = (round(float(part) * unit) for part in match.groups()[1:])
    rect = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return RedactionDraft(ImagePlace(page, (rect,)) if picture else PagePlace(page, (rect,)), reason, "box")
