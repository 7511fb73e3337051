"""Asking for files and folders, without a trace: Qt's own dialog, no history, no native recent-files list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

Many = Callable[[list[Path]], None]
One = Callable[[Path], None]


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setHistory([])
    places = [QStandardPaths.StandardLocation.HomeLocation, QStandardPaths.StandardLocation.DocumentsLocation]
    folders = [QStandardPaths.writableLocation(place) for place in places]
    media = [str(path) for path in (Path("/media"), Path("/run/media"), Path("/mnt")) if path.is_dir()]
    dialog.setSidebarUrls([QUrl.fromLocalFile(folder) for folder in dict.fromkeys([*folders, *media]) if folder])
    dialog.setDirectory(QDir.homePath())
    return dialog


def choose_files(parent: QWidget, title: str, done: Many, *, filters: str = "") -> QFileDialog:
    """Ask for one or more existing files; `filters` is Qt's `"Text (*.a *.b)"`. Returns at once."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    if filters:
        dialog.setNameFilter(filters)
    dialog.filesSelected.connect(lambda names: done([Path(name) for name in names]))
    dialog.open()
    return dialog


def choose_file(parent: QWidget, title: str, done: One, *, filters: str = "") -> QFileDialog:
    """Ask for one existing file."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if filters:
        dialog.setNameFilter(filters)
    dialog.fileSelected.connect(lambda name: done(Path(name)))
    dialog.open()
    return dialog


def choose_folder(parent: QWidget, title: str, done: One) -> QFileDialog:
    """Ask for one existing folder."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: done(Path(name)))
    dialog.open()
    return dialog


def choose_target(parent: QWidget, title: str, name: str, done: One, *, suffix: str = "") -> QFileDialog:
    """Ask where to write a file that is proposed as `name`; Qt asks before an existing file is taken."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    if suffix:
        dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
    dialog.open()
    return dialog
