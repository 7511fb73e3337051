"""Evidence: the first page of 500 against a bare script of the same library in a fresh process, and the next pages."""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop.evidence.decoding import Decoders
from desktop.evidence.spawn import family
from tests.bench.measure import Row, seconds
from tests.bench.reading import peak

PAGES = 500
WIDTH, HEIGHT = 1190, 1684
BARE = f"""
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
page = document[0]
page.render(scale={WIDTH} / page.get_width())
"""


class Bytes:
    """A source in memory, as the vault's reader looks to the decoder."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, position: int, count: int) -> bytes:
        return self._data[position : position + count]

    def close(self) -> None:
        return None


def many_pages(pages: int = PAGES) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in range(pages):
        canvas.setFont("Helvetica", 11)
        for line in range(50):
            canvas.drawString(60, 780 - line * 14, f"Page {page + 1}, line {line + 1}: harbour lantern thicket granite")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def first_page(decoders: Decoders, data: bytes) -> float:
    """Seconds from asking for an exhibit to its first page's pixels."""
    begun = time.perf_counter()
    document = decoders.open(Bytes(data), "pdf")
    document.picture(0, WIDTH, HEIGHT)
    took = time.perf_counter() - begun
    document.close()
    return took


def rows() -> Iterator[Row]:
    data = many_pages()
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as name:
        path = Path(name) / "many.pdf"
        path.write_bytes(data)

        def bare() -> None:
            subprocess.run([sys.executable, "-c", BARE, path], check=True, capture_output=True)

        cold, warm, theirs = [], [], []
        for _ in range(7):
            decoders = Decoders()
            cold.append(first_page(decoders, data))  # the first exhibit of a session: nothing is running yet
            decoders.isolation()
            time.sleep(1)  # a person takes longer between two exhibits than the spare to start
            warm.append(first_page(decoders, data))
            decoders.close()
            theirs.append(seconds(bare))
        peer = statistics.median(theirs) * 1000
        yield Row("first page of 500, spare warm : bare script", statistics.median(warm) * 1000, peer, "ms", 2.0)
        yield Row("first page of 500, nothing warm : bare script", statistics.median(cold) * 1000, peer, "ms", 2.0)
    decoders = Decoders()
    with decoders.open(Bytes(data), "pdf") as document:
        document.picture(0, WIDTH, HEIGHT)
        turns = [seconds(lambda i=i: document.picture(i, WIDTH, HEIGHT)) * 1000 for i in range(1, 41)]  # type: ignore[misc]
    decoders.close()
    yield Row("next page, decoder warm, median of 40", statistics.median(turns), None, "ms", 60)
    yield Row("next page, decoder warm, worst of 40", max(turns), None, "ms", 60)
    yield from large_photograph()
    yield from long_document()


def large_photograph() -> Iterator[Row]:
    """A photograph of 100 megapixels with detail everywhere: seen whole, then closely, from end to end."""
    width, height = 11_600, 8_600
    out = io.BytesIO()
    grain = Image.effect_noise((1450, 1075), 80).resize((width, height), Image.Resampling.BICUBIC)
    Image.merge("RGB", (grain, grain.transpose(Image.Transpose.ROTATE_180), grain)).save(out, "JPEG", quality=88)
    decoders = Decoders(keep_warm=False)
    with decoders.open(Bytes(out.getvalue())) as document:
        whole = seconds(lambda: document.picture(0, 1400, 1038))
        tiles = [
            seconds(lambda x=x, y=y: document.picture(0, 0, 0, clip=(x, y, 1024, 1024), full=(width, height)))  # type: ignore[misc]
            for y in range(0, height - 1024, 2500)
            for x in (0, 5000, width - 1024)
        ]
        child = document._line._child if document._line is not None else None
        most = max(peak(pid) for pid in family(child.process.pid)) if child is not None else 0.0
    decoders.close()
    yield Row("100 megapixels, whole, to the screen's size", whole * 1000, None, "ms", 1500)
    yield Row("100 megapixels, a tile at full size, median", statistics.median(tiles) * 1000, None, "ms", 500)
    yield Row("100 megapixels, the decoder's peak", most, None, "MiB", 300)


def long_document() -> Iterator[Row]:
    """300 pages of a document of 2,000 are looked at one after the other in a real window."""
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as name:
        path = Path(name) / "long.pdf"
        path.write_bytes(many_pages(2_000))
        command = [sys.executable, "-m", "tests.bench.reading", str(path), "300"]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        most, turn = (float(part) for part in done.stdout.split()[-2:])
    yield Row("2,000 pages, 300 of them seen: the window's peak", most, None, "MiB", 400)
    yield Row("2,000 pages, from page to page in the window", turn, None, "ms", 150)
