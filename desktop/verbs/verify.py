"""The verb verify: what signed PDFs prove. Needs no vault. Exit 0 only when every file is valid (RULINGS F6)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.filing.outside import read_whole
from desktop.signing.verifier import verify
from desktop.verbs.console import Console, verb
from models.views.signing import Answer, Verdict

WORST: tuple[Answer, ...] = ("invalid", "undecided", "valid")


def add_to(app: typer.Typer) -> None:
    verb(app, "verify")(verify_)


def verify_(
    console: Console,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Signed PDFs.")],
    trust: Annotated[
        list[Path] | None, typer.Option("--trust", metavar="ROOT.pem", help="A root certificate to trust; repeatable.")
    ] = None,
) -> int:
    """Say what signed PDFs prove: who signed, what was covered, what changed, what could not be checked."""
    roots = tuple(read_whole(path) for path in trust or ())
    now = console.setup.clock.now()
    judged = [(path, verify(read_whole(path), console.words, trust=roots, now=now)) for path in files]
    worst = min((verdict.verdict for _path, verdict in judged), key=WORST.index)
    data: dict[str, Any] = {"verdict": worst, "total": len(judged)}
    if len(judged) == 1:
        data |= _plain(judged[0][1])
    data["items"] = [{"file": str(path), **_plain(verdict)} for path, verdict in judged]
    lines = [line for path, verdict in judged for line in (f"{path}: {verdict.verdict}", *_indented(verdict))]
    console.ok(data, lines)
    return 0 if worst == "valid" else 1


def _plain(verdict: Verdict) -> dict[str, Any]:
    signatures = [{**asdict(report), "unchecked": list(report.unchecked)} for report in verdict.signatures]
    return {"verdict": verdict.verdict, "signatures": signatures, "sentences": list(verdict.sentences)}


def _indented(verdict: Verdict) -> list[str]:
    return [f"  {sentence}" for sentence in verdict.sentences]
