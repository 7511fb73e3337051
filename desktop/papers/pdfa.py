"""From reportlab's output to PDF/A-2b: tags, metadata, colour profile, and the gate before anything is signed."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pikepdf.pdfa

from desktop.errors import KnownError
from desktop.papers.sentences import NOT_ARCHIVAL
from desktop.papers.structure import write_tree
from desktop.papers.tagging import Tree

FLAVOUR = "2b"


def finish(
    raw: bytes, tree: Tree, *, language: str, title: str, author: str, subject: str, identifier: str, made: dt.datetime
) -> bytes:
    """Tag, describe and save so that the same input gives the same bytes. Raises KnownError(NOT_ARCHIVAL).

    `identifier` (number and content hash) goes into `dc:identifier`; `made` is the only time that is written.
    """
    moment = made.astimezone(dt.UTC)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.remove_unreferenced_resources()
        write_tree(pdf, tree, language)
        for page in pdf.pages:
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        stamped = moment.strftime("D:%Y%m%d%H%M%SZ")
        pdf.docinfo = pdf.make_indirect(
            pikepdf.Dictionary(
                Title=title,
                Author=author,
                Subject=subject,
                Creator="Collegium",
                Producer="Collegium",
                CreationDate=stamped,
                ModDate=stamped,
            )
        )
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as described:
            described.load_from_docinfo(pdf.docinfo)
            described["dc:identifier"] = identifier
            described["dc:language"] = {language}
        pikepdf.pdfa.prepare(pdf, FLAVOUR)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as described:
            described["xmp:MetadataDate"] = moment.isoformat(timespec="seconds")
        out = io.BytesIO()
        pdf.save(out, **pikepdf.pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True))
    finished = out.getvalue()
    gate(finished)
    return finished


def gate(pdf: bytes) -> None:
    """Refuse what the PDF/A checker does not pass (it doesn't know signatures, so it is asked before signing)."""
    report = pikepdf.pdfa.validate_written(io.BytesIO(pdf), FLAVOUR)
    if not report.passed:
        rules = ", ".join(sorted({str(finding.rule) for finding in report.findings})) or str(report.verdict)
        raise KnownError(NOT_ARCHIVAL, rule=rules)
