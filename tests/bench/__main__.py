"""`./dev bench [NAME ...]`: every figure of the house, as ratios against a peer or a floor in the same run."""

from __future__ import annotations

import importlib
import platform
import sys

PARTS = ("register", "search", "objects", "viewer", "kinds", "media", "loop", "window")


def main() -> int:
    chosen = [name for name in sys.argv[1:] if not name.startswith("-")] or list(PARTS)
    print(f"{platform.platform()}, Python {platform.python_version()}; medians of at least 5")
    print(f"{'what':<52}{'ours':>10}{'peer':>10} unit {'figure':>7}    limit")
    missed = 0
    for name in chosen:
        for row in importlib.import_module(f"tests.bench.{name}").rows():
            print(row.line(), flush=True)
            missed += not row.holds
    print(f"{missed} figures missed their limit" if missed else "every figure holds")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
