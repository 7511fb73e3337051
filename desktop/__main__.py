"""The entry point. The role is decided on argv before anything heavy is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the window (gate, desk or watcher) or run a headless verb; returns the exit code."""
    from desktop.vault.hardening import harden

    harden()
    arguments = sys.argv[1:]
    if arguments[:1] == ["--player"]:
        from ui.player.main import main as play  # a process of its own that plays one recording, in its cage

        return play(arguments[1:])
    if not arguments or arguments[0] in ("--gate", "--desk", "--watch"):
        from desktop import roles

        start = roles.parse(arguments)
        if start.role == "watch":
            return roles.watch(start, roles.Launch.own(start.profile))
        from ui import app

        return app.gate(start) if start.role == "gate" else app.desk(start)
    from desktop.cli import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
