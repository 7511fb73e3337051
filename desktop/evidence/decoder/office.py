"""What the readers of office texts share: facts of the file, dates, pictures and embedded files as parts."""

from __future__ import annotations

import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.package import read, told
from desktop.evidence.decoder.parts import Part, PartFile, of_octets
from desktop.evidence.decoder.source import Source

if TYPE_CHECKING:
    from desktop.evidence.decoder.flow import FlowReader
    from desktop.evidence.decoder.ole_facts import OleReader

MOST_PART = 64 << 20
_CORE = {
    "title": "office.title",
    "creator": "office.author",
    "initial-creator": "office.author",
    "lastModifiedBy": "office.changed_by",
    "created": "office.created",
    "creation-date": "office.created",
    "modified": "office.changed",
    "date": "office.changed",
    "generator": "office.program",
    "Application": "office.program",
    "Company": "office.company",
    "Template": "office.template",
}
_PICTURES = {"jpg": "jpeg", "tif": "tiff", "svg": "svg+xml", "emf": "emf", "wmf": "wmf"}
_MEDIA = {
    kind: f"image/{_PICTURES.get(kind, kind)}" for kind in (*_PICTURES, "jpeg", "png", "gif", "bmp", "tiff", "webp")
}
_DATES = frozenset({"office.created", "office.changed"})
_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "huge_tree": False, "recover": True}


def told_of(package: zipfile.ZipFile) -> tuple[dict[str, str], list[str]]:
    """(facts, notes) of a package with what it says about its author and times."""
    facts, notes = told(package)
    for name in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
        if name in package.namelist():
            facts |= _properties(read(package, name, 4 << 20))
    return facts, notes


def _properties(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))
    except etree.LxmlError:
        return found
    for element in () if root is None else root.iter("{*}*"):
        code = _CORE.get(str(element.tag).rpartition("}")[2], "")
        text = (element.text or "").strip()
        if code and text and code not in found:
            found[code] = dates(text) if code in _DATES else text[:300]
    return found


def dates(text: str) -> str:
    """A moment as ISO 8601 to the minute where the text is one; else the text."""
    try:
        return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text[:40]


def media_parts(package: zipfile.ZipFile, folder: str) -> list[PartFile]:
    """Pictures and embedded files, read when they are asked for."""
    found: list[PartFile] = []
    for member in package.infolist():
        name = member.filename
        inside = name.startswith((f"{folder}media/", f"{folder}embeddings/", "Pictures/"))
        if inside and 0 < member.file_size <= MOST_PART and len(found) < wire.MOST_PARTS:
            media = _MEDIA.get(name.lower().rpartition(".")[2], "")
            found.append(_part(package, Part(name, name.rpartition("/")[2], member.file_size, media)))
    return found


def _part(package: zipfile.ZipFile, part: Part) -> PartFile:
    return PartFile(part, lambda: of_octets(part, read(package, part.path, MOST_PART)).open())


def make(kind: str, source: Source) -> FlowReader | OleReader:
    """Open the exhibit with the reader of its kind. Raises wire.RefusedError."""
    if kind == "ole":
        from desktop.evidence.decoder.ole_facts import OleReader

        return OleReader(source)
    reader = _text(kind, source)
    if not reader.text.strip():
        reader.notice("no_text")
    return reader


def _text(kind: str, source: Source) -> FlowReader:
    match kind:
        case "docx":
            from desktop.evidence.decoder import docx_text

            return docx_text.read(source)
        case "pptx":
            from desktop.evidence.decoder import pptx_text

            return pptx_text.read(source)
        case "odf":
            from desktop.evidence.decoder import odf_text

            return odf_text.read(source)
    from desktop.evidence.decoder import rtf_text

    return rtf_text.read(source)


def preload(kind: str) -> None:
    """Import what a kind needs and read a tiny file of it, so that nothing has to be loaded later."""
    if kind in ("ole", "rtf"):  # texts in the encodings of their day
        from desktop.evidence.decoder import text

        text.preload()
    if kind == "ole":
        from desktop.evidence.decoder import ole_facts

        assert ole_facts.OleReader.name == "office"
    else:
        from desktop.evidence.decoder import rehearsal

        tiny = {"docx": rehearsal.docx, "pptx": rehearsal.pptx, "odf": rehearsal.odt, "rtf": rehearsal.rtf}[kind]()
        make(kind, tiny)
