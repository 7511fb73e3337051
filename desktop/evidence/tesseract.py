"""Tesseract, the program that reads letters from pictures: whether it is there, its languages, and one page read.

It gets pixels and gives words, in a sandbox of its own (bubblewrap): no home, no network, nothing to write, limits on
memory and time. It is not part of the program: `tesseract --version`, `--list-langs` and `stdin stdout tsv`, versions
4 and 5 (tesseract(1)).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import KnownError
from desktop.evidence import outside
from desktop.evidence.decoder import cage
from desktop.evidence.sentences import NO_OCR, NO_OCR_LANGUAGE, OCR_FAILED
from desktop.evidence.spawn import memory, sandbox
from desktop.jobs import Progress
from models.views.evidence import Picture

PREFERRED = ("rus", "eng", "deu")
# ISO 639-1 as exhibits state their language, and what Tesseract calls it
NAMES = {
    "ar": "ara", "be": "bel", "bg": "bul", "cs": "ces", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hu": "hun", "hy": "hye", "it": "ita",
    "ja": "jpn", "ka": "kat", "kk": "kaz", "ko": "kor", "lt": "lit", "lv": "lav", "nl": "nld", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr",
    "zh": "chi_sim",
}  # fmt: skip
MOST_SECONDS = 120.0
MOST_OUTPUT = 32 << 20
MOST_WORDS = 100_000
MOST_WORD = 200
MOST_RESIDENT = 1_500 << 20
_DATA_KIB, _CPU_SECONDS = 1 << 20, 240
_SHARED = ("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata", "/usr/local/lib")
_LANGUAGE = re.compile(r"[a-z]{3}(_[a-z]{2,10})*")
_LIMITS = f'ulimit -d {_DATA_KIB}; ulimit -t {_CPU_SECONDS}; ulimit -f 0; ulimit -c 0; exec "$@"'
_WHOLE_PAGE = "3"  # --psm: find columns and blocks by itself


@dataclass(frozen=True)
class Word:
    """A word with its box in pixels of the picture. `block`, `line`: words of one line have both alike."""

    text: str
    left: int
    top: int
    width: int
    height: int
    block: tuple[int, int]
    line: int
    sure: float  # 0 to 100


@dataclass(frozen=True)
class Engine:
    """What is installed: `version` (`5.3.0`), `languages` as Tesseract names them."""

    version: str
    languages: tuple[str, ...]

    @property
    def usual(self) -> str:
        """The languages that are taken when nobody chooses: `rus+eng+deu`, as far as they are there."""
        return "+".join(name for name in PREFERRED if name in self.languages) or "+".join(self.languages[:1])

    def languages_for(self, stated: str) -> str:
        """The languages for an exhibit that states its own (ISO 639-1, or empty): that one first, then the usual."""
        own = NAMES.get(stated, "")
        usual = [name for name in self.usual.split("+") if name != own]
        return "+".join([own, *usual] if own else usual)


class Tesseract:
    """Thread-safe; one process for each call."""

    def __init__(self, program: str | None = None, bubblewrap: str | None = None) -> None:
        self._program = program or shutil.which("tesseract", path=outside.PLACES)
        self._bubblewrap = bubblewrap or shutil.which("bwrap", path=outside.PLACES)

    def engine(self) -> Engine:
        """What is installed. Raises KnownError: not there or no sandbox to run it in, no language."""
        version = re.search(r"tesseract v?(\d+[\d.]*)", self._run(["--version"]).decode("utf-8", "replace"))
        if version is None:
            raise KnownError(NO_OCR)
        listed = self._run(["--list-langs"]).decode("utf-8", "replace").split()
        languages = tuple(name for name in listed if _LANGUAGE.fullmatch(name) and name not in ("osd", "equ"))
        if not languages:
            raise KnownError(NO_OCR_LANGUAGE, languages="+".join(PREFERRED))
        return Engine(version[1], languages)

    def read(self, picture: Picture, languages: str, dpi: int, progress: Progress | None = None) -> tuple[Word, ...]:
        """The words of a page. Raises KnownError: cancelled, too slow, failed, not there."""
        blue, green, red = picture.pixels[0::4], picture.pixels[1::4], picture.pixels[2::4]
        body = bytearray(3 * picture.width * picture.height)
        body[0::3], body[1::3], body[2::3] = red, green, blue
        # the plainest of all picture formats, PPM (ppm(5)): nothing in it can go wrong
        page = f"P6 {picture.width} {picture.height} 255\n".encode() + bytes(body)
        arguments = ["stdin", "stdout", "-l", languages, "--dpi", str(dpi), "--psm", _WHOLE_PAGE, "tsv"]
        return words(self._run(arguments, page, progress), picture.width, picture.height)

    def _run(self, arguments: list[str], page: bytes = b"", progress: Progress | None = None) -> bytes:
        rules = cage.filter_of("loose") if sys.platform.startswith("linux") else None
        if self._program is None or self._bubblewrap is None or rules is None:
            raise KnownError(NO_OCR)
        program, shell = os.path.realpath(self._program), os.path.realpath("/bin/sh")
        seen = ["/usr/lib", "/usr/lib64", "/etc/ld.so.cache", program, shell, *_SHARED]
        filter_at, page_at = memory("rules", len(rules), rules), memory("page", max(1, len(page)), page)
        try:
            closed = sandbox(self._bubblewrap, filter_at, [path for path in seen if Path(path).exists()])
            environment = ["--setenv", "OMP_THREAD_LIMIT", "1", "--setenv", "LC_ALL", "C.UTF-8"]
            process = subprocess.Popen(
                [*closed, *environment, "--", shell, "-c", _LIMITS, "sh", program, *arguments],
                pass_fds=[filter_at],
                env={},
                cwd="/",
                stdin=page_at,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            raise KnownError(NO_OCR) from None
        finally:
            os.close(filter_at)
            os.close(page_at)
        try:
            return _output(process, progress or Progress())
        finally:
            outside.end(process)


def _output(process: subprocess.Popen[bytes], progress: Progress) -> bytes:
    return outside.output(process, progress, MOST_SECONDS, MOST_OUTPUT, MOST_RESIDENT, OCR_FAILED)


def words(table: bytes, width: int, height: int) -> tuple[Word, ...]:
    """The words of Tesseract's table (TSV, one row for each page, block, paragraph, line and word). Nothing in it is
    believed: rows that make no sense for a picture of this size are left out.
    """
    found: list[Word] = []
    for row in table.decode("utf-8", "replace").split("\n")[1:]:
        cells = row.split("\t", 11)
        if len(cells) != 12 or cells[0] != "5":
            continue
        text = "".join(char for char in cells[11].strip() if char.isprintable())[:MOST_WORD]
        try:
            block, paragraph, line = (int(cell) for cell in cells[2:5])
            left, top, wide, high = (int(cell) for cell in cells[6:10])
            sure = float(cells[10])
        except ValueError:
            continue
        inside = 0 <= left <= width - wide and 0 <= top <= height - high and wide > 0 and high > 0
        if text and inside and 0 <= sure <= 100:
            found.append(Word(text, left, top, wide, high, (block, paragraph), line, sure))
        if len(found) >= MOST_WORDS:
            break
    return tuple(found)
