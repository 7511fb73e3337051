"""Octets that files of some kinds begin with, wherever they stand: used by the host and by the readers themselves.

Octets are compared, never interpreted, so this may run where the keys are.
"""

from __future__ import annotations

import re

SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
RAR = b"Rar!\x1a\x07"
ELF = b"\x7fELF"
PDF = b"%PDF-"
PAGE = re.compile(rb"(?i)<(?:!doctype html|html|script)[\s>]")  # what makes a browser take something for a page
BLANK = b"\0\t\n\r "  # padding between one file and what follows it

# what is said of a file that is one of these besides
ALSO = {
    "exe": "also_program", "elf": "also_program", "rar": "also_archive", "7z": "also_archive", "pdf": "also_pdf",
    "html": "also_html",
}  # fmt: skip
