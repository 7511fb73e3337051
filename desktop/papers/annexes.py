"""The opinion's annexes: the checklist in short, and the exhibits with their checksums and how to check them."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.papers.fonts import MONO, SERIF, SERIF_BOLD, markup
from desktop.papers.printer import Printer, anchor
from desktop.papers.style import GROUND, LINE, TEXT_WIDTH
from desktop.papers.tagging import Grid, Text
from models.views.papers import PaperExhibit, PaperItem

ANSWER_WIDTH = 66 * mm
NUMBER_WIDTH = 20 * mm
COMMANDS = (
    ("annex.check_linux", "sha256sum {file}"),
    ("annex.check_macos", "shasum -a 256 {file}"),
    ("annex.check_windows", "certutil -hashfile {file} SHA256"),
)


def checklist_annex(printer: Printer) -> list[Flowable]:
    texts, look = printer.texts, printer.look
    title = texts("checklist.title")
    head = [texts("checklist.column_item"), texts("checklist.column_answer")]
    rows: list[list[object]] = [[Text(markup(cell, SERIF_BOLD), look.cell_head) for cell in head]]
    bands: list[tuple[object, ...]] = []
    for section in printer.paper.sections:
        bands.extend(
            [
                ("SPAN", (0, len(rows)), (-1, len(rows))),
                ("BACKGROUND", (0, len(rows)), (-1, len(rows)), GROUND),
                ("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)),
            ]
        )
        rows.append([Text(markup(f"{section.code}. {section.title}", SERIF_BOLD), look.cell_head), ""])
        rows.extend(_item(printer, item) for item in section.items)
    table = Grid(
        rows,
        colWidths=[TEXT_WIDTH - ANSWER_WIDTH, ANSWER_WIDTH],
        repeatRows=1,
        style=[*_lines(), *bands],
    )
    return [
        Text(markup(title, SERIF_BOLD), look.section, tag="H2", outline=(title, "annex-1")),
        Text(markup(texts("checklist.intro")), look.small),
        Spacer(1, 4),
        table,
    ]


def _item(printer: Printer, item: PaperItem) -> list[object]:
    texts, look = printer.texts, printer.look
    code = markup(texts("item", code=item.code).replace(" ", "\u00a0"), SERIF_BOLD)
    question = f'<font name="{SERIF_BOLD}">{code}</font> {markup(item.question)}'
    answer = f'<font name="{SERIF_BOLD}">{markup(texts.code("answers", item.answer), SERIF_BOLD)}</font>'
    cells = [Text(answer + printer.citations(item.citations), look.cell)]
    if item.answer == "BY_RULE":
        cells.append(Text(markup(item.ground), look.cell))
    if item.note.strip():
        cells.append(Text(markup(item.note), look.cell))
    if item.second_reading:
        cells.append(Text(markup(texts("checklist.second_reading")), look.cell))
    return [Text(question, look.cell), cells]


def exhibits_annex(printer: Printer, digest: str) -> list[Flowable]:
    texts, look, paper = printer.texts, printer.look, printer.paper
    title = texts("annex.title")
    made: list[Flowable] = [Text(markup(title, SERIF_BOLD), look.section, tag="H2", outline=(title, "annex-2"))]
    if paper.exhibits:
        head = [texts("annex.column_number"), texts("annex.column_exhibit")]
        rows: list[list[object]] = [[Text(markup(cell, SERIF_BOLD), look.cell_head) for cell in head]]
        rows.extend(_exhibit(printer, exhibit) for exhibit in paper.exhibits)
        made.append(Grid(rows, colWidths=[NUMBER_WIDTH, TEXT_WIDTH - NUMBER_WIDTH], repeatRows=1, style=_lines()))
        made.extend(_commands(printer))
    else:
        made.append(Text(markup(texts("annex.none")), look.small))
    check = texts("annex.paper_title")
    made.extend(
        [
            Text(markup(check, SERIF_BOLD), look.section, tag="H3"),
            Text(markup(texts("annex.signature")), look.small),
            Text(markup(texts("annex.content")), look.small),
            Text(markup(digest, MONO), look.hash),
            Text(markup(texts("annex.chain", seq=paper.chain_seq)), look.small),
            Text(markup(paper.chain_head, MONO), look.hash),
        ]
    )
    return made


def _exhibit(printer: Printer, exhibit: PaperExhibit) -> list[object]:
    texts, look = printer.texts, printer.look
    details = [
        texts.code("forms", exhibit.form) if exhibit.form else "",
        texts("annex.translation", exhibit=exhibit.translation_of) if exhibit.translation_of else "",
        texts("annex.language", language=texts.language_name(exhibit.language)) if exhibit.language else "",
        texts("annex.dated", date=texts.partial(exhibit.dated)) if exhibit.dated else "",
        texts("annex.pages", n=exhibit.pages) if exhibit.pages else "",
        texts.words.size(exhibit.size),
        exhibit.file_name,
    ]
    cells = [
        Text(markup(exhibit.title, SERIF_BOLD), look.cell_head),
        Text(markup("; ".join(part for part in details if part)), look.cell),
        Text(f'{markup(texts("annex.sha256"))} <font name="{MONO}" size="9">{exhibit.sha256}</font>', look.cell),
    ]
    if exhibit.outstanding:
        cells.insert(2, Text(markup(texts.code("outstanding", exhibit.outstanding)), look.cell))
    number = f'<a name="{anchor(exhibit.number)}"/>{markup(exhibit.number, SERIF_BOLD)}'
    return [
        Text(number, look.cell_number),
        cells,
    ]


def _commands(printer: Printer) -> list[Flowable]:
    texts, look = printer.texts, printer.look
    rows = [
        [
            Text(markup(texts(key)), look.small),
            Text(markup(command.format(file=texts("annex.file")), MONO), look.hash),
        ]
        for key, command in COMMANDS
    ]
    return [
        Text(markup(texts("annex.check_title"), SERIF_BOLD), look.section, tag="H3"),
        Text(markup(texts("annex.check")), look.small),
        Grid(
            rows,
            colWidths=[25 * mm, TEXT_WIDTH - 25 * mm],
            style=[
                ("FONTNAME", (0, 0), (-1, -1), SERIF),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ],
        ),
    ]


def _lines() -> list[tuple[object, ...]]:
    return [
        ("FONTNAME", (0, 0), (-1, -1), SERIF),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
