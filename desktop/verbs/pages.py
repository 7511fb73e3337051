"""The verb `exhibits pages`: an office document laid out as pages, as a new exhibit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desktop.verbs.console import Console, PassphraseFile
from models.views.changes import Done


def pages(
    console: Console,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")],
    case: Annotated[str, typer.Argument(metavar="CASE", help="Number or uid of the case.")],
    exhibit: Annotated[str, typer.Argument(metavar="EXHIBIT", help="Its number, like A-004.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Lay an office document out as pages (LibreOffice) and take them in. The original stays as it is."""
    with console.open(folder, passphrase_file) as services:
        view = services.evidence.find(services.register.case(case).id, exhibit)
        progress = console.progress(console.words.tr("Laying out {number} as pages", number=view.number))
        found = services.evidence.conversions.run(view.id, console.words, progress, lambda work: work())
    new = isinstance(found, Done)
    made = found.value if isinstance(found, Done) else found
    data = {"number": made.number, "derived_from": view.number, "new": new, "sha256": made.sha256}
    console.ok(data | {"pages": made.pages, "file": made.file_name}, [f"{made.number}  {made.file_name}"])
