"""The annotations of an exhibit or of the whole case in a list: filtered, come to, cited, edited, deleted, printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from models.views.annotations import COLOURS, KINDS, Annotation, Labels
from ui.assessment.texts import citation_name
from ui.context import Context
from ui.evidence.annotation_names import KIND_NAMES, colour_name, said, tag_name
from ui.evidence.note_layer import ICONS
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.search_field import SearchField
from ui.widgets.tips import plain
from ui.widgets.tool_button import ToolButton

TWO_LINES, ONE_LINE = 440, 620  # from these widths on the filters stand in two lines, or in one


class AnnotationList(QWidget):
    """Signals:
    opened: An `Annotation` to come to.
    stood: The id of the annotation one stands on; empty for none.
    cite_wanted, edit_wanted, delete_wanted: An `Annotation`.
    print_wanted: The annotations that are listed (tuple).
    labels_wanted: The lists of colours and tags are to be edited.
    whole_case: Whether the annotations of all exhibits are wanted.
    """

    opened = Signal(object)
    stood = Signal(str)
    cite_wanted = Signal(object)
    edit_wanted = Signal(object)
    delete_wanted = Signal(object)
    print_wanted = Signal(object)
    labels_wanted = Signal()
    whole_case = Signal(bool)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._all: tuple[Annotation, ...] = ()
        self._labels = Labels((), ())
        self.listed: tuple[Annotation, ...] = ()
        tr, theme = ctx.words.tr, ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(6)
        self.search = SearchField(theme, tr("Search the annotations"))
        self.search.searched.connect(self._filter)
        self.kind = self._combo(tr("Kind"))
        self.colour = self._combo(tr("Colour"))
        self.tag = self._combo(tr("Tag"))
        self.kind.addItem(tr("Every kind"), "")
        for kind in KINDS:
            self.kind.addItem(tr(KIND_NAMES[kind]), kind)
        self.everything = QCheckBox(tr("All exhibits of the case"))
        self.everything.toggled.connect(self.whole_case)
        colours = QHBoxLayout()
        colours.setSpacing(6)
        colours.addWidget(self.colour, 1)
        colours.addWidget(self.tag, 1)
        # one under another in a column beside the document, in two lines under it
        self._lines = [QBoxLayout(QBoxLayout.Direction.TopToBottom) for _ in range(2)]
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.setSpacing(6)
        column.addLayout(self._both)
        for line in self._lines:
            line.setSpacing(6)
            self._both.addLayout(line, 1)
        self._lines[0].addWidget(self.search, 1)
        self._lines[0].addWidget(self.kind, 1)
        self._lines[1].addLayout(colours, 1)
        self._lines[1].addWidget(self.everything, 1)
        self.list = RowList(theme, tr("Annotations"))
        self.list.opened.connect(self._open)
        self.list.current.connect(self._stand)
        self.list.installEventFilter(self)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        column.addWidget(self.list, 1)
        self.none = Label(tr("Nothing is annotated here yet. Mark text or a rectangle and press H."), "muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.none, 1)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        self.cite = ToolButton(theme, "quote", tr("Cite this annotation"), shortcut="Ctrl+Return")
        self.edit = ToolButton(theme, "edit", tr("Edit the annotation"), shortcut="E")
        self.delete = ToolButton(theme, "trash", tr("Delete the annotation"), shortcut="Del")
        self.labels = ToolButton(theme, "tag", tr("Colours and tags …"))
        self.print = ToolButton(theme, "printer", tr("List as a paper …"))
        self.cite.clicked.connect(self.cite_current)
        self.edit.clicked.connect(self._edit)
        self.delete.clicked.connect(self._delete)
        self.labels.clicked.connect(self.labels_wanted)
        self.print.clicked.connect(lambda: self.print_wanted.emit(self.listed))
        for button in (self.cite, self.edit, self.delete):
            tools.addWidget(button)
        tools.addStretch(1)
        for button in (self.labels, self.print):
            tools.addWidget(button)
        column.addLayout(tools)
        self._filter()

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(plain(name))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(6)
        combo.activated.connect(self._filter)
        return combo

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, below, beside = self._ctx.theme.px, QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for line in self._lines:
            line.setDirection(beside if self.width() >= px(TWO_LINES) else below)
        self._both.setDirection(beside if self.width() >= px(ONE_LINE) else below)

    # the door ------------------------------------------------------------------------------------------------------

    def show_annotations(self, annotations: Sequence[Annotation], labels: Labels) -> None:
        self._all = tuple(annotations)
        if labels != self._labels:
            self._labels = labels
            self._fill_filters()
        self._filter()

    def go_to(self, annotation_id: str) -> None:
        """Stand on an annotation, if it is listed."""
        self.list.go_to(annotation_id)

    @property
    def current(self) -> Annotation | None:
        key = self.list.current_key()
        return next((one for one in self.listed if one.id == key), None)

    # filter --------------------------------------------------------------------------------------------------------

    def _fill_filters(self) -> None:
        words = self._ctx.words
        for combo, first, entries in (
            (self.colour, words.tr("Every colour"), [(colour_name(words, self._labels, s), s) for s in COLOURS]),
            (
                self.tag,
                words.tr("Every tag"),
                [(words.tr(one.name), one.id) for one in (*self._labels.tags, *self._labels.retired)],
            ),
        ):
            chosen = combo.currentData()
            combo.clear()
            combo.addItem(first, "")
            for name, data in entries:
                combo.addItem(name, data)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))

    @Slot()
    def _filter(self, *_: object) -> None:
        kind, colour, tag = (combo.currentData() or "" for combo in (self.kind, self.colour, self.tag))
        needles = self.search.text().casefold().split()
        words, here = self._ctx.words, self.list.current_key()
        self.listed = tuple(
            one
            for one in self._all
            if kind in ("", one.kind)
            and colour in ("", one.colour)
            and tag in ("", one.tag)
            and all(needle in self._searched(one) for needle in needles)
        )
        self.list.set_rows([self._row(one) for one in self.listed])
        if here:
            self.list.go_to(here)
        self.list.setMinimumHeight(self._ctx.theme.px(48))
        self.list.setVisible(bool(self.listed))
        self.none.setVisible(not self.listed)
        empty = words.tr("Nothing is annotated here yet. Mark text or a rectangle and press H.")
        self.none.setText(words.tr("No annotation is of this kind.") if self._all else empty)
        self.print.setEnabled(bool(self.listed))
        self._offer()

    def _searched(self, one: Annotation) -> str:
        words = self._ctx.words
        tag = tag_name(words, self._labels, one.tag)
        return " ".join((one.text, one.quote, tag, one.author, one.number)).casefold()

    def _row(self, one: Annotation) -> Row:
        words = self._ctx.words
        parts = [citation_name(words, one.citation()), colour_name(words, self._labels, one.colour)]
        if tag := tag_name(words, self._labels, one.tag):
            parts.append(tag)
        if not one.mine:
            parts.append(one.author)
        chip = words.tr("doubt") if one.kind == "doubt" else words.tr("shared") if one.shared else ""
        return Row(
            one.id,
            " ".join(said(words, one).split()),
            " · ".join(parts),
            chip=chip,
            tone="warn" if one.kind == "doubt" else "info",
            icon=ICONS[one.kind],
        )

    # what is done --------------------------------------------------------------------------------------------------

    def _offer(self, *_: object) -> None:
        one = self.current
        self.cite.setEnabled(one is not None)
        self.edit.setEnabled(one is not None)
        self.delete.setEnabled(one is not None and one.mine)

    @Slot(str)
    def _stand(self, key: str) -> None:
        self._offer()
        self.stood.emit(key)

    @Slot(str)
    def _open(self, key: str) -> None:
        one = next((each for each in self.listed if each.id == key), None)
        if one is not None:
            self.opened.emit(one)

    @Slot()
    def cite_current(self) -> None:
        if (one := self.current) is not None:
            self.cite_wanted.emit(one)

    @Slot()
    def _edit(self) -> None:
        if (one := self.current) is not None:
            self.edit_wanted.emit(one)

    @Slot()
    def _delete(self) -> None:
        one = self.current
        if one is not None and one.mine:
            self.delete_wanted.emit(one)

    @Slot(QPoint)
    def _menu(self, at: QPoint) -> None:
        one, tr = self.current, self._ctx.words.tr
        if one is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Come to the place"), lambda: self.opened.emit(one))
        menu.addAction(tr("Cite this annotation"), self.cite_current)
        menu.addAction(tr("Edit the annotation"), self._edit)
        if one.mine:
            menu.addAction(tr("Delete the annotation"), self._delete)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list beside the arrows and Enter."""
        if watched is not self.list or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Delete:
            self._delete()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.cite_current()
        elif event.key() == Qt.Key.Key_E or event.text().casefold() == "у":
            self._edit()
        else:
            return False
        return True
