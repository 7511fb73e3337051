"""A program that reads exhibits into the search and says after each batch how far it is, until it is killed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from desktop.clock import SystemClock
from desktop.evidence.decoding import Decoders
from desktop.evidence.service import Evidence
from desktop.evidence.text_reading import Shelf, TextReading
from desktop.jobs import Progress
from desktop.paths import Paths
from desktop.vault.service import Vaults
from tests.vault.cheap import CHEAP


def main() -> None:
    folder, profile, key = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3])
    vault = Vaults(Paths.under(profile).ensure(), SystemClock(), CHEAP).open(folder, key, actor="Reader")
    evidence = Evidence(vault, Decoders(keep_warm=False), SystemClock())

    def on_database(work: Callable[[], None]) -> None:
        work()
        with vault.store.read() as session:
            done = session.connection().exec_driver_sql("SELECT max(done) FROM text_state").scalar()
        print(done or 0, flush=True)

    TextReading(Shelf(evidence.texts, evidence.peek)).run(Progress(), on_database)


if __name__ == "__main__":
    main()
