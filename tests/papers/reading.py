"""Reads papers back with programs that did not write them: PDFium, qpdf (through pikepdf), poppler."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, white space folded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def whole_text(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    """(tag, element) of the whole structure tree, in reading order."""
    found: list[tuple[str, pikepdf.Object]] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append((str(element.S)[1:], element))
        kids = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids] if kids is not None else []:
            if isinstance(kid, pikepdf.Dictionary):
                walk(kid)

    walk(pdf.Root.StructTreeRoot)
    return found


def tool(name: str) -> str:
    """The path of a system program, or a skip that says which is missing."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed here")
    return path


def run(name: str, *arguments: str | Path) -> str:
    """The output of a system program that must succeed."""
    done = subprocess.run([tool(name), *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
