"""Saved web pages: HTML and MHTML (RFC 2557) as flow text. Nothing is run, nothing is fetched.

Where a page was saved from is what its saver wrote: `saved from url` (browsers), SingleFile's comment, the headers of
MHTML; else the address that the page gives as its own.
"""

from __future__ import annotations

import re

from desktop.evidence.decoder import html, mail_headers
from desktop.evidence.decoder import text as plain_text
from desktop.evidence.decoder.flow import Flow, FlowReader
from desktop.evidence.decoder.mail import octets_of, parsed, preload_mail
from desktop.evidence.decoder.marks import mhtml
from desktop.evidence.decoder.page_facts import Found
from desktop.evidence.decoder.parts import Part, PartFile, of_octets
from desktop.evidence.decoder.source import Source

MOST_OCTETS = 64 << 20
MOST_PAGE = 24 << 20  # octets of HTML that are read as a page
MOST_PARTS = 2_000
_SAVED = re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)([^\s>]{1,2000})")
_SINGLE_FILE = re.compile(rb"(?s)<!--\s*Page saved with SingleFile\s*(.{0,4000}?)-->")
_LINE = re.compile(r"(?m)^\s*(url|saved date):\s*(\S.*?)\s*$")


def read(source: Source) -> FlowReader:
    """The reader of a page in either form."""
    data = source.part(0, MOST_OCTETS)
    cut = source.size > len(data)
    flow, told, attached = Flow(), dict[str, str](), list[PartFile]()
    if mhtml(data[:8192]):
        page, charset, told, attached = _unpacked(data)
    else:
        page, charset = data, ""
    cut = cut or len(page) > MOST_PAGE
    encoding, text = html.decoded(page[:MOST_PAGE], charset)
    found = html.write(text, flow)
    saved = _saved(page[:65536])
    told = {
        "web.title": found.title,
        "web.saved_from": saved.get("url", "") or told.get("web.saved_from", ""),
        "web.saved_on": saved.get("saved date", "") or told.get("web.saved_on", ""),
        "web.address": found.saved_from,
        "web.author": found.author,
        "web.published": found.published,
        "web.description": found.description,
        "web.language": found.language,
        "web.charset": encoding,
        **found.facts("web"),
    }
    return FlowReader("web", flow, {k: v for k, v in told.items() if v}, _notes(found, cut), attached)


def preload() -> None:
    """Parse a little page in both forms."""
    plain_text.preload()
    preload_mail()
    html.preload()


def _notes(found: Found, cut: bool) -> list[str]:
    notes = ["cut"] if cut else []
    if found.remote:
        notes.append("remote_content")
    if found.deep:
        notes.append("nested")
    return notes


def _saved(head: bytes) -> dict[str, str]:
    by_browser = _SAVED.search(head)
    if by_browser is not None:
        return {"url": by_browser[1].decode("utf-8", "replace")}
    by_tool = _SINGLE_FILE.search(head)
    return dict(_LINE.findall(by_tool[1].decode("utf-8", "replace"))) if by_tool is not None else {}


def _unpacked(data: bytes) -> tuple[bytes, str, dict[str, str], list[PartFile]]:
    """The page of an MHTML file, its charset, where it is from, and what was saved with it."""
    try:
        message = parsed(data)
        parts = [part for part in message.walk() if not part.is_multipart()][:MOST_PARTS]
    except RecursionError:
        return data, "", {}, []
    headers = mail_headers.lines(message)
    told = {
        "web.saved_from": mail_headers.first(headers, "snapshot-content-location"),
        "web.saved_on": mail_headers.first(headers, "date"),
    }
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    page = pages[0] if pages else None
    attached = []
    for number, part in enumerate(parts, 1):
        if part is page:
            continue
        address = mail_headers.text(str(part.get("content-location", "")))
        octets = octets_of(part)
        name = re.split(r"[?#]", address)[0].rstrip("/").rsplit("/", 1)[-1][:200] or f"{number}"
        attached.append(of_octets(Part(str(number), name, len(octets), part.get_content_type(), "inline"), octets))
    if page is None:
        return b"", "", told, attached
    address = mail_headers.text(str(page.get("content-location", "")))
    told["web.saved_from"] = told["web.saved_from"] or address
    try:
        charset = page.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        charset = ""
    return octets_of(page), charset, told, attached
