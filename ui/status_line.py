"""The line at the foot: vault, isolation, long jobs, last backup, saved at, lock in m:ss."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.clock import parse_stamp
from desktop.i18n import N_
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.progress_strip import ProgressStrip

TIERS = {
    "sandbox": (
        N_("Evidence isolated"),
        N_("Exhibits are drawn in a sandboxed process without files, network or keys."),
    ),
    "landlock": (
        N_("Evidence confined"),
        N_("Exhibits are drawn in a confined process (Landlock and seccomp), because bubblewrap can't run here."),
    ),
    "none": (
        N_("No isolation: facts only"),
        N_("This machine can confine no process, so exhibits are not drawn. Only their facts are shown."),
    ),
}
STALE_DAYS = 7


class StatusLine(QWidget):
    """Signals:
    backup_chosen: The words about the last backup were pressed.
    """

    backup_chosen = Signal()

    def __init__(self, ctx: Context, vault: str) -> None:
        super().__init__()
        self._ctx = ctx
        tr = ctx.words.tr
        self.setProperty("piece", "statusline")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(14)
        self.vault = Label(vault, "small", wrap=False)
        self.vault.setToolTip(tr("The open vault"))
        row.addWidget(self.vault)
        self.tier = Label("", "small", wrap=False)
        row.addWidget(self.tier)
        self.backup = QPushButton()
        self.backup.setAutoDefault(False)
        self.backup.setCursor(Qt.CursorShape.PointingHandCursor)
        self.backup.setToolTip(tr("Make a backup"))
        self.backup.clicked.connect(self.backup_chosen)
        self.backup.hide()
        row.addWidget(self.backup)
        row.addStretch(1)
        self.progress = ProgressStrip(ctx.words, ctx.theme, ctx.tasks)
        row.addWidget(self.progress)
        self.saved = Label("", "small", wrap=False)
        row.addWidget(self.saved)
        self.lock = Label("", "small", wrap=False)
        row.addWidget(self.lock)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        ctx.saved.connect(self.show_saved)

    def sizeHint(self) -> QSize:
        """As high as with a long job in it, so that nothing above moves when one begins."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.progress.sizeHint().height() + 4))

    def show_tier(self, tier: str) -> None:
        name, reason = TIERS.get(tier, TIERS["none"])
        self.tier.setText(self._ctx.words.tr(name))
        self.tier.setToolTip(self._ctx.words.tr(reason))
        self.tier.set_role("small" if tier == "sandbox" else "warn")

    def show_backup(self, last: dt.datetime | None, now: dt.datetime) -> None:
        words = self._ctx.words
        if last is None:
            text, stale = words.tr("No backup yet"), True
        else:
            days = max(0, (now.astimezone().date() - last.astimezone().date()).days)
            stale = days > STALE_DAYS
            if days == 0:
                text = words.tr("Last backup today")
            else:
                text = words.trn("Last backup {n} day ago", "Last backup {n} days ago", days)
        self.backup.setText(text)
        self.backup.setAccessibleName(text)
        if stale:
            self._ctx.theme.put_icon(self.backup, "alert-triangle", 14, "warn")
        else:
            self._ctx.theme.put_icon(self.backup, "database-export", 14)
        self.backup.show()

    @Slot(str)
    def show_saved(self, at: str) -> None:
        words = self._ctx.words
        self.saved.setText(words.tr("Saved at {time}", time=words.time(parse_stamp(at))))

    def show_lock(self, seconds: int | None) -> None:
        """Time until the lock; None while a long job holds it off."""
        tr = self._ctx.words.tr
        if seconds is None:
            self.lock.setText(tr("Locks when the task ends"))
        else:
            self.lock.setText(tr("Locks in {time}", time=f"{seconds // 60}:{seconds % 60:02}"))
        self.lock.set_role("warn" if seconds is not None and seconds <= 30 else "small")
