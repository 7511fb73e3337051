"""The verbs `exhibits custody` and `exhibits record`: the custody log of an exhibit, and an entry made by hand."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from desktop.evidence.integrity import OUTCOMES
from desktop.evidence.names import shown
from desktop.verbs.console import Console, PassphraseFile
from models.views.evidence import CustodyDraft

Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]
CaseName = Annotated[str, typer.Argument(metavar="CASE", help="Number or uid of the case.")]
Exhibit = Annotated[str, typer.Argument(metavar="EXHIBIT", help="Its number, like A-004.")]


def custody(
    console: Console,
    folder: Vault,
    case: CaseName,
    exhibit: Exhibit,
    target: Annotated[Path | None, typer.Argument(metavar="[OUT.pdf]", help="Write it as a paper (--lang).")] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """The custody log of an exhibit with its verifications, and what was recorded elsewhere and came with a case
    folder; on screen, or as a PDF in the language of --lang.
    """
    words = console.words
    with console.open(folder, passphrase_file) as services:
        view = services.evidence.find(services.register.case(case).id, exhibit)
        entries = services.evidence.custody(view.id)
        came = services.evidence.custody_elsewhere(view.id)
        checks = services.evidence.integrity.log(view.id)
        codes = services.register.codes
        if target is not None:
            extracts = services.custody_extracts
            extracts.write(view.id, extracts.stage_pdf(extracts.gather(view.id, words.language)), target)
    data = {
        "number": view.number,
        "sha256": view.sha256,
        "failed_check_at": view.failed_at,
        "items": [asdict(entry) for entry in entries],
        "total": len(entries),
        "elsewhere": [asdict(entry) for entry in came],
        "checks": [asdict(check) for check in checks],
        "path": str(target or ""),
    }
    actions = {one.action for one in entries} | {one.action for one in came}
    done = {code: codes.label("custody_action", code, words.language) for code in actions}
    lines = [f"{view.number}  {view.sha256}"]
    lines += [_line(e.at, done[e.action], e.who, e.day, e.party, e.note) for e in entries]
    lines += [_line(e.at, words.tr(OUTCOMES[e.outcome]), e.who) for e in checks]
    if came:
        lines.append(words.tr("Recorded elsewhere, came with a case folder, not checked here:"))
        lines += [_line(e.recorded_at, done[e.action], e.recorded_by, e.day, e.party, e.note) for e in came]
    console.ok(data, [*lines, str(target)] if target else lines)


def _line(*parts: str) -> str:
    return "  ".join(shown(" ".join(part.split()), 1000) for part in parts if part)


def record(
    console: Console,
    folder: Vault,
    case: CaseName,
    exhibit: Exhibit,
    action: Annotated[str, typer.Argument(metavar="ACTION", help="returned, received, copied or destroyed.")],
    day: Annotated[str, typer.Argument(metavar="DAY", help="When it happened, YYYY-MM-DD or dd.mm.yyyy.")],
    party: Annotated[str, typer.Option("--party", help="From or to whom.")] = "",
    note: Annotated[str, typer.Option("--note", help="A remark; for what was destroyed the ground.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Record in the custody log what happened to an original or a copy outside the program."""
    words = console.words
    with console.open(folder, passphrase_file) as services:
        view = services.evidence.find(services.register.case(case).id, exhibit)
        entry = services.evidence.record_custody(view.id, CustodyDraft(action, day, party, note)).value[-1]
        done = services.register.codes.label("custody_action", entry.action, words.language)
    line = "  ".join(part for part in (view.number, done, entry.day, entry.party, entry.note) if part)
    console.ok({"number": view.number, **asdict(entry)}, [line])
