"""`collegium demo`: the main job from an empty folder to a verified paper, a line and a time per step (RULINGS F5)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from desktop.clock import SystemClock
from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.paths import Paths
from desktop.roles import Launch, become
from desktop.services import Setup
from desktop.verbs.console import Console, verb
from desktop.verbs.demo.steps import Demo, Outcome, Place

NOT_A_DEMO = Sentence(
    "demo.folder_taken",
    N_("The folder {folder} holds something else. Nothing was written."),
    N_("Name an empty or new folder with --folder."),
)
NOT_VALID = Sentence(
    "demo.not_valid",
    N_("The demonstration's paper was judged {verdict}."),
    N_("Keep the folder and report what `collegium verify` says of the paper."),
)


def add_to(app: typer.Typer) -> None:
    verb(app, "demo")(demo)


def demo(
    console: Console,
    folder: Annotated[Path, typer.Option("--folder", help="Where it all goes.")] = Path("collegium-demo"),
    no_window: Annotated[bool, typer.Option("--no-window", help="Do the job without opening the window.")] = False,
) -> int:
    """A fictional commission does the main job with real files, keys and signatures; then the window opens."""
    place = Place(folder.absolute())
    if place.folder.exists() and not place.is_demo():
        raise KnownError(NOT_A_DEMO, folder=folder)
    setup = Setup(Paths.under(place.profile).ensure(), SystemClock(), console.setup.policy)
    outcome = Demo(place, setup, console.words, console.note).run()
    if outcome.verdict != "valid":
        raise KnownError(NOT_VALID, verdict=outcome.verdict)
    console.ok(outcome.data(), _lines(console, outcome, place))
    if not no_window and not console.json and _has_display():
        _open_window(place)
    return 0


def _lines(console: Console, outcome: Outcome, place: Place) -> list[str]:
    tr = console.words.tr
    lines = [
        tr("The signed paper: {path}", path=outcome.papers[-1]),
        tr("Verdict: valid. Check it yourself: pdfsig {path}", path=outcome.papers[-1]),
        tr("Everything else is explained in {path}", path=place.folder / "README.txt"),
    ]
    if not _has_display():
        lines.append(tr("There is no display here, so no window was opened."))
    return lines


def _has_display() -> bool:
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_window(place: Place) -> NoReturn:
    """Become the real program on the demo's vault, with the demo's own profile."""
    become(Launch.own(place.profile).gate_command(place.vault))
