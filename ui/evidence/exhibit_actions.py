"""What can be done with the exhibit one stands on and with all of a case: one action each, for menus and palette."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import N_
from models.views.documents import FLOWING
from models.views.evidence import ExhibitView
from ui.context import Context

REDACTED = FLOWING | {"pdf", "image"}
# key: (name, icon)
ACTIONS: dict[str, tuple[str, str]] = {
    "read": (N_("Read"), "book"),
    "facts": (N_("Facts of the file"), "info-circle"),
    "custody": (N_("Custody log"), "history"),
    "record": (N_("Record in the custody log …"), "pencil"),
    "original": (N_("Go to what it was made of"), "arrow-up"),
    "mark": (N_("Mark as read"), "check"),
    "redact": (N_("Make a redacted copy …"), "eye-off"),
    "verify": (N_("Verify {number}"), "fingerprint"),
    "verify_case": (N_("Verify all exhibits of the case"), "fingerprint"),
    "describe": (N_("Change title and description …"), "edit"),
    "withdraw": (N_("Withdraw …"), "ban"),
    "again": (N_("Admit again under a new number …"), "refresh"),
    "export": (N_("Export a copy …"), "file-export"),
    "add_files": (N_("Add files …"), "file-plus"),
    "add_folder": (N_("Add a folder …"), "folder-plus"),
}
OF_EXHIBIT = (
    ("read", "facts", "custody", "record", "original", "mark"),
    ("redact", "verify", "verify_case"),
    ("describe", "withdraw", "again", "export"),
)
OF_CASE = (("add_files", "add_folder"),)


class ExhibitActions:
    """The actions, owned by `owner`; whoever puts them on a visible widget has them in the palette."""

    def __init__(self, ctx: Context, owner: QWidget) -> None:
        self._words = ctx.words
        self._made: dict[str, QAction] = {}
        for key, (name, icon) in ACTIONS.items():
            action = QAction(ctx.words.tr(name), owner)
            action.setObjectName(f"exhibit.{key}")
            ctx.theme.put_icon(action, icon)
            self._made[key] = action
        self.offer(None, read=False, many=False)

    def __getitem__(self, key: str) -> QAction:
        return self._made[key]

    def all(self) -> list[QAction]:
        return list(self._made.values())

    def offer(self, exhibit: ExhibitView | None, *, read: bool, many: bool) -> None:
        """Open what can be done with `exhibit`, which the member has `read` or not; `many`: the case has exhibits."""
        tr, made = self._words.tr, self._made
        usable = {"verify_case": many, "add_files": True, "add_folder": True}
        if exhibit is not None:
            standing = exhibit.status == "admitted"
            usable |= dict.fromkeys(("read", "facts", "custody", "record", "mark", "verify", "export"), True)
            usable["original"] = exhibit.derived_from is not None
            usable["redact"] = exhibit.reader in REDACTED
            usable["describe"] = usable["withdraw"] = standing
            usable["again"] = not standing and exhibit.replaced_by is None
            made["mark"].setText(tr("Mark as not read") if read else tr("Mark as read"))
            made["verify"].setText(tr("Verify {number}", number=exhibit.number))
        about = f"{exhibit.number}  {exhibit.title(self._words.language)}" if exhibit is not None else ""
        for key, action in made.items():
            action.setEnabled(usable.get(key, False))
            action.setStatusTip(about if any(key in part for part in OF_EXHIBIT) and key != "verify_case" else "")

    def fill(self, menu: QMenu, parts: tuple[tuple[str, ...], ...]) -> QMenu:
        """Put those into a menu that can be used now."""
        for part in parts:
            found = [self._made[key] for key in part if self._made[key].isEnabled()]
            if found and menu.actions():
                menu.addSeparator()
            menu.addActions(found)
        return menu
