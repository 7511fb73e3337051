"""What this program is, and the licences of everything that it brings along."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop import __version__
from desktop.i18n import Words
from desktop.paths import resource
from ui.theme import Theme
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet

BUNDLED = (
    ("PT Sans, PT Serif, PT Mono", "ParaType Free Font License", "fonts/LICENSE-PT.txt"),
    ("Noto", "SIL Open Font License 1.1", "fonts/LICENSE-NOTO.txt"),
    ("Droid Sans Fallback", "Apache-2.0", "fonts/LICENSE-DROID.txt"),
    ("Liberation", "SIL Open Font License 1.1", "fonts/liberation/LICENSE-LIBERATION.txt"),
    ("Tabler Icons", "MIT", "icons/LICENSE"),
)

UNNAMED = {"sqlcipher3": "zlib, with SQLCipher (BSD-3-Clause) and SQLite (public domain)"}


class AboutSheet(Sheet):
    def __init__(self, words: Words, theme: Theme, parent: QWidget) -> None:
        tr = words.tr
        super().__init__(words, theme, parent, tr("About Collegium"), cancel=tr("Close"), width=620)
        self.body.addWidget(Label(tr("Version {version}", version=__version__), "muted"))
        self.body.addWidget(
            Label(
                tr(
                    "An offline program for commissions that hear cases on evidence. It never scores an applicant and "
                    "proposes no outcome: it shows what is answered, what is missing and what blocks."
                )
            )
        )
        self.body.addWidget(
            Label(tr("The program is free software under the Apache License 2.0. It uses the works named below."))
        )
        self.licences = QPlainTextEdit(licences())
        self.licences.setReadOnly(True)
        self.licences.setAccessibleName(tr("Licences"))
        self.licences.setMinimumHeight(260)
        self.body.addWidget(self.licences)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()


def licences() -> str:
    """Name, version and licence of every installed package that the program needs, fonts and icons."""
    lines = []
    found = {str(info["Name"]): info for info in map(metadata.metadata, needed("collegium"))}
    for name in sorted(found, key=str.casefold):
        info = found[name]
        said = _first(info, "License-Expression") or _first(info, "License")
        if not said or len(said) > 60 or "\n" in said:
            classified = [
                c.rsplit(" :: ", 1)[-1] for c in info.get_all("Classifier") or () if c.startswith("License ::")
            ]
            said = ", ".join(classified) or _told(info) or said.strip()[:60]
        lines.append(f"{info['Name']} {info['Version']}: {said}")
    lines += [f"{name}: {licence}" for name, licence, _file in BUNDLED]
    texts = [f"{'—' * 30}\n{name}\n\n{resource(*file.split('/')).read_text('utf-8').strip()}"
             for name, _licence, file in BUNDLED if resource(*file.split("/")).exists()]  # fmt: skip
    return "\n".join(lines) + "\n\n" + "\n\n".join(texts) + "\n"


def _told(info: metadata.PackageMetadata) -> str:
    """For packages that name no licence in their metadata: what the first line of their licence file says."""
    if info["Name"] in UNNAMED:
        return UNNAMED[info["Name"]]
    for file in metadata.files(info["Name"]) or ():
        if "licen" in file.name.lower():
            lines = file.read_text("utf-8").strip().splitlines()
            return lines[0].strip()[:60] if lines else ""
    return ""


def _first(info: metadata.PackageMetadata, name: str) -> str:
    return next(iter(info.get_all(name) or ()), "")


def needed(root: str) -> set[str]:
    """The packages that `root` requires, directly and through others, as far as they are installed here."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        name = waiting.pop()
        try:
            requires = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        if name != root:
            found.add(name)
        for line in requires:
            requirement, _, marker = line.partition(";")
            if "extra" in marker:
                continue
            bare = requirement.strip()
            for mark in "[(<>=!~ ":
                bare = bare.split(mark)[0]
            if bare and bare not in found:
                waiting.append(bare)
    return found
