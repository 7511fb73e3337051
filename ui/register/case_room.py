"""How a case shares the width: the outline folds at 1100 pixels (at 1600 beside two documents), document and panel
stand behind tabs at 900.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot

if TYPE_CHECKING:
    from ui.register.case_screen import CaseScreen

FOLDS_BELOW, FOLDS_BESIDE, TABS_BELOW = 1100, 1600, 900
PANEL, LEAST_PANEL, MOST_PANEL = 368, 300, 520
NO_LIMIT = 16777215
KEPT = "case.panel"


class CaseRoom(QObject):
    """Follows the size of a `CaseScreen` and remembers the panel's width in the settings."""

    def __init__(self, screen: CaseScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._folded: bool | None = None  # None: as the width has it
        self._beside = False  # original and translation side by side
        screen.panel.setMinimumWidth(screen.ctx.theme.px(LEAST_PANEL))
        screen.tabs.currentChanged.connect(self._fit)
        screen.reading.beside.connect(self._share_pages)
        screen.splitter.splitterMoved.connect(self._remember)
        screen.installEventFilter(self)

    def fold(self, folded: bool) -> None:
        """Hide or show the outline, whatever the width."""
        self._folded = folded
        self._fit()

    @Slot(bool)
    def _share_pages(self, beside: bool) -> None:
        if beside != self._beside:
            self._beside = beside
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and watched is self._screen:
            self._fit()
            self._share()
        return False

    @Slot()
    def _fit(self) -> None:
        screen, theme, width = self._screen, self._screen.ctx.theme, self._screen.window().width()
        narrow = width <= theme.px(FOLDS_BESIDE if self._beside else FOLDS_BELOW)
        folded = narrow if self._folded is None else self._folded
        screen.outline.setVisible(not folded)
        screen.edge.setVisible(not folded)
        tabbed = width <= theme.px(TABS_BELOW)
        screen.tabs.setVisible(tabbed)
        screen.centre.setVisible(not tabbed or screen.tabs.currentIndex() == 0)
        screen.panel.setVisible(not tabbed or screen.tabs.currentIndex() == 1)
        screen.panel.setMaximumWidth(NO_LIMIT if tabbed else theme.px(MOST_PANEL))

    @Slot()
    def _remember(self) -> None:
        self._screen.ctx.settings.window[KEPT] = str(self._screen.panel.width())

    def _share(self) -> None:
        theme, splitter = self._screen.ctx.theme, self._screen.splitter
        kept = self._screen.ctx.settings.window.get(KEPT, "")
        wish = int(kept) if kept.isdigit() else theme.px(PANEL)
        panel = max(theme.px(LEAST_PANEL), min(theme.px(MOST_PANEL), wish))
        splitter.setSizes([max(1, splitter.width() - panel), panel])
