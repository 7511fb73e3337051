"""Verbs of the register: case import, list, show, export."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.exchange import sentences as say
from desktop.exchange.folder import Folders
from desktop.register.codes import Codes
from desktop.services import Services
from desktop.verbs.console import Console, PassphraseFile, verb
from models.views.exchange import ImportedCase
from models.views.register import SORTS, CaseQuery, CaseRow, CaseView

MOST_NAMED = 20
Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]
CaseName = Annotated[str, typer.Argument(metavar="CASE", help="Number, unique id or row id of the case.")]


def add_to(app: typer.Typer) -> None:
    cases = typer.Typer(no_args_is_help=True, help="Cases: take in, list, show, hand out.")
    verb(cases, "case import")(import_)
    verb(cases, "case list")(list_)
    verb(cases, "case show")(show)
    verb(cases, "case export")(export)
    app.add_typer(cases, name="case")


def import_(
    console: Console,
    folder: Vault,
    source: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of files, or a folder of such folders.")],
    passphrase_file: PassphraseFile = None,
) -> int:
    """Take a folder in as a case, or each folder in it as one. Exit 1 if any of them was not taken in."""
    with console.open(folder, passphrase_file) as services:
        report = _folders(services, console).import_folder(source, console.progress(source.name))
    for failed in report.failed:
        console.warn(say.NOT_TAKEN, folder=failed.folder, reason=failed.message)
    for case in report.cases:
        _warn(console, case)
    if report.loose:
        console.warn(say.LOOSE, names=_some(report.loose))
    items = [asdict(case) for case in report.cases]
    failed_folders = [asdict(f) for f in report.failed]
    data = {"items": items, "total": len(items), "failed": failed_folders, "loose": list(report.loose)}
    console.ok(data, [_imported(case, console) for case in report.cases])
    return 1 if report.failed else 0


def list_(
    console: Console,
    folder: Vault,
    text: Annotated[str, typer.Option("--text", help="Words to search for, in either script.")] = "",
    state: Annotated[str, typer.Option("--state", help="Only this state, a code.")] = "",
    rapporteur: Annotated[str, typer.Option("--rapporteur", help="Only this rapporteur.")] = "",
    priority: Annotated[str, typer.Option("--priority", help="Only this priority, a code.")] = "",
    sort: Annotated[str, typer.Option("--sort", help=", ".join(SORTS))] = "received",
    ascending: Annotated[bool, typer.Option("--ascending", help="Smallest or earliest first.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 100,
    offset: Annotated[int, typer.Option("--offset", min=0)] = 0,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Cases by page, sorted and filtered."""
    by = next((known for known in SORTS if known == sort), None)
    if by is None:
        raise typer.BadParameter(f"--sort: {', '.join(SORTS)}")
    query = CaseQuery(text, state, rapporteur, priority, by, not ascending, offset, limit)
    with console.open(folder, passphrase_file) as services:
        page = services.register.cases(query)
        codes = services.register.codes
    items = [asdict(row) for row in page.rows]
    data = {"items": items, "total": page.total, "more_than_counted": page.more_than_counted}
    console.ok(data, [_line(row, codes, console) for row in page.rows])


def show(console: Console, folder: Vault, case: CaseName, passphrase_file: PassphraseFile = None) -> None:
    """All that a case says, with its exhibits, on record."""
    with console.open(folder, passphrase_file) as services:
        view = services.register.open_case(case)
        for finding in services.register.warnings(view.id):
            if finding.severity == "warning":
                console.warn(finding.sentence, **finding.spoken(console.words))
        exhibits = [{"number": e.number, "title": e.title("ru"), "sha256": e.sha256, "status": e.status}
                    for e in services.evidence.exhibits(view.id)]  # fmt: skip
        codes = services.register.codes
    console.ok({"case": asdict(view), "exhibits": exhibits}, _lines(view, codes, console, len(exhibits)))


def export(
    console: Console,
    folder: Vault,
    case: CaseName,
    target: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not exist.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write a case with its exhibits to a new folder, on record. Another vault can import it."""
    with console.open(folder, passphrase_file) as services:
        view = services.register.case(case)
        report = _folders(services, console).export(view.id, target, console.progress(target.name))
    console.ok(asdict(report), [f"{report.folder}  {report.files}  {console.words.size(report.octets)}"])


def _folders(services: Services, console: Console) -> Folders:
    return Folders(services.vault, services.register, services.evidence, services.clock, console.words)


def _warn(console: Console, case: ImportedCase) -> None:
    if case.unnamed:
        console.warn(say.UNNAMED, names=_some(case.unnamed))
    if case.skipped:
        console.warn(say.SKIPPED, names=_some(tuple(s.name for s in case.skipped)))
    if case.empty:
        console.warn(say.EMPTY_FILES, names=_some(case.empty))
    if case.custody_entries:
        console.warn(say.CUSTODY_CAME, count=case.custody_entries)
    if case.gaps:
        console.warn(say.GAPS, numbers=_some(case.gaps))


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" … +{more}" if more > 0 else "")


def _imported(case: ImportedCase, console: Console) -> str:
    files = console.words.trn("{n} file", "{n} files", case.exhibits)
    return f"{case.number or '—'}  {case.title}  {files}"


def _line(row: CaseRow, codes: Codes, console: Console) -> str:
    state = codes.label("state", row.state, console.words.language)
    name = row.applicant or row.title
    return f"{row.number or '—'}  {name}  {codes.short_country(row.country)}  {state}  {row.received_on}"


def _lines(view: CaseView, codes: Codes, console: Console, exhibits: int) -> list[str]:
    language = console.words.language
    lines: list[Any] = [
        f"{view.number or '—'}  {view.fields.title}",
        f"{view.uid}  {codes.label('state', view.state, language)}",
        *(f"{codes.label('role_in_case', p.fields.role_in_case, language)}: {p.name}" for p in view.persons),
        console.words.trn("{n} exhibit", "{n} exhibits", exhibits),
    ]
    return [str(line) for line in lines]
