"""What a hand can do and an eye can see in the evidence room besides `tests.journeys.hands` and `eyes`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QTabBar

from tests.journeys.eyes import NotYet, front, open_canvas, plain, the_one, visible


def row_there(view: str, words: str) -> bool:
    """A list has a row whose text holds `words`."""
    found = the_one(view, (QAbstractItemView,))
    assert isinstance(found, QAbstractItemView)
    model = found.model()
    rows = [str(model.index(line, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for line in range(model.rowCount())]
    if not any(words in row for row in rows):
        raise NotYet(f"no row of {view!r} holds {words!r} but {rows}")
    return True


def tab(name: str) -> bool:
    """Click the tab whose name begins so."""
    seen: list[str] = []
    for bar in visible(front(), QTabBar):
        assert isinstance(bar, QTabBar)
        for at in range(bar.count()):
            seen.append(plain(bar.tabText(at)))
            if seen[-1].startswith(name):
                QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
                return True
    raise NotYet(f"no tab is called {name!r} but {seen}")


def unmarked() -> bool:
    """Nothing is marked on the page one reads."""
    if open_canvas().mark is not None:
        raise NotYet("something is marked")
    return True


def page_text() -> str:
    """The words of the page one reads."""
    canvas = open_canvas()
    layer = canvas.source.words(canvas.page)
    if layer is None or not layer.text.strip():
        raise NotYet("the page has no words yet")
    return str(layer.text)


def at_rest(ms: int) -> bool:
    """The picture of this moment is on the screen and no other is on its way."""
    from ui.evidence.media_view import MediaView

    for view in visible(front(), MediaView):
        frame = view.screen_.frame  # type: ignore[attr-defined]
        if frame is not None and frame.start // 1000 == ms and not view._on_its_way:  # type: ignore[attr-defined]
            return True
    raise NotYet(f"the picture at {ms} ms does not rest on the screen")
