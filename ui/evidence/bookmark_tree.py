"""A member's own bookmarks in a case: a tree of folders and places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from models.views.annotations import Bookmark
from models.views.changes import Changes, Done
from ui.context import Context
from ui.evidence.undoing import Step, Undoing
from ui.widgets.label import Label
from ui.widgets.plain_tree import PlainTree
from ui.widgets.tips import plain
from ui.widgets.tool_button import ToolButton

KEY = int(Qt.ItemDataRole.UserRole)


class BookmarkTree(QWidget):
    """Signals:
    opened: A `Bookmark` with a place to come to.
    add_wanted: A bookmark of where one is, into the folder with this id (empty: none).
    failed: An exception.
    """

    opened = Signal(object)
    add_wanted = Signal(str)
    failed = Signal(object)

    def __init__(self, ctx: Context, undoing: Undoing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._undoing = undoing
        self._marks = ctx.services.evidence.bookmarks
        self._case_id = ""
        self._filling = False
        self._rename_next = ""
        self.bookmarks: tuple[Bookmark, ...] = ()
        tr, theme = ctx.words.tr, ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(6)
        self.tree = PlainTree()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(tr("Bookmarks"))
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.itemActivated.connect(self._activated)
        self.tree.itemClicked.connect(self._activated)
        self.tree.itemChanged.connect(self._renamed)
        self.tree.currentItemChanged.connect(self._offer)
        self.tree.installEventFilter(self)
        column.addWidget(self.tree, 1)
        self.none = Label(tr("Places of this case that you want to find again stand here. Ctrl+D adds one."), "muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.none, 1)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        self.add = ToolButton(theme, "bookmark", tr("Bookmark this place"), shortcut="Ctrl+D")
        self.folder = ToolButton(theme, "folder-plus", tr("New folder"))
        self.rename = ToolButton(theme, "edit", tr("Rename"), shortcut="E")
        self.up = ToolButton(theme, "arrow-up", tr("Move up"), shortcut="Ctrl+Up")
        self.down = ToolButton(theme, "arrow-down", tr("Move down"), shortcut="Ctrl+Down")
        self.into = ToolButton(theme, "arrow-right", tr("Into the folder above"), shortcut="Ctrl+Right")
        self.out = ToolButton(theme, "arrow-left", tr("Out of its folder"), shortcut="Ctrl+Left")
        self.delete = ToolButton(theme, "trash", tr("Delete the bookmark"), shortcut="Del")
        for button, slot in (
            (self.add, self._add),
            (self.folder, self._new_folder),
            (self.rename, self.rename_current),
            (self.up, lambda: self._shift(-1)),
            (self.down, lambda: self._shift(1)),
            (self.into, self._into),
            (self.out, self._out),
            (self.delete, self._delete),
        ):
            button.clicked.connect(slot)
            tools.addWidget(button)
        tools.addStretch(1)
        column.addLayout(tools)
        ctx.changed.connect(self._changed)
        self._offer()

    # the door ------------------------------------------------------------------------------------------------------

    def set_case(self, case_id: str) -> None:
        if case_id != self._case_id:
            self._case_id = case_id
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        case_id = self._case_id
        if not case_id:
            self._show(())
            return

        def done(found: tuple[Bookmark, ...]) -> None:
            if case_id == self._case_id:
                self._show(found)

        self._ctx.run(self, lambda: self._marks.of_case(case_id), done, self.failed.emit)

    @property
    def current(self) -> Bookmark | None:
        item = self.tree.currentItem()
        key = item.data(0, KEY) if item is not None else ""
        return next((one for one in self.bookmarks if one.id == key), None)

    def folder_here(self) -> str:
        """The folder one stands in or on; empty for none."""
        one = self.current
        if one is None:
            return ""
        return one.id if one.folder else one.parent_id or ""

    def _show(self, bookmarks: Sequence[Bookmark]) -> None:
        here = self._rename_next or (one.id if (one := self.current) else "")
        shut = {key for key, item in self._items().items() if item.childCount() and not item.isExpanded()}
        self._filling = True
        self.bookmarks = tuple(bookmarks)
        self.tree.clear()
        made: dict[str, QTreeWidgetItem] = {}
        for one in bookmarks:
            parent = made.get(one.parent_id or "")
            item = QTreeWidgetItem([one.title])
            item.setData(0, KEY, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setIcon(0, self._ctx.theme.icon("folder" if one.folder else "bookmark"))
            item.setToolTip(0, plain(one.title if one.folder else f"{one.number} · {one.title}"))
            if parent is None:
                self.tree.addTopLevelItem(item)
            else:
                parent.addChild(item)
            made[one.id] = item
        for key, item in made.items():
            item.setExpanded(key not in shut)
        if here in made:
            self.tree.setCurrentItem(made[here])
        self._filling = False
        self.tree.setVisible(bool(bookmarks))
        self.none.setVisible(not bookmarks)
        self._offer()
        if self._rename_next and self._rename_next in made:
            self._rename_next = ""
            self.rename_current()

    def _items(self) -> dict[str, QTreeWidgetItem]:
        found: dict[str, QTreeWidgetItem] = {}
        waiting = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found[str(item.data(0, KEY))] = item
                waiting += [item.child(n) for n in range(item.childCount())]
        return found

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if "bookmark" in changes.kinds and changes.case_id == self._case_id:
            self.refresh()

    # what is done --------------------------------------------------------------------------------------------------

    def _offer(self, *_: object) -> None:
        one = self.current
        for button in (self.rename, self.up, self.down, self.into, self.delete):
            button.setEnabled(one is not None)
        self.out.setEnabled(one is not None and one.parent_id is not None)
        self.folder.setEnabled(bool(self._case_id))
        self.add.setEnabled(bool(self._case_id))

    def _run(
        self,
        work: Callable[[], object],
        done: Callable[[object], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._ctx.run(self, work, done, failed or self.failed.emit)

    @Slot()
    def _add(self) -> None:
        self.add_wanted.emit(self.folder_here())

    @Slot()
    def _new_folder(self) -> None:
        case_id, parent, title = self._case_id, self.folder_here() or None, self._ctx.words.tr("New folder")

        def done(made: object) -> None:
            assert isinstance(made, Done)
            self._rename_next = made.value.id

        if case_id:
            self._run(lambda: self._marks.add_folder(case_id, title, parent), done)

    @Slot()
    def rename_current(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tree.editItem(item, 0)

    def _renamed(self, item: QTreeWidgetItem, _column: int) -> None:
        key, title = str(item.data(0, KEY)), item.text(0)
        one = next((each for each in self.bookmarks if each.id == key), None)
        if self._filling or one is None or one.title == title:
            return

        def failed(error: Exception) -> None:
            self.failed.emit(error)
            self.refresh()

        self._ctx.run(self, lambda: self._marks.rename(key, title), None, failed)

    def _activated(self, item: QTreeWidgetItem, _column: int) -> None:
        key = item.data(0, KEY)
        one = next((each for each in self.bookmarks if each.id == key), None)
        if one is not None and not one.folder:
            self.opened.emit(one)

    def _mates(self, one: Bookmark) -> list[Bookmark]:
        return [each for each in self.bookmarks if each.parent_id == one.parent_id]

    def _shift(self, step: int) -> None:
        if (one := self.current) is None:
            return
        place = [each.id for each in self._mates(one)].index(one.id) + step
        if 0 <= place < len(self._mates(one)):
            self._move(one, one.parent_id, place)

    def _into(self) -> None:
        """Into the nearest folder above among its mates."""
        if (one := self.current) is None:
            return
        before = [each for each in self._mates(one) if each.folder and each.id != one.id]
        mates = [each.id for each in self._mates(one)]
        above = [each for each in before if mates.index(each.id) < mates.index(one.id)] or before
        if above:
            self._move(one, above[-1].id, len(self.bookmarks))

    def _out(self) -> None:
        one = self.current
        parent = next((each for each in self.bookmarks if one is not None and each.id == one.parent_id), None)
        if one is not None and parent is not None:
            place = [each.id for each in self._mates(parent)].index(parent.id) + 1
            self._move(one, parent.parent_id, place)

    def _move(self, one: Bookmark, parent_id: str | None, place: int) -> None:
        self._run(lambda: self._marks.move(one.id, parent_id, place))

    @Slot()
    def _delete(self) -> None:
        if (one := self.current) is None:
            return
        marks = self._marks
        gone: list[tuple[str, ...]] = [(one.id,)]

        def remove(ended: Callable[[], None], failed: Callable[[Exception], None]) -> None:
            self._run(lambda: marks.remove(one.id), lambda made: _after(made, gone, ended), failed)

        def restore(ended: Callable[[], None], failed: Callable[[Exception], None]) -> None:
            self._run(lambda: marks.restore(gone[-1]), lambda _made: ended(), failed)

        step = Step(self._ctx.words.tr("Deletion of the bookmark"), restore, remove)
        remove(lambda: self._undoing.did(step), self.failed.emit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the tree; while a name is being typed its field has the focus and none of them comes here."""
        if watched is not self.tree or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        steps: dict[int, Callable[[], None]] = {
            int(Qt.Key.Key_Up): lambda: self._shift(-1),
            int(Qt.Key.Key_Down): lambda: self._shift(1),
            int(Qt.Key.Key_Right): self._into,
            int(Qt.Key.Key_Left): self._out,
        }
        if event.key() == Qt.Key.Key_Delete:
            self._delete()
        elif event.key() == Qt.Key.Key_E or event.text().casefold() == "у":
            self.rename_current()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            steps[event.key()]()
        else:
            return False
        return True


def _after(made: object, gone: list[tuple[str, ...]], ended: Callable[[], None]) -> None:
    assert isinstance(made, Done)
    gone.append(made.value)
    ended()
