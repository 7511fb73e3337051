"""Zip packages of office programs: refused when unpacking them would take too much, and what is in them beside text.

Nothing is run, fetched or unpacked. Part names: ECMA-376 part 2 (OPC) and OpenDocument 1.3 part 2.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.source import Source

MOST_PARTS = 20_000
MOST_UNPACKED = 512 << 20
MOST_SCANNED = 48 << 20  # of one part that is searched for marks
_BLOCK = 1 << 20

_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ODF_LINK = re.compile(rb'xlink:href="(?:https?:|file:|ftp:|smb:|\\\\|//|\.\./)')


def opened(source: Source) -> zipfile.ZipFile:
    """The package. Raises wire.RefusedError: damaged, too_big."""
    source.seek(0)
    try:
        package = zipfile.ZipFile(source)
    except _BROKEN:
        raise wire.RefusedError("damaged") from None
    members = package.infolist()
    if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise wire.RefusedError("too_big")
    return package


def blocks(package: zipfile.ZipFile, name: str, most: int = MOST_SCANNED) -> Iterable[bytes]:
    """A part's octets in blocks that overlap a little, so that a mark on an edge is seen; ends early when damaged."""
    tail, seen = b"", 0
    try:
        with package.open(name) as file:
            while seen < most and (block := file.read(_BLOCK)):
                seen += len(block)
                yield tail + block
                tail = block[-200:]
    except _BROKEN:
        return


def holds(package: zipfile.ZipFile, name: str, *marks: bytes) -> bool:
    return any(mark in block for block in blocks(package, name) for mark in marks)


def told(package: zipfile.ZipFile) -> tuple[dict[str, str], list[str]]:
    """(facts, codes of notes) about macros, links and embedded things of a package of either family."""
    names = package.namelist()
    low = [name.lower() for name in names]
    facts: dict[str, str] = {}
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in low):
        facts["office.macros"] = "yes"
    objects = sum("/embeddings/" in name or "/activex/" in name or name.startswith("object ") for name in low)
    if objects:
        facts["office.objects"] = str(objects)
    links, pages = _links(package, names)
    if links:
        facts["office.links"] = str(links)
    if pages:
        facts["office.hyperlinks"] = str(pages)
    if any(name.startswith(("_xmlsignatures/", "meta-inf/documentsignatures")) for name in low):
        facts["office.signatures"] = "yes"
    codes = {"office.macros": "macros", "office.links": "outside_links", "office.objects": "embedded_objects"}
    return facts, [code for fact, code in codes.items() if fact in facts]


def _links(package: zipfile.ZipFile, names: list[str]) -> tuple[int, int]:
    """How many things would be loaded from elsewhere, and how many mere hyperlinks there are."""
    loaded = pages = 0
    for name in names:
        if name.endswith(".rels"):
            for block in blocks(package, name, 4 << 20):
                outside = [tag for tag in _RELATION.findall(block) if b'"External"' in tag]
                hyper = sum(b"/hyperlink" in tag for tag in outside)
                loaded, pages = loaded + len(outside) - hyper, pages + hyper
        elif name == "content.xml":
            loaded += sum(len(_ODF_LINK.findall(block)) for block in _figures(package, name))
    return loaded, pages


def _figures(package: zipfile.ZipFile, name: str) -> Iterable[bytes]:
    """Blocks of an OpenDocument content without its hyperlinks (`text:a`), which load nothing."""
    for block in blocks(package, name):
        yield re.sub(rb"<text:a\b[^>]*>", b"", block)


def read(package: zipfile.ZipFile, name: str, most: int = MOST_SCANNED) -> bytes:
    """A part whole. Raises wire.RefusedError: damaged, too_big."""
    try:
        file: IO[bytes]
        with package.open(name) as file:
            data = file.read(most + 1)
    except (*_BROKEN, KeyError):
        raise wire.RefusedError("damaged") from None
    if len(data) > most:
        raise wire.RefusedError("too_big")
    return data
