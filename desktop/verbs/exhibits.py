"""Verbs of the evidence room: exhibits add, list, extract, verify, and those of other modules; evidence selftest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.errors import KnownError, Sentence
from desktop.evidence import profiles
from desktop.evidence.decoder.selftest import REFUSED
from desktop.evidence.integrity import OUTCOMES, remedies
from desktop.evidence.sentences import NO_ISOLATION, NOTES
from desktop.i18n import N_, Words
from desktop.vault.store import READ_ONLY
from desktop.verbs import custody, pages, redact
from desktop.verbs.console import Console, PassphraseFile, verb
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView, StagedFile

NOTICED = N_("{name}: {note}")

Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]
CaseName = Annotated[str, typer.Argument(metavar="CASE", help="Number or uid of the case.")]


def add_to(app: typer.Typer) -> None:
    exhibits = typer.Typer(no_args_is_help=True, help="Exhibits of a case.")
    verb(exhibits, "exhibits add")(add)
    verb(exhibits, "exhibits list")(list_)
    verb(exhibits, "exhibits extract")(extract)
    verb(exhibits, "exhibits verify")(verify)
    verb(exhibits, "exhibits custody")(custody.custody)
    verb(exhibits, "exhibits record")(custody.record)
    verb(exhibits, "exhibits redact")(redact.redact)
    verb(exhibits, "exhibits pages")(pages.pages)
    app.add_typer(exhibits, name="exhibits")
    evidence = typer.Typer(no_args_is_help=True, help="How exhibits are opened on this computer.")
    verb(evidence, "evidence selftest")(selftest)
    app.add_typer(evidence, name="evidence")


def add(
    console: Console,
    folder: Vault,
    case: CaseName,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files to take in.")],
    provenance: Annotated[str, typer.Option("--provenance", help="From whom, when and by what channel.")],
    exhibit_class: Annotated[str, typer.Option("--class", help="A, B, C or D.")] = "A",
    title_ru: Annotated[str, typer.Option("--title-ru", help="Title in Russian; else the file's name.")] = "",
    title_en: Annotated[str, typer.Option("--title-en", help="Title in English.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="Kind of exhibit, a code.")] = "other",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take files in as exhibits: all of them or none."""
    with console.open(folder, passphrase_file) as services:
        found = services.register.case(case)
        staged: list[StagedFile] = []
        try:
            for file in files:  # one by one, so that what is sealed already can be removed again
                staged.append(services.evidence.stage(file, None, console.progress(file.name)))  # noqa: PERF401
            titled = title_ru or title_en
            drafts = [
                AdmitDraft(
                    one,
                    ExhibitDetails(
                        title_ru=title_ru if titled else one.shown_name,
                        title_en=title_en,
                        kind=kind,
                        provenance=provenance,
                    ),
                    exhibit_class.upper(),
                )
                for one in staged
            ]
            views = services.evidence.admit(found.id, drafts).value
        except BaseException:
            services.evidence.discard_staged(staged)
            raise
    for one in staged:
        for note in one.notes:
            noticed = Sentence(f"evidence.{note}", NOTICED, "")
            console.warn(noticed, name=one.shown_name, note=console.words.tr(NOTES[note]))
    items = [_plain(view) for view in views]
    console.ok({"items": items, "total": len(items)}, [_line(view, console.words) for view in views])


def list_(
    console: Console,
    folder: Vault,
    case: CaseName,
    limit: Annotated[int, typer.Option("--limit", min=1)] = 100,
    offset: Annotated[int, typer.Option("--offset", min=0)] = 0,
    passphrase_file: PassphraseFile = None,
) -> None:
    """The exhibits of a case by number, withdrawn ones too."""
    with console.open(folder, passphrase_file) as services:
        views = services.evidence.exhibits(services.register.case(case).id)
    page = views[offset : offset + limit]
    console.ok(
        {"items": [_plain(view) for view in page], "total": len(views)}, [_line(view, console.words) for view in page]
    )


def extract(
    console: Console,
    folder: Vault,
    case: CaseName,
    exhibit: Annotated[str, typer.Argument(metavar="EXHIBIT", help="Its number, like A-004.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; it must not exist.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write a copy of an exhibit to a file, on record."""
    with console.open(folder, passphrase_file) as services:
        view = services.evidence.find(services.register.case(case).id, exhibit)
        services.evidence.extract(view.id, target, console.progress(view.number))
    data = {"number": view.number, "path": str(target), "sha256": view.sha256, "size": view.size}
    console.ok(data, [f"{view.number}  {target}  {view.sha256}"])


def verify(
    console: Console,
    folder: Vault,
    case: Annotated[str, typer.Argument(metavar="[CASE", help="Number or uid of the case; all cases without it.")] = "",
    exhibit: Annotated[str, typer.Argument(metavar="[EXHIBIT]]", help="Its number; all of the case without it.")] = "",
    passphrase_file: PassphraseFile = None,
) -> int:
    """Read exhibits whole, without a case the files of sources too, and compare them with their checksums, on record.

    Exit 1 when one does not match.
    """
    tr, trn = console.words.tr, console.words.trn
    with console.open(folder, passphrase_file) as services:
        case_id = services.register.case(case).id if case else None
        exhibit_id = services.evidence.find(case_id, exhibit).id if case_id and exhibit else None
        check = services.evidence.integrity
        report = check.run(check.targets(case_id, exhibit_id), console.progress(tr("Verifying files")))
        numbers = services.register.names_of([one.target.case_id for one in report.failed])
    items = [
        {
            "case": numbers.get(one.target.case_id, ""),
            "number": one.target.number,
            "source": one.target.title if one.target.source_id else "",
            "outcome": one.outcome,
            "sha256": one.target.sha256,
            "found": one.found,
        }
        for one in report.failed
    ]
    lines = [trn("{n} file verified", "{n} files verified", len(report.findings))]
    for one in report.failed:
        told = tr(OUTCOMES[one.outcome])
        name = f"{numbers.get(one.target.case_id, '')} {one.target.number}"
        if one.target.source_id:
            name = tr("Source: {title}", title=one.target.title)
        lines.append(f"! {name}: {told}")
    lines += map(tr, remedies(report)) if items else [tr("All of them match their checksums.")]
    if not report.recorded:
        console.warn(READ_ONLY)
    data = {"checked": len(report.findings), "failed": len(items), "recorded": report.recorded, "items": items}
    console.ok(data, lines)
    return 1 if items else 0


def selftest(
    console: Console,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Kinds of decoders to start; all without it.")
    ] = None,
) -> int:
    """Start every kind of decoder and show what it was kept from doing. Exit 1 when exhibits can't be shown here."""
    from desktop.evidence.decoding import Decoders

    tr = console.words.tr
    decoders = Decoders(keep_warm=False)
    try:
        wanted = [name for name in profiles.PROFILES if not only or name in only]
        found = profiles.examine(decoders, console.progress(tr("Testing the isolation")), wanted)
    finally:
        decoders.close()
    if found.tier == "none":
        raise KnownError(NO_ISOLATION)
    data = {
        "tier": found.tier,
        "reason": found.reason,
        "report": found.report,
        "faults": list(found.faults),
        "profiles": [
            {
                "name": one.name,
                "trusted": one.trusted,
                "start_ms": round(one.seconds_to_start * 1000),
                "resident": one.resident,
                "data_limit": one.data,
                "seconds_limit": one.seconds,
                "refused": sum(outcome == REFUSED for outcome in one.report.values()),
                "faults": list(one.faults),
                "reason": one.reason,
            }
            for one in found.profiles
        ],
    }
    lines: list[str] = [found.tier]
    for name, outcome in found.report.items():
        text, place = profiles.attempt_name(name)
        lines.append(f"  {tr(text, place=place)}: {profiles.outcome_text(name, outcome, console.words)}")
    for one in found.profiles:
        told = tr("trusted") if one.trusted else f"! {one.reason} {' '.join(one.faults)}".rstrip()
        size = console.words.size(one.resident)
        lines.append(f"  {one.name}: {told}, {round(one.seconds_to_start * 1000)} ms, {size}")
    console.ok(data, lines)
    return 0 if found.ok else 1


def _plain(view: ExhibitView) -> dict[str, Any]:
    details = {"title_ru": view.details.title_ru, "title_en": view.details.title_en, "kind": view.details.kind}
    return {
        "id": view.id,
        "number": view.number,
        **details,
        "provenance": view.details.provenance,
        "file": view.file_name,
        "media": view.media,
        "format": view.format,
        "pages": view.pages,
        "size": view.size,
        "sha256": view.sha256,
        "status": view.status,
        "name_mismatch": view.name_mismatch,
        "failed_check_at": view.failed_at,
        "derived_from": view.derived_number,
        "derived_how": view.derived_how,
    }


def _line(view: ExhibitView, words: Words) -> str:
    title = view.title(words.language)
    made = f"  ← {view.derived_number}" if view.derived_number else ""
    mark = f"  ! {words.tr('altered')}" if view.failed_at else ""
    return f"{view.number}  {title}  {view.format}  {words.size(view.size)}{made}{mark}"
