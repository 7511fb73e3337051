"""Rich text (rtf) as flowing text, by striprtf; pictures, objects and fields are facts."""

from __future__ import annotations

import re
from itertools import groupby

from striprtf.striprtf import rtf_to_text

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.flow import Flow, FlowReader
from desktop.evidence.decoder.office import dates
from desktop.evidence.decoder.source import Source

MOST_OCTETS = 48 << 20
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
_HEX = re.compile(r"(?:[0-9a-fA-F]{64,}\s*){4,}")
_ENCODING = re.compile(rb"\\ansicpg(\d{3,5})")
_MOMENT = re.compile(rb"\\(creatim|revtim)\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})(?:\\hr(\d{1,2}))?(?:\\min(\d{1,2}))?")
_TIMES = {b"creatim": "office.created", b"revtim": "office.changed"}


def read(source: Source) -> FlowReader:
    """Raises wire.RefusedError."""
    if source.size > MOST_OCTETS:
        raise wire.RefusedError("too_big")
    data = _without_binary(source.part(0, source.size))
    facts, notes = _told(data)
    found = _ENCODING.search(data)
    encoding = f"cp{int(found[1])}" if found else "cp1252"
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    try:
        # a picture's digits are no text, and cost time
        plain = _HEX.sub("", data.decode("latin-1"))
        text: str = rtf_to_text(plain, encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
        # letters beyond the first plane stand in the file as two halves
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except (ValueError, IndexError, RecursionError, LookupError, OverflowError):
        raise wire.RefusedError("damaged") from None
    flow = Flow()
    for table, lines in groupby(text.split("\n"), key=lambda line: "|" in line and line.rstrip().endswith("|")):
        for line in lines:
            if table:
                flow.row(line.rstrip().removesuffix("|").split("|"))
            elif line.strip():
                flow.paragraph(line)
            else:
                flow.gap()
    return FlowReader("office", flow, facts, [*notes, "layout_lost"])


def _without_binary(data: bytes) -> bytes:
    """Raw octets (`\\binN`) taken out: they may hold braces."""
    out, at = bytearray(), 0
    while found := _BINARY.search(data, at):
        out += data[at : found.start()]
        at = min(len(data), found.end() + int(found[1]))
    return bytes(out + data[at:])


def _told(data: bytes) -> tuple[dict[str, str], list[str]]:
    facts: dict[str, str] = {}
    for mark, year, month, day, hour, minute in _MOMENT.findall(data[: 1 << 20]):
        text = f"{int(year):04}-{int(month):02}-{int(day):02}T{int(hour or 0):02}:{int(minute or 0):02}"
        facts[_TIMES[mark]] = dates(text)
    notes = []
    objects = data.count(b"\\object")
    if objects:
        facts["office.objects"] = str(objects)
        notes.append("embedded_objects")
    if b"\\*\\template" in data and re.search(rb"\\template\s+(?:https?|file|\\\\)", data):
        facts["office.links"] = "1"
        notes.append("outside_links")
    links = len(re.findall(rb"HYPERLINK\b", data))
    if links:
        facts["office.hyperlinks"] = str(links)
    pictures = data.count(b"\\pict")
    if pictures:
        facts["office.pictures"] = str(pictures)
    return facts, notes
