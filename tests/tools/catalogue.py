"""The translations: one Russian catalogue per room, extracted from its wings and compiled into one file.

usage: catalogue.py update [ROOM ...] | check | compile
`tr("…")`, `trn("…", "…", n)` and `N_("…")` mark texts. English ids are the English texts.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n" / "ru"
KEYWORDS = {"tr": None, "N_": None, "trn": (1, 2)}
ROOMS = ("vault", "register", "evidence", "assessment", "papers", "signing", "exchange", "filing", "verbs")


def room_of(path: Path) -> str:
    part = path.relative_to(ROOT).parts[1]
    return part if part in ROOMS else "shared"


def extract(room: str) -> Catalog:
    found = Catalog(locale="ru", domain=room, project="Collegium", charset="utf-8")
    for path in sorted([*ROOT.glob("desktop/**/*.py"), *ROOT.glob("ui/**/*.py")]):
        if room_of(path) != room:
            continue
        for _line, message, _comments, _context in extract_from_file("python", path, KEYWORDS):
            if message and (not isinstance(message, tuple) or message[0]):
                found.add(message, locations=[(str(path.relative_to(ROOT)), "")])
    return found


def stored(room: str) -> Catalog:
    path = FOLDER / f"{room}.po"
    if not path.exists():
        return Catalog(locale="ru", domain=room, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="ru")


def rendered(room: str) -> bytes:
    old, new = stored(room), extract(room)
    old.update(new, no_fuzzy_matching=True)
    old.obsolete.clear()
    out = io.BytesIO()
    write_po(out, old, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True, width=120)
    lines = [x for x in out.getvalue().splitlines(keepends=True) if b"Date:" not in x and b"Generated-By" not in x]
    return b"".join(lines)


def update(rooms: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for room in rooms:
        (FOLDER / f"{room}.po").write_bytes(rendered(room))
        catalogue = stored(room)
        missing = [m for m in catalogue if m.id and not all(_texts(m.string))]
        print(f"{room}: {len(catalogue)} texts, {len(missing)} without Russian")


def _texts(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (str(string),)


def check() -> int:
    faults: list[str] = []
    known: dict[object, tuple[str, object]] = {}
    for room in (*ROOMS, "shared"):
        path = FOLDER / f"{room}.po"
        fresh = rendered(room)
        if not path.exists() or path.read_bytes() != fresh:
            if len(extract(room)):
                faults.append(f"{room}.po is stale: run ./dev i18n")
            continue
        for message in stored(room):
            if not message.id:
                continue
            if message.fuzzy or not all(_texts(message.string)):
                faults.append(f"{room}.po: no Russian for {message.id!r}")
            first = known.setdefault(message.id, (room, message.string))
            if first[1] != message.string:
                faults.append(f"{room}.po and {first[0]}.po translate {message.id!r} differently")
    print("\n".join(faults) or "translations: complete")
    return 1 if faults else 0


def compile_all() -> None:
    whole = Catalog(locale="ru", charset="utf-8")
    for path in sorted(FOLDER.glob("*.po")):
        for message in stored(path.stem):
            if message.id and all(_texts(message.string)):
                whole.add(message.id, message.string)
    target = FOLDER / "LC_MESSAGES" / "collegium.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    with partial.open("wb") as file:
        write_mo(file, whole)
    partial.replace(target)


if __name__ == "__main__":
    verb, rest = (sys.argv[1:2] or [""])[0], sys.argv[2:]
    if verb == "update":
        update(rest or [*ROOMS, "shared"])
        compile_all()
    elif verb == "check":
        sys.exit(check())
    elif verb == "compile":
        compile_all()
    else:
        sys.exit(__doc__)
