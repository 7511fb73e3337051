"""The visible e-signature mark (requisite 23) as a one-page PDF of the mark's own size, in our embedded fonts."""

from __future__ import annotations

import io

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from desktop.errors import BugError
from desktop.i18n import Words
from desktop.papers import fonts
from desktop.papers.fonts import MONO, SANS, SANS_BOLD, markup
from desktop.papers.style import INK, LINE, MARK_HEIGHT, MARK_WIDTH
from desktop.papers.texts import PaperTexts
from models.views.papers import MarkData

PADDING = 5
SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)


def mark_pdf(data: MarkData, words: Words, width: float = MARK_WIDTH, height: float = MARK_HEIGHT) -> bytes:
    """The mark, `width` by `height` points. Long names make the type smaller, down to 6 pt. Raises KnownError."""
    fonts.register()
    texts = PaperTexts("opinion", words)
    for size in SIZES:
        lines = _lines(data, texts, size)
        heights = [line.wrap(width - 2 * PADDING, height)[1] for line in lines]
        if sum(heights) <= height - 2 * PADDING or size == SIZES[-1]:
            break
    else:
        raise BugError("no size fits")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), initialFontName=SANS, invariant=1)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.8)
    canvas.roundRect(0.5, 0.5, width - 1, height - 1, 4)
    y = height - max((height - sum(heights)) / 2, PADDING)
    for line, tall in zip(lines, heights, strict=True):
        y -= tall
        line.drawOn(canvas, PADDING, y)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(data: MarkData, texts: PaperTexts, size: float) -> list[Paragraph]:
    body = ParagraphStyle("mark", fontName=SANS, fontSize=size, leading=size * 1.24, textColor=INK, splitLongWords=1)
    title = ParagraphStyle("title", parent=body, fontName=SANS_BOLD, alignment=TA_CENTER, spaceAfter=2)
    span = texts("mark.span", start=texts.short_day(data.not_before), end=texts.short_day(data.not_after))
    serial = f'<font name="{MONO}" size="{size - 0.6:.1f}">{markup(data.certificate, MONO)}</font>'
    rows = [
        (texts("mark.certificate"), serial),
        (texts("mark.owner"), f'<font name="{SANS_BOLD}">{markup(data.owner, SANS_BOLD)}</font>'),
        (texts("mark.validity"), markup(span, SANS)),
        (texts("mark.kind"), markup(data.kind, SANS)),
        (texts("mark.signed"), markup(data.signed, SANS)),
    ]
    return [
        Paragraph(markup(texts("mark.title"), SANS_BOLD), title),
        *(Paragraph(f"{markup(name, SANS)}: {value}", body) for name, value in rows),
    ]
