"""What a drag from a file manager brings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def local_paths(event: QDropEvent) -> list[Path]:
    """The local files and folders of a drag, in its order."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The same for a drop: accepted as a copy, whatever the file manager proposed, so that it keeps its files."""
    paths = local_paths(event)
    if paths:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    return paths
