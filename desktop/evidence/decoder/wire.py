"""The few facts that the decoder and its host share. Messages are small JSON objects over a SEQPACKET socket.

child → host  {"v": 1, "tier": …, "report": {…}}                the first message: who it is, what it tried
host  → child {"v": 1, "id": n, "do": "open", …}                a request
child → host  {"id": n, "need": [position, count]}              octets of the exhibit, at most INBOX
host  → child {"id": n, "got": count}                           they lie in the inbox, a memfd
child → host  {"id": n, "ok": {…}}  or  {"id": n, "error": code}  pixels and arrays lie in the outbox, a memfd
"""

from __future__ import annotations

import json

VERSION = 1
MESSAGE = 64 << 10  # octets of one message at most
INBOX = 1 << 20  # octets of the exhibit handed over at once
OUTBOX = 64 << 20  # pixels, text and arrays of one answer

MOST_PAGES = 100_000
MOST_SIDE = 1_000_000  # pixels of a side of the whole page when a tile of it is asked for
MOST_CODE_POINTS = 1_000_000  # of one page's text
MOST_POINTS = 32 << 20  # code points of one flow document
MOST_HITS = 2_000
MOST_RECTS = 2_000
MOST_FACTS = 60
MOST_OUTLINE = 5_000  # entries of an outline
MOST_DEPTH = 20
MOST_LINKS = 2_000  # of one page
MOST_FACT = 500  # code points of one fact
MOST_SPANS = 60_000  # styled stretches of one page
MOST_PARTS = 20_000  # files inside a file
MOST_PATH = 1_000  # code points of the path and of the name of one
MOST_UNREAD = 1_000  # pages of one answer that could not be loaded
MOST_LIST = 8 << 20  # octets of the list of parts
MOST_ROWS = 500  # of a window of cells
MOST_COLUMNS = 512
MOST_CELL = 32_767  # code points of a cell
MOST_WINDOW = 4_000_000  # code points of a window of cells
SLICE = 4 << 20  # octets of a part handed over at once

# how a stretch of flowing text is drawn; spans name them by their place in this row
STYLES = ("title", "heading", "meta", "quote", "mono", "bold", "link", "cell", "sender", "time", "warning")

DATA_LIMIT = 512 << 20
CPU_LIMIT = 600  # seconds of one process's life; a request has its own, much shorter, time on the host's watch
OPEN_FILES = 64

TEXT_READER = "text/1"

# what the child may say when it can't do something; the host has a sentence for each
ERRORS = frozenset({"locked", "damaged", "too_big", "unsupported", "no_page", "no_part", "encrypted", "failed"})


class RefusedError(Exception):
    """A request that can't be met, for one of the reasons in ERRORS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def pack(message: dict[str, object]) -> bytes:
    """One message as octets. Raises ValueError when it is too long."""
    data = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode()
    if len(data) > MESSAGE:
        raise ValueError("message too long")
    return data


def unpack(data: bytes) -> dict[str, object]:
    """The inverse of `pack`, for octets of any origin. Raises ValueError."""
    if len(data) > MESSAGE:
        raise ValueError("message too long")
    try:
        message = json.loads(data)
    except RecursionError:
        raise ValueError("message too deep") from None
    if not isinstance(message, dict):
        raise ValueError("message is not an object")
    return message
