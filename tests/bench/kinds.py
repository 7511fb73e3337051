"""First view of every corpus file, by kind, beside a bare script of the same library in a fresh process.

Ours: from asking for the exhibit to what its viewer shows first, in a sandboxed decoder (a warm one where the program
keeps one warm), read from memory. Bare: a new Python that imports the library, reads the same file and stops there.
Recordings have a bench of their own. Without the corpus there is nothing to measure, and that is said.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.errors import KnownError
from desktop.evidence import kinds
from desktop.evidence.decoding import Decoders
from tests.bench.measure import Row, seconds
from tests.bench.viewer import Bytes
from tests.proofs.corpus import DEFAULT, first_view

MOST = 1.0  # seconds to a first view
PEERS = {
    "pdf": "import pypdfium2 as p; d = p.PdfDocument(f); d[0].render(scale=1.5)",
    "image": "from PIL import Image; i = Image.open(f); i.load(); i.convert('RGB').resize((1000, 700))",
    "text": "import charset_normalizer as c; str(c.from_path(f).best())",
    "eml": "import email; email.message_from_bytes(open(f, 'rb').read()).as_string()",
    "mbox": "import mailbox; [str(m) for m in mailbox.mbox(f)]",
    "msg": "import oxmsg; m = oxmsg.Message.load(f); m.body, m.html_body",
    "html": "from selectolax.lexbor import LexborHTMLParser as P; P(open(f, 'rb').read()).text()",
    "docx": "import docx; [p.text for p in docx.Document(f).paragraphs]",
    "pptx": "import pptx; [s.shapes for s in pptx.Presentation(f).slides]",
    "odt": "import zipfile; from lxml import etree; etree.fromstring(zipfile.ZipFile(f).read('content.xml'))",
    "rtf": "from striprtf.striprtf import rtf_to_text as r; r(open(f, encoding='latin-1').read())",
    "grid": "import python_calamine as c; b = c.load_workbook(f); b.get_sheet_by_index(0).to_python(nrows=50)",
    "zip": "import zipfile; zipfile.ZipFile(f).infolist()",
    "7z": "import py7zr; py7zr.SevenZipFile(f).list()",
}


def peer_of(path: Path, found: kinds.Kind) -> str:
    """The bare script's lines for a kind; empty where there is none."""
    by_format = PEERS.get(found.format)
    return by_format if by_format is not None else PEERS.get(found.reader, "")


def ours(decoders: Decoders, data: bytes) -> float | None:
    """Seconds to the first view; None for a file that has none."""
    decoders.ready()

    def view() -> None:
        with decoders.open(Bytes(data)) as document:
            first_view(document)

    try:
        return seconds(view)
    except KnownError:
        return None


def bare(lines: str, path: Path) -> float | None:
    """Seconds of the bare script; None where its library refuses the file."""
    done: list[int] = []

    def run() -> None:
        script = f"import sys; f = sys.argv[1]; {lines}"
        done.append(subprocess.run([sys.executable, "-c", script, path], capture_output=True).returncode)

    took = seconds(run)
    return took if done == [0] else None


def rows() -> Iterator[Row]:
    if not DEFAULT.is_dir():
        print(f"no corpus at {DEFAULT}: first views are not measured", file=sys.stderr)
        return
    found: dict[str, list[tuple[float, float]]] = {}
    decoders = Decoders()
    try:
        for path in sorted(path for path in DEFAULT.rglob("*") if path.is_file()):
            data = path.read_bytes()
            kind = kinds.sniff(len(data), lambda at, count, data=data: data[at : at + count])  # type: ignore[misc]
            lines = peer_of(path, kind)
            if not lines or (mine := ours(decoders, data)) is None or (theirs := bare(lines, path)) is None:
                continue
            found.setdefault(kind.format, []).append((mine, theirs))
    finally:
        decoders.close()
    everything: list[float] = []
    for format_, pairs in sorted(found.items()):
        mine = sorted(pair[0] for pair in pairs)
        everything += mine
        slow = mine[min(len(mine) - 1, int(len(mine) * 0.95))]
        middle, theirs = statistics.median(mine), statistics.median(pair[1] for pair in pairs)
        note = f"{len(mine)} files, p50 {middle:.2f}, max {mine[-1]:.2f}; bare script {theirs:.2f}"
        yield Row(f"first view of {format_}, p95", slow, None, "s", MOST, note)
    yield Row("first view of any corpus file, slowest", max(everything), None, "s", MOST, f"{len(everything)} files")
