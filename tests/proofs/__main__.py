"""The slow proofs, one verb each. Small samples of them run in the suite."""

from __future__ import annotations

import importlib
import sys

PROOFS = ("kill", "syscalls", "leak", "flips", "fuzz", "corpus", "journeys")


def main() -> int:
    name, rest = (sys.argv[1:2] or [""])[0], sys.argv[2:]
    if name not in PROOFS:
        print(f"usage: ./dev proofs {'|'.join(PROOFS)} [OPTIONS]")
        return 2
    return int(importlib.import_module(f"tests.proofs.{name}").main(rest))


if __name__ == "__main__":
    sys.exit(main())
