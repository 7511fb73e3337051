"""The recovery key, shown once: fourteen groups and the same as a QR code."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import Words
from ui.theme import Theme
from ui.vault.qr_view import QrView
from ui.vault.step import Step
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label

COLUMNS = 4


class RecoveryStep(Step):
    def __init__(self, words: Words, theme: Theme, key: str) -> None:
        tr = words.tr
        super().__init__(
            tr("Write down the recovery key"),
            tr(
                "It opens the vault when the passphrase is lost, and it is never shown again. Copy it by hand onto a "
                "card and keep the card in the commission's safe. Don't print or photograph it with devices that keep "
                "copies."
            ),
        )
        line = FlowLayout(gap=24)
        groups = QWidget()
        grid = QGridLayout(groups)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for number, group in enumerate(key.split("-")):
            row, column = divmod(number, COLUMNS)
            count = Label(f"{number + 1}", "small", wrap=False)
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text = Label(group, "mono", wrap=False)
            text.setAccessibleName(tr("Group {number}: {letters}", number=number + 1, letters=" ".join(group)))
            grid.addWidget(count, row, column * 2)
            grid.addWidget(text, row, column * 2 + 1)
        line.addWidget(groups)
        line.addWidget(QrView(key, tr("The recovery key as a QR code"), theme.px(150)))
        self.body.addLayout(line)
        self.body.addStretch(1)
