"""First uses of fonts, icons, style rules and locale data cost time: paid for while the passphrase is typed."""

from __future__ import annotations

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget

from desktop.i18n import Words
from ui.rail import Rail
from ui.register.code_box import CodeBox
from ui.theme import Theme
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.search_field import SearchField

SIZE = (1200, 700)


def rehearse(words: Words, theme: Theme) -> None:
    """Draw the pieces of the first screen once, on nothing that is seen."""
    stage = QWidget()
    row = QHBoxLayout(stage)
    row.addWidget(Rail(words, theme))
    column = QVBoxLayout()
    row.addLayout(column, 1)
    column.addWidget(BannerArea(words, theme))
    column.addWidget(SearchField(theme, words.number(1000)))
    column.addWidget(CodeBox([], words.tr("All states")))
    column.addWidget(Button(words.tr("New case"), "primary", theme=theme, icon="plus"))
    column.addWidget(_table())
    column.addWidget(Label(words.tr("Cases"), "small", wrap=False))
    column.addWidget(EmptyState(words.tr("Cases of this vault stand here."), words.tr("New case")))
    stage.resize(*SIZE)
    stage.grab()
    stage.deleteLater()


def _table() -> QTableView:
    table = QTableView()
    model = QStandardItemModel(table)
    model.appendRow([QStandardItem("1"), QStandardItem("2")])
    table.setModel(model)
    return table
