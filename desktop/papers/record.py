"""The canonical content record of a paper (RULINGS F7): what its QR code and its metadata commit to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from models.views.papers import OpinionPaper

QR_DIGITS = 20


def content_record(paper: OpinionPaper) -> str:
    """The paper as canonical JSON: sorted keys, no spaces, UTF-8, no escapes. Layout reads nothing else."""
    record = {"format": 1, "kind": "opinion", **asdict(paper)}
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(paper: OpinionPaper) -> str:
    """SHA-256 over the record's UTF-8 bytes, hex."""
    return hashlib.sha256(content_record(paper).encode()).hexdigest()


def qr_text(number: str, digest: str) -> str:
    """What the QR code says: the number and the first 20 digits of the content hash."""
    return f"{number} {digest[:QR_DIGITS]}"
