"""Before files become exhibits: what each of them is and how it was obtained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.evidence import sentences
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView, StagedFile
from ui.context import Context
from ui.evidence.details_form import DetailsForm, shared
from ui.evidence.names import format_name, icon_of
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

Admit = Callable[[list[AdmitDraft]], None]


@dataclass
class _Entry:
    staged: StagedFile
    details: ExhibitDetails
    exhibit_class: str = "A"


class IntakeSheet(Sheet):
    """Files on the left, what is said about the chosen one on the right. `admit` gets the drafts; the sheet stays open
    until `accept()` or `fail(error)`.
    """

    def __init__(
        self,
        ctx: Context,
        parent: QWidget,
        case_id: str,
        staged: Sequence[StagedFile],
        admit: Admit,
        exhibits: Sequence[ExhibitView] = (),
        replaces: ExhibitView | None = None,
        origin: str = "",
    ) -> None:
        words = ctx.words
        title = words.trn("Take {n} file into the case", "Take {n} files into the case", len(staged))
        super().__init__(
            words,
            ctx.theme,
            parent,
            title,
            accept=words.trn("Take in {n} file", "Take in {n} files", len(staged)),
            cancel=words.tr("Take in nothing"),
            width=880 if len(staged) > 1 else 560,
            scrolls=len(staged) == 1,
        )
        self._ctx = ctx
        self._admit = admit
        self._replaces = replaces
        self._origin = origin  # how the files were obtained, as far as the program knows
        self._at = -1
        self.entries = [_Entry(file, self._proposed(file, replaces), self._class_of(replaces)) for file in staged]
        self.files = RowList(ctx.theme, words.tr("Files"))
        self.about = Label("", "muted")
        self.form = DetailsForm(ctx, case_id, exhibits)
        self.for_all = Button(words.tr("Use for all files"), "link")
        self.for_all.setToolTip(
            words.tr(
                "Class, kind, form, language and how it was obtained are taken over. Titles and dates stay as they are."
            )
        )
        self._lay_out(len(staged) > 1)
        self.files.current.connect(self._choose)
        self.form.edited.connect(self._refresh)
        self.for_all.clicked.connect(self._apply_to_all)
        self._fill_list()
        self.files.go_to("0")
        self.form.first_field().setFocus()

    def _lay_out(self, several: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        if several:
            self.files.setFixedWidth(self._ctx.theme.px(300))
            self.files.setMinimumHeight(self._ctx.theme.px(360))
            row.addWidget(self.files)
            row.addWidget(Line(vertical=True))
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(2, 2, 8, 2)
        right.setSpacing(12)
        right.addWidget(self.about)
        right.addWidget(self.form)
        right.addWidget(self.for_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.for_all.setVisible(several)
        right.addStretch(1)
        if several:
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidget(side)
            scroll.setMinimumHeight(min(side.sizeHint().height(), self._ctx.theme.px(520)))
            row.addWidget(scroll, 1)
        else:
            row.addWidget(side, 1)
        self.body.addLayout(row)

    def _proposed(self, file: StagedFile, replaces: ExhibitView | None) -> ExhibitDetails:
        if replaces is not None:
            return replaces.details
        stem = file.shown_name.rsplit(".", 1)[0] if "." in file.shown_name[1:] else file.shown_name
        kind = "photo" if file.format == "jpeg" else "other"
        if file.media.startswith("audio/"):
            kind = "audio"
        elif file.media.startswith("video/"):
            kind = "video"
        title = stem.replace("_", " ").strip()[:200]
        if self._ctx.words.language == "ru":
            return ExhibitDetails(title_ru=title, kind=kind, provenance=self._origin)
        return ExhibitDetails(title_en=title, kind=kind, provenance=self._origin)

    @staticmethod
    def _class_of(replaces: ExhibitView | None) -> str:
        return replaces.exhibit_class if replaces is not None else "A"

    def _fill_list(self) -> None:
        words = self._ctx.words
        rows = []
        for number, entry in enumerate(self.entries):
            missing = not entry.details.provenance or not (entry.details.title_ru or entry.details.title_en)
            file = entry.staged
            rows.append(
                Row(
                    str(number),
                    file.shown_name,
                    f"{format_name(words, file.format)} · {words.size(file.size)}",
                    chip=words.tr("to fill in") if missing else words.tr("ready"),
                    tone="warn" if missing else "good",
                    icon=icon_of(file.media, file.format),
                )
            )
        self.files.set_rows(rows)

    @Slot(str)
    def _choose(self, key: str) -> None:
        if not key or int(key) == self._at:
            return
        self._keep()
        self._at = int(key)
        entry = self.entries[self._at]
        words, file = self._ctx.words, entry.staged
        facts = [file.shown_name, format_name(words, file.format), words.size(file.size)]
        if file.pages:
            facts.append(words.trn("{n} page", "{n} pages", file.pages))
        notes = [words.tr(sentences.NOTES[note]) for note in file.notes if note in sentences.NOTES]
        self.about.setText("\n".join([" · ".join(facts), *notes]))
        self.form.fill(entry.details, entry.exhibit_class)

    def _keep(self) -> None:
        """Take what the fields say into the chosen entry."""
        if self._at >= 0:
            entry = self.entries[self._at]
            entry.details, entry.exhibit_class = self.form.details(), self.form.chosen_class

    @Slot()
    def _refresh(self) -> None:
        self._keep()
        self._fill_list()

    @Slot()
    def _apply_to_all(self) -> None:
        self._keep()
        model = self.entries[self._at]
        for entry in self.entries:
            entry.details = shared(model.details, entry.details)
            entry.exhibit_class = model.exhibit_class
        self._fill_list()

    def submit(self) -> None:
        self._keep()
        for number in range(len(self.entries)):
            self.files.go_to(str(number))
            self._choose(str(number))
            if not self.form.check():
                self.fit()
                return
        replaces = self._replaces.id if self._replaces is not None else None
        drafts = [AdmitDraft(e.staged, e.details, e.exhibit_class, replaces=replaces) for e in self.entries]
        self.set_busy(True)
        self._admit(drafts)
