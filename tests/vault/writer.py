"""A writer to be killed. Run as `python -m tests.vault.writer FOLDER PROFILE KEY_HEX`.

It imports everything once; each line on stdin forks one writer, which says on stdout what was reported as saved.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import sys
from pathlib import Path

from desktop.clock import SystemClock
from desktop.paths import Paths
from desktop.vault import opening
from desktop.vault.service import Vaults
from tests.vault import sample
from tests.vault.cheap import CHEAP

assert opening


def say(kind: str, *values: object) -> None:
    os.write(1, (json.dumps([kind, *values]) + "\n").encode())


def write_for_ever(vaults: Vaults, folder: Path, key: bytes, run: int, words: str) -> None:
    """Cases, edits, exhibits and passphrases in turn; each is reported only after the call has returned."""
    chooser = random.Random(run)
    with vaults.open(folder, key, actor="Writer") as vault:
        say("open")
        for number in itertools.count():
            title = f"Case {run}.{number}"
            case_id = sample.add_case(vault, title, "short text")
            say("case", case_id, title)
            content = chooser.randbytes(chooser.randrange(200_000))
            sealed = sample.add_exhibit(vault, case_id, content)
            say("exhibit", sealed.object_id.hex(), sealed.key.hex(), hashlib.sha256(content).hexdigest())
            sample.retitle(vault, case_id, title + " edited")
            say("case", case_id, title + " edited")
            if number % 3 == 0:
                following = f"passphrase of run {run} and turn {number}"
                say("trying", following)
                vault.change_passphrase(words, following)
                words = following
                say("passphrase", words)


def main() -> None:
    folder, profile, key = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3])
    vaults = Vaults(Paths.under(profile), SystemClock(), CHEAP)
    for line in sys.stdin:
        run, words = json.loads(line)
        child = os.fork()
        if child == 0:
            write_for_ever(vaults, folder, key, run, words)
            os._exit(0)
        say("pid", child)
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main()
