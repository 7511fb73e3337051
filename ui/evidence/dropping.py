"""What a drag from a file manager brings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent


def local_paths(event: QDropEvent) -> list[Path]:
    """The local files and folders of a drag, in its order."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
