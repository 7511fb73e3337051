"""A form over one of the register's drafts: each field by its kind, faults at their fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.register.fields import CODED, DAYS, FIELDS, PARTIAL
from desktop.register.findings import Finding
from desktop.register.mapping import BLOCKS, LISTS
from ui.context import Context
from ui.register.blocks_editor import BlocksEditor
from ui.register.code_box import CodeBox
from ui.register.codes_button import CodesButton
from ui.register.date_edit import DateEdit
from ui.register.names_edit import NamesEdit
from ui.register.showing import Showing
from ui.register.text_area import TextArea
from ui.widgets.form import Form

T = TypeVar("T")
LONG = frozenset({"summary", "statement_ru", "statement_original"})
SHORT_TEXTS = frozenset(
    {
        "contact_instruction",
        "education",
        "note",
        "military_service_text",
        "foreign_state_service_text",
        "conflict_participation_text",
    }
)
# Fields whose label, code list or rule goes by another name than the draft's.
ALIAS = {("DocumentDraft", "number"): "document_number", ("ProfileView", "place"): "place_of_commission"}
OWN_LIST = {
    ("DocumentDraft", "kind"): "document_kind",
    ("FamilyLinkDraft", "kind"): "family_link",
    ("ConsentDraft", "form"): "consent_form",
}


class DraftForm(Form, Generic[T]):
    """Shows the fields that were added and keeps the others of the draft as they are.

    Signals:
        edited: A person changed a field.
    """

    edited = Signal()

    def __init__(self, ctx: Context, kind: type[T]) -> None:
        super().__init__()
        self._ctx = ctx
        self._kind = kind
        self._draft: T = kind()
        self._show = Showing(ctx.words, ctx.services.register.codes)
        self._editors: dict[str, QWidget] = {}

    # --- building ---

    def put(
        self, *names: str, required: Sequence[str] = (), hints: dict[str, str] | None = None, beside: bool = True
    ) -> None:
        """Add fields; those named together stand in one line."""
        rows = []
        for name in names:
            editor = self._make(name)
            self._editors[name] = editor
            rows.append(
                self.add(
                    self.key(name), self.name(name), editor, (hints or {}).get(name, ""), required=name in required
                )
            )
        if beside and len(rows) > 1:
            self.beside(*rows)

    def put_checks(self, *names: str) -> None:
        """Add yes-or-no fields."""
        for name in names:
            box = QCheckBox(self.name(name))
            box.clicked.connect(self.edited)
            self._editors[name] = box
            self.plain(box)

    def put_codes(self, *names: str) -> None:
        """The same as `put`, one under another."""
        self.put(*names, beside=False)

    def editor(self, name: str) -> QWidget:
        return self._editors[name]

    def key(self, name: str) -> str:
        """How the rules name the field."""
        return ALIAS.get((self._kind.__name__, name), name)

    def name(self, name: str) -> str:
        return self._ctx.words.tr(FIELDS[self.key(name)])

    # --- values ---

    def set_draft(self, draft: T) -> None:
        """Show a draft. Nothing is signalled."""
        self._draft = draft
        for name, editor in self._editors.items():
            _put(editor, getattr(draft, name))
        self.clear_faults()

    def draft(self) -> T:
        """The draft as the form shows it."""
        values = {f.name: getattr(self._draft, f.name) for f in fields(self._draft)}  # type: ignore[arg-type]
        values.update({name: _value(editor) for name, editor in self._editors.items()})
        return self._kind(**values)

    def focus_first(self) -> None:
        """Go to the first field."""
        first = next(iter(self._editors.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def lock(self, names: Iterable[str], why: str) -> None:
        """Close fields that may not be filled now, and say why."""
        for name in names:
            if name in self._editors and not _value(self._editors[name]):
                self._editors[name].setEnabled(False)
                row = self.rows.get(self.key(name))
                if row is not None:
                    row.set_hint(why)

    def show_findings(self, findings: Iterable[Finding]) -> list[Finding]:
        """Show each finding at its field; gives back those whose field is not in this form."""
        self.clear_faults()
        left = []
        for finding in reversed(list(findings)):  # the first one gets the focus
            text = f"{finding.message(self._ctx.words)} {finding.remedy(self._ctx.words)}"
            if not self.fault(finding.field, text):
                left.append(finding)
        return left[::-1]

    # --- inner ---

    def _make(self, name: str) -> QWidget:
        tr = self._ctx.words.tr
        default = getattr(self._kind(), name)
        if name == "linked_cases":
            names = NamesEdit()
            names.edited.connect(self.edited)
            return names
        listed = OWN_LIST.get((self._kind.__name__, name)) or CODED.get(name)
        if name in BLOCKS:
            blocks = BlocksEditor(self._ctx, BLOCKS[name], tr("Add a line"))
            blocks.edited.connect(self.edited)
            return blocks
        if name in LISTS and listed:
            codes = CodesButton(self._ctx.theme, self._show.options(listed), tr("Nothing chosen"))
            codes.edited.connect(self.edited)
            return codes
        if listed:
            box = CodeBox(self._show.options(listed), None if default else tr("Not stated"))
            box.edited.connect(self.edited)
            return box
        if name in DAYS or name in PARTIAL:
            hint = tr("dd.mm.yyyy") if name in DAYS else tr("17.05.1974, __.05.1974 or ____.1974")
            date = DateEdit(partial=name in PARTIAL, hint=hint)
            date.edited.connect(self.edited)
            return date
        if name in LONG or name in SHORT_TEXTS:
            area = TextArea(least=4 if name in LONG else 2)
            area.edited.connect(self.edited)
            return area
        line = QLineEdit()
        line.editingFinished.connect(self._left)
        return line

    @Slot()
    def _left(self) -> None:
        line = self.sender()
        if isinstance(line, QLineEdit) and line.isModified():
            line.setModified(False)
            self.edited.emit()


def _value(editor: QWidget) -> Any:
    if isinstance(editor, CodeBox):
        return editor.code()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, (DateEdit, CodesButton, BlocksEditor, TextArea, NamesEdit)):
        return editor.value()
    assert isinstance(editor, QLineEdit)
    return editor.text().strip()


def _put(editor: QWidget, value: Any) -> None:
    if isinstance(editor, CodeBox):
        editor.set_code(value)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(value)
    elif isinstance(editor, (DateEdit, CodesButton, BlocksEditor, TextArea, NamesEdit)):
        editor.set_value(value)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(value)
        editor.setModified(False)
