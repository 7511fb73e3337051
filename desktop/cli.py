"""The command line: every verb of every room, one JSON contract."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import typer

from desktop.services import Setup
from desktop.verbs import answer, case, demo, exhibits, identity, opinion, papers, profile, vault, verify

SCHEMA = 1
USAGE: type[Any] = typer.BadParameter.__mro__[1]  # typer brings a click of its own and exports only this branch of it


def application() -> typer.Typer:
    """All verbs. Groups are named after what they act on."""
    app = typer.Typer(
        name="collegium",
        help="Offline case review: encrypted register, evidence, checklist, signed papers.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for room in (vault, case, profile, exhibits, answer, opinion, papers, identity, verify, demo):
        room.add_to(app)
    return app


def run(arguments: Sequence[str], setup: Setup | None = None) -> int:
    """Run one command line and return its exit code: 0 done, 1 refused with a reason, 2 wrong use."""
    command = typer.main.get_command(application())
    try:
        code = command.main(list(arguments), prog_name="collegium", standalone_mode=False, obj=setup)
    except typer.Exit as done:
        return int(done.exit_code)
    except USAGE as error:
        if "--json" in arguments:
            fault = {"code": "cli.wrong_use", "message": error.format_message(), "remedy": "collegium --help"}
            sys.stdout.write(json.dumps({"schema": SCHEMA, "verb": "", "ok": False, "error": fault}) + "\n")
        else:
            error.show()
        return 2
    except (typer.Abort, KeyboardInterrupt):
        return 1
    return code if isinstance(code, int) else 0
