"""`kill -9` at random moments of a writing program, and what must be there afterwards. The proof runs it 300 times."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.errors import KnownError
from tests.vault import sample
from tests.vault.cheap import PASSPHRASE, Place


@dataclass
class Saved:
    """What the killed writers reported as saved."""

    titles: dict[str, str] = field(default_factory=dict)
    exhibits: dict[str, tuple[str, str]] = field(default_factory=dict)
    passphrase: str = PASSPHRASE
    trying: str = PASSPHRASE
    kills: int = 0
    faults: list[str] = field(default_factory=list)

    def hear(self, message: list[Any]) -> None:
        kind, *values = message
        if kind == "case":
            self.titles[values[0]] = values[1]
        elif kind == "exhibit":
            self.exhibits[values[0]] = (values[1], values[2])
        elif kind == "trying":
            self.trying = values[0]
        elif kind == "passphrase":
            self.passphrase = values[0]


def run(place: Place, times: int, seed: int = 1) -> Saved:
    """Kill a writer `times` times; after each kill open the vault, check it whole and look for all that was saved."""
    chooser = random.Random(seed)
    saved = Saved()
    command = [sys.executable, "-m", "tests.vault.writer", str(place.folder), str(place.paths.state.parent)]
    with subprocess.Popen(
        [*command, place.created.vault_key.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as writer:
        assert writer.stdin is not None and writer.stdout is not None
        for turn in range(times):
            # one in five dies while opening; the others some way into the work, a moment after a report
            last = 0 if turn % 5 == 4 else chooser.randrange(1, 11)
            writer.stdin.write(json.dumps([turn, saved.passphrase]) + "\n")
            writer.stdin.flush()
            pid = 0
            for heard, line in enumerate(writer.stdout):
                message = json.loads(line)
                if message[0] == "pid":
                    pid = message[1]
                elif message[0] == "ended":
                    break
                else:
                    saved.hear(message)
                if heard == last:
                    delay = chooser.uniform(0, 0.02)
                    threading.Timer(delay, os.kill, (pid, signal.SIGKILL)).start()
            saved.kills += 1
            look(place, saved, turn)
        writer.stdin.close()
    return saved


def look(place: Place, saved: Saved, turn: int) -> None:
    """Open, check, compare; faults are collected in `saved`."""
    for words in {saved.passphrase, saved.trying}:
        try:
            place.vaults.unlock(place.folder, passphrase=words)
        except KnownError:
            continue
        saved.passphrase = words
        break
    else:
        saved.faults.append(f"{turn}: no passphrase opens")
    with place.open() as vault:
        if vault.rolled_back:
            saved.faults.append(f"{turn}: judged as rolled back")
        report = vault.check()
        saved.faults += [f"{turn}: {finding}" for finding in report.findings if finding.grave]
        saved.faults += [
            f"{turn}: lost case {title}"
            for case_id, title in saved.titles.items()
            if not sample.title_of(vault, case_id).startswith(title)
        ]
        known = {row for row in saved.exhibits if not vault.objects.path(bytes.fromhex(row)).exists()}
        saved.faults += [f"{turn}: lost exhibit {object_id}" for object_id in known]
        vault.repair(report)
