"""In the header of an exhibit: what stands against citing it, and the way to mend that."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from desktop.i18n import N_
from models.views.cautions import Caution, CautionCode, Standing
from models.views.changes import Changes
from models.views.evidence import ExhibitView
from models.views.sources import SourceView
from ui.context import Context
from ui.evidence.describe_sheet import DescribeSheet
from ui.evidence.disclosure_sheet import DisclosureSheet
from ui.evidence.source_sheet import SourceSheet
from ui.widgets.chip_button import ChipButton
from ui.widgets.tips import plain

CARES = frozenset({"case", "exhibit", "source", "source_use"})
# what is shown, and the verb of what mends it; what is not here is said elsewhere
NAMES: dict[CautionCode, tuple[str, str]] = {
    "exhibit.untranslated": (N_("not translated"), N_("Change title and description …")),
    "source.undisclosed": (N_("not disclosed"), N_("Record the disclosure …")),
    "source.stale": (N_("stale"), N_("Change what is said about the source …")),
    "exhibit.uncertified": (N_("not certified"), N_("Change title and description …")),
}


class CautionChip(ChipButton):
    """Hidden where there is nothing to say. A click mends the one thing, or offers what mends each."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__("", "warn", parent=parent)
        self._ctx = ctx
        self._exhibit: ExhibitView | None = None
        self._standing = Standing()
        self.clicked.connect(self._mend)
        ctx.changed.connect(self._changed)
        self.hide()

    def follow(self, exhibit: ExhibitView | None) -> None:
        """Say what there is to say of an exhibit, from now on."""
        self._exhibit = exhibit
        self._show(Standing())
        if exhibit is not None:
            self._read(exhibit.id)

    @property
    def shown(self) -> list[Caution]:
        """What is said here, the gravest first."""
        said = {one.code: one for one in self._standing.cautions}
        return [said[code] for code in NAMES if code in said]

    def _read(self, exhibit_id: str) -> None:
        evidence = self._ctx.services.evidence

        def done(found: Standing) -> None:
            if self._exhibit is not None and self._exhibit.id == exhibit_id:
                self._show(found)

        self._ctx.run(self, lambda: evidence.standing(exhibit_id), done)

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        tr, shown = self._ctx.words.tr, self.shown
        self.setVisible(bool(shown))
        if not shown:
            return
        name = tr(NAMES[shown[0].code][0])
        self.setText(name if len(shown) == 1 else f"{name} +{len(shown) - 1}")
        self._ctx.theme.put_icon(self, "alert-triangle", 12, "warn")
        self.setToolTip(plain(self._told()))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._told())

    def _told(self) -> str:
        tr = self._ctx.words.tr
        return "\n".join(f"{tr(one.text, **dict(one.parameters))} {tr(one.remedy)}" for one in self.shown)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        exhibit = self._exhibit
        if exhibit is not None and changes.kinds & CARES and changes.case_id in (None, "", exhibit.case_id):
            self._read(exhibit.id)

    # mending -------------------------------------------------------------------------------------------------------

    @Slot()
    def _mend(self) -> None:
        able = [one for one in self.shown if _can(one)]
        if not able:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), plain(self._told()), self)
        elif len(self.shown) == 1:
            self.mend(able[0].code)
        else:
            self.choices().popup(self.mapToGlobal(QPoint(0, self.height())))

    def choices(self) -> QMenu:
        """What mends each thing that can be mended."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        able = [one for one in self.shown if _can(one)]
        for verb in dict.fromkeys(NAMES[one.code][1] for one in able):
            action = menu.addAction(self._ctx.words.tr(verb))
            action.setData(next(one.code for one in able if NAMES[one.code][1] == verb))
            action.triggered.connect(self._chosen)
        return menu

    @Slot()
    def _chosen(self) -> None:
        self.mend(self.sender().data())  # type: ignore[attr-defined]

    def mend(self, code: CautionCode) -> None:
        """Open the sheet in which the matter is settled: for a weak translation, its own description."""
        exhibit, source, ctx = self._exhibit, self._standing.source, self._ctx
        if exhibit is None:
            return
        if code in ("source.undisclosed", "source.stale") and source is not None:
            sources, use_id = ctx.services.sources, source.use_id

            def found(view: SourceView) -> None:
                use = next((one for one in view.uses if one.id == use_id), None)
                if code == "source.stale":
                    SourceSheet(ctx, self.window(), view).open()
                elif use is not None:
                    DisclosureSheet(ctx, self.window(), use).open()

            ctx.run(self, lambda: sources.source(source.source_id), found)
            return
        evidence, case_id = ctx.services.evidence, exhibit.case_id
        exhibit_id = next((one.mended_in for one in self.shown if one.code == code), "")
        if not exhibit_id:
            return

        def ready(both: tuple[ExhibitView, tuple[ExhibitView, ...]]) -> None:
            DescribeSheet(ctx, self.window(), *both).open()

        ctx.run(self, lambda: (evidence.exhibit(exhibit_id), evidence.exhibits(case_id)), ready)


def _can(one: Caution) -> bool:
    """Whether there is a sheet in which it is settled: no description of what was withdrawn can be changed."""
    return one.code.startswith("source.") or bool(one.mended_in)
