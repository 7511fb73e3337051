"""Which identity signs: those in the vault, a new one, or one from a file; its honest kind; its PIN."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock import parse_stamp
from desktop.signing.kinds import label, sentence
from models.views.signing import IdentityView
from ui.context import Context
from ui.files import choose_file
from ui.signing.identity_sheet import IdentitySheet
from ui.signing.pin_field import PinField
from ui.widgets.button import Button
from ui.widgets.form_row import FormRow
from ui.widgets.label import Label
from ui.widgets.tips import plain


class IdentityChoice(QWidget):
    """Signals:
    changed: Another identity is chosen, or the PIN was typed on.
    entered: Enter was pressed in the PIN field.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._known: tuple[IdentityView, ...] = ()
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.currentIndexChanged.connect(self._chosen)
        self.row = FormRow(tr("Signing identity"), self.box)
        self.none = Label(
            tr("There is no signing identity in this vault yet. Make one, or take in the file that you were given."),
            "muted",
        )
        column.addWidget(self.none)
        column.addWidget(self.row)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        self.make = Button(tr("Make an identity …"), theme=ctx.theme, icon="user-plus")
        self.take = Button(tr("From a file …"), theme=ctx.theme, icon="file-import")
        self.make.clicked.connect(self._make)
        self.take.clicked.connect(self._choose_file)
        ways.addWidget(self.make)
        ways.addWidget(self.take)
        ways.addStretch(1)
        column.addLayout(ways)
        self.kind = Label("", "muted")
        column.addWidget(self.kind)
        self.pin = PinField(ctx)
        self.pin.textChanged.connect(self.changed)
        self.pin.returnPressed.connect(self.entered)
        self.pin_row = FormRow(tr("PIN of the identity"), self.pin)
        column.addWidget(self.pin_row)
        self._show(())
        self.refresh()

    @property
    def chosen(self) -> IdentityView | None:
        key = self.box.currentData()
        return next((one for one in self._known if one.id == key), None)

    @property
    def ready(self) -> bool:
        """An identity that can sign today, with its PIN."""
        one = self.chosen
        return one is not None and one.usable and (one.pin_kept or bool(self.pin.text()))

    def where_work_is(self) -> QWidget:
        """What wants to be filled in next: the PIN, else the choice, else the button that makes an identity."""
        if self.chosen is None:
            return self.make
        return self.box if self.chosen.pin_kept else self.pin

    def refresh(self, then: str = "") -> None:
        """Ask for the identities anew; `then` is the one to choose."""
        identities = self._ctx.services.identities
        self._ctx.run(self, identities.list, lambda found: self._show(found, then))

    def _show(self, found: tuple[IdentityView, ...], then: str = "") -> None:
        words = self._ctx.words
        keep = then or str(self.box.currentData() or "")
        self._known = found
        self.box.blockSignals(True)
        self.box.clear()
        for one in found:
            day = words.day(parse_stamp(one.not_after).astimezone().date())
            until = words.tr("until {day}", day=day) if one.usable else words.tr("not usable today")
            self.box.addItem(f"{one.name} · {until}", one.id)
        self.box.setCurrentIndex(max(0, self.box.findData(keep)) if found else -1)
        self.box.blockSignals(False)
        self.row.setVisible(bool(found))
        self.none.setVisible(not found)
        self._chosen()
        if then:  # just made or taken in: its PIN comes next
            self.where_work_is().setFocus()

    @Slot()
    def _chosen(self, _index: int = 0) -> None:
        one = self.chosen
        words = self._ctx.words
        self.kind.setText(sentence(one.kind, words) if one is not None else "")
        self.kind.setVisible(one is not None)
        self.box.setToolTip(plain(f"{one.subject} · {label(one.kind, words)}") if one is not None else "")
        self.pin_row.setVisible(one is not None and not one.pin_kept)
        self.pin.clear()
        self.changed.emit()

    @Slot()
    def _make(self) -> None:
        self._sheet(None)

    @Slot()
    def _choose_file(self) -> None:
        title = self._ctx.words.tr("Choose a signing identity")
        choose_file(self, title, self.take_file, filters="PKCS#12 (*.p12 *.pfx *.P12 *.PFX)")

    def take_file(self, path: Path) -> None:
        self._sheet(path)

    def _sheet(self, path: Path | None) -> None:
        sheet = IdentitySheet(self._ctx, self, path)
        sheet.added.connect(lambda view: self.refresh(view.id))
        sheet.open()
