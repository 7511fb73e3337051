"""Office documents of the old formats (doc, ppt; xls beside its grid): what can be said of them without their text.

olefile opens the compound file and its property sets [MS-OLEPS]; which streams mean what: [MS-OVBA] 2.2, [MS-DOC] 2.1,
[MS-PPT] 2.1, [MS-XLS] 2.1; BIFF records FORMULA (6) and SUPBOOK (430) by their headers, [MS-XLS] 2.1.4.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import Literal

import olefile  # type: ignore[import-untyped]

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.source import Source

MOST_STREAM = 64 << 20
_FORMULA, _SUPBOOK, _FILEPASS = 6, 430, 47
_TEXTS = {
    "title": "office.title",
    "author": "office.author",
    "last_saved_by": "office.changed_by",
    "creating_application": "office.program",
    "company": "office.company",
    "template": "office.template",
}


class OleReader:
    """A document without pages: its facts are all there is."""

    name: Literal["office"] = "office"
    count = 0

    def __init__(self, source: Source) -> None:
        self._told, self._noticed = told(source)

    def facts(self) -> dict[str, str]:
        return self._told

    def warnings(self) -> list[str]:
        return self._noticed

    def sizes(self) -> Sequence[int]:
        return ()


def told(source: Source) -> tuple[dict[str, str], list[str]]:
    """(facts, notes) of a compound file. Raises wire.RefusedError."""
    facts: dict[str, str] = {}
    source.seek(0)
    try:
        with olefile.OleFileIO(source) as file:
            names = ["/".join(path).lower() for path in file.listdir(streams=True, storages=True)]
            if "encryptedpackage" in names:
                raise wire.RefusedError("encrypted")
            _properties(file, facts)
            if any(name.endswith(("vba/dir", "_vba_project_cur", "macros")) or "/vba" in name for name in names):
                facts["office.macros"] = "yes"
            objects = {name.split("/")[1] for name in names if name.startswith("objectpool/") and "/" in name}
            objects |= {name for name in names if name.startswith("mbd") and "/" not in name}
            if objects:
                facts["office.objects"] = str(len(objects))
            if any("_xmlsignatures" in name or "_signatures" in name for name in names):
                facts["office.signatures"] = "yes"
            book = next((name for name in ("workbook", "book") if name in names), None)
            if book is not None:
                _records(file.openstream(book).read(MOST_STREAM), facts)
    except wire.RefusedError:
        raise
    except Exception:  # the library raises whatever a damaged file leads it to
        raise wire.RefusedError("damaged") from None
    codes = {"office.macros": "macros", "office.links": "outside_links", "office.objects": "embedded_objects"}
    return facts, [code for fact, code in codes.items() if fact in facts]


def _properties(file: olefile.OleFileIO, facts: dict[str, str]) -> None:
    said = file.get_metadata()
    encoding = f"cp{said.codepage}" if isinstance(said.codepage, int) else "utf-8"
    try:
        codecs.lookup(encoding)
    except LookupError:
        encoding = "utf-8"
    for name, code in _TEXTS.items():
        value: bytes | str | None = getattr(said, name, None)
        if isinstance(value, bytes):
            value = value.decode(encoding, "replace")
        if isinstance(value, str) and value.split("\0")[0].strip():
            facts[code] = value.split("\0")[0].strip()[:300]
    for name, code in (("create_time", "office.created"), ("last_saved_time", "office.changed")):
        moment = getattr(said, name, None)
        if moment is not None and moment.year > 1601:
            facts[code] = moment.strftime("%Y-%m-%d %H:%M")
    pages = getattr(said, "num_pages", None)
    if isinstance(pages, int) and pages > 0:
        facts["office.pages"] = str(pages)


def _records(data: bytes, facts: dict[str, str]) -> None:
    """Formulas, links to other books and a password, by the numbers of the records."""
    at, links = 0, 0
    while at + 4 <= len(data):
        kind, length = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
        if kind == _FORMULA:
            facts["grid.formulas"] = "yes"
        elif kind == _FILEPASS:
            raise wire.RefusedError("encrypted")
        elif kind == _SUPBOOK and length > 4:  # of four octets: the book itself
            links += 1
        at += 4 + length
    if links:
        facts["office.links"] = str(links)
