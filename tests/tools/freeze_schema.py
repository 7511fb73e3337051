"""Freeze the schema: write `desktop/vault/schema/step_001.py` from today's tables, extra DDL and triggers.

usage: freeze_schema.py [--check]      --check exits 1 when the frozen step is not what would be written

Only for the first step, and only before a release: later changes are new steps written by hand.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TARGET = ROOT / "desktop" / "vault" / "schema" / "step_001.py"


def statements() -> list[str]:
    """Every statement that a new register needs, as SQLite itself keeps it."""
    from desktop.vault import schema

    engine = sa.create_engine("sqlite://", module=sqlcipher3.dbapi2)  # the library that will run them
    with engine.begin() as connection:
        schema.create_from_tables(connection)
        return schema.described(connection)


def columns() -> dict[str, tuple[tuple[str, str], ...]]:
    """What each table's row MAC covers, in order."""
    from desktop.vault import chain, schema

    return {str(table.__tablename__): schema.kinds(table) for table in chain.all_sealed()}


def sealed() -> list[tuple[str, str]]:
    from desktop.vault import chain

    return [(str(table.__tablename__), chain.owner_column(table)) for table in chain.sealed_tables()]


def rendered() -> str:
    lines = [
        '"""Schema step 1: the register as first released. Written by tests/tools/freeze_schema.py, not by hand."""',
        "# ruff: noqa: E501",
        "",
        "from __future__ import annotations",
        "",
        "from desktop.vault.schema.upgrade import Columns, Resealed, columns",
        "",
        "STATEMENTS: tuple[str, ...] = (",
        *(f"    {text!r}," for text in statements()),
        ")",
        "RESEALED: tuple[Resealed, ...] = ()",
        "SEALED: tuple[tuple[str, str], ...] = (",
        *(f"    {entry!r}," for entry in sealed()),
        ")",
        "# What the row MACs cover as of this step: where a later step's `Resealed.before` comes from.",
        "COLUMNS: dict[str, Columns] = {",
    ]
    for table, kinds in columns().items():
        lines.append(f"    {table!r}: columns({' '.join(f'{name}:{kind}' for name, kind in kinds)!r}),")
    text = "\n".join([*lines, "}", ""])
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def main() -> int:
    text = rendered()
    if "--check" in sys.argv:
        same = TARGET.exists() and TARGET.read_text() == text
        print("schema: step 001 is as the tables say" if same else "schema: step 001 differs from the tables")
        return 0 if same else 1
    TARGET.write_text(text)
    print(f"wrote {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
