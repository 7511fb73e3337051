"""No package or bundled library of the program may be under the GPL alone (RULINGS E4)."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
# libraries that are GPL however they are packed
GPL_LIBRARIES = re.compile(r"lib(x264|x265|postproc|xvidcore|rubberband|readline|gs|poppler)[-.]", re.IGNORECASE)
# packages whose metadata say less than their licence files do; each was read by a person
READ = {
    "pyside6-essentials": "LGPL-3.0-only",
    "pyside6-addons": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "resvg-py": "MIT",
    "sqlcipher3": "Zlib",
}


def shipped() -> dict[str, metadata.Distribution]:
    """Every distribution that the program needs at run time on this machine, by canonical name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    waiting = [(Requirement(text), "") for text in project["dependencies"]]
    found: dict[str, metadata.Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        need, extra = waiting.pop()
        name = canonicalize_name(need.name)
        if need.marker is not None and not need.marker.evaluate({"extra": extra}):
            continue
        if (name, frozenset(need.extras)) in seen:
            continue
        seen.add((name, frozenset(need.extras)))
        found[name] = metadata.distribution(name)
        for text in found[name].requires or ():
            waiting += [(Requirement(text), one) for one in ("", *need.extras)]
    return found


def licence(distribution: metadata.Distribution) -> str:
    facts = distribution.metadata
    said = facts.get("License-Expression") or ""
    classes = [line for line in facts.get_all("Classifier") or () if line.startswith("License ::")]
    return " | ".join(filter(None, [said, *classes, "" if said or classes else (facts.get("License") or "")[:200]]))


def only_gpl(text: str) -> bool:
    """Whether what is said names the GPL and no alternative to it."""
    parts = [part for part in re.split(r"\||\bOR\b", text) if part.strip()]
    return bool(parts) and all(
        re.search(r"GPL|General Public", one) and not re.search(r"LGPL|Lesser|exception", one) for one in parts
    )


def test_the_rule_knows_what_it_looks_for() -> None:
    assert only_gpl("GPL-3.0-only")
    assert only_gpl("License :: OSI Approved :: GNU General Public License v3 (GPLv3)")
    assert not only_gpl("LGPL-3.0-only")
    assert not only_gpl("Apache-2.0 OR GPL-2.0")
    assert GPL_LIBRARIES.search("libx265-95fd.so.199")


def test_no_package_is_under_the_gpl_alone() -> None:
    packages = shipped()
    assert {"sqlmodel", "pyhanko", "pyside6-essentials", "pydantic-core"} <= set(packages)
    said = {name: READ.get(name) or licence(one) for name, one in packages.items()}
    assert not [f"{name}: {text}" for name, text in said.items() if only_gpl(text)]
    assert not [name for name, text in said.items() if not text.strip()], "a package that says nothing must be read"


def test_no_gpl_library_is_bundled() -> None:
    if sys.platform != "linux":
        return
    bundled = {
        str(file)
        for one in shipped().values()
        for file in one.files or ()
        if ".so" in file.name and GPL_LIBRARIES.search(file.name)
    }
    assert not bundled
