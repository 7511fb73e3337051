"""The isolated decoder against a bare pypdfium2 script in a fresh process: first page of 500, next pages, text."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop.evidence.decoding import Decoders
from desktop.evidence.document import Document
from tests.bench.measure import RUNS, Row, paired, seconds
from tests.evidence import files
from tests.proofs.corpus import FileSource

WIDTH, HEIGHT = 1190, 1684
BARE = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
document[0].render(scale=2)
"""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = files.long_pdf(Path(folder) / "long.pdf", 500)
        yield from _measured(path)


def _measured(path: Path) -> Iterator[Row]:
    def cold() -> None:
        # nothing is warm: the tier is found out, the self-test runs, all page sizes are read
        decoders = Decoders()
        with decoders.open(FileSource(path)) as document:
            document.picture(0, WIDTH, HEIGHT)
        decoders.close()

    def bare() -> None:
        subprocess.run([sys.executable, "-c", BARE, str(path)], check=True)

    ours, theirs = paired(cold, bare)
    yield Row(
        "first page of 500, nothing warm", ours * 1000, theirs * 1000, "ms", 2.0, "peer: bare pypdfium2, new process"
    )
    decoders = Decoders()
    try:
        decoders.take().close()  # the next one is being warmed
        spares = [_first_page(decoders, path) for _ in range(RUNS)]
        yield Row("first page of 500, decoder warm", statistics.median(spares), None, "ms", 60)
        with decoders.open(FileSource(path)) as document:
            document.picture(0, WIDTH, HEIGHT)
            turns = [seconds(lambda page=page: document.picture(page, WIDTH, HEIGHT)) * 1000 for page in range(1, 41)]
            yield Row("next page", statistics.median(turns), None, "ms", 60)
            yield Row("next page, slowest of 40", max(turns), None, "ms", 100)
            texts = [seconds(lambda page=page: document.text(page)) * 1000 for page in range(1, 21)]
            yield Row("text of a page with boxes", statistics.median(texts), None, "ms", 60, _points(document))
            yield Row("finding through 500 pages", seconds(lambda: document.find("суда")), None, "s", 10)
    finally:
        decoders.close()


def _first_page(decoders: Decoders, path: Path) -> float:
    """Milliseconds from the click to the picture when a spare stands ready."""
    decoders.ready()

    def work() -> None:
        with decoders.open(FileSource(path)) as document:
            document.picture(0, WIDTH, HEIGHT)

    return seconds(work) * 1000


def _points(document: Document) -> str:
    return f"{len(document.text(1).text)} letters"
