"""The search for files at places of pages, against decoders that fail, run away or talk nonsense."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any, cast

import pytest

from desktop.errors import KnownError
from desktop.evidence import attached
from desktop.evidence.answers import NonsenseError
from desktop.evidence.line import Line
from desktop.evidence.sentences import CLOSED, DECODER_DIED, TOO_SLOW
from models.views.evidence import Part


class FakeLine:
    """Every page has one file; `deadly` pages end the decoder. `says` is added to each answer."""

    def __init__(self, total: int, deadly: tuple[int, ...] = (), **says: object) -> None:
        self.lock = threading.RLock()
        self.deadly, self.total, self.says = deadly, total, says
        self.asked: list[tuple[int, int]] = []

    def ask(self, request: dict[str, Any], octets: Callable[[dict[str, Any]], int]) -> tuple[dict[str, Any], bytes]:
        first, last = request["page"], min(request["page"] + request["most"], self.total)
        self.asked.append((first, last))
        if any(first <= page < last for page in self.deadly):
            raise KnownError(TOO_SLOW, seconds=15)
        data = json.dumps([[f"p{page}.0", "a.txt", -1, "", "", ""] for page in range(first, last)]).encode()
        answer: dict[str, Any] = {"octets": len(data), "next": None, "unread": [], **self.says}
        assert octets(answer) == len(data)
        return answer, data

    def checked(self, check: Callable[..., object], *values: object) -> object:
        try:
            return check(*values)
        except NonsenseError:
            raise KnownError(DECODER_DIED) from None


def look(line: FakeLine) -> tuple[tuple[Part, ...], tuple[range, ...]]:
    return attached.look(cast(Line, line), line.total)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "LET_OTHERS_IN", 0)


def test_the_pages_around_a_deadly_one_are_searched() -> None:
    line = FakeLine(2_000, (700, 1_400))
    parts, left = look(line)
    assert left == (range(700, 701), range(1_400, 1_401)) and len(parts) == 1_998


def test_who_kills_one_decoder_after_the_other_gets_three() -> None:
    line = FakeLine(2_000, tuple(range(5, 2_000)))
    parts, left = look(line)
    assert left == (range(5, 2_000),) and len(parts) == 5
    assert [one for one in line.asked if one[0] >= 5] == [(5, 6), (6, 7), (7, 8)]


def test_pages_beyond_the_first_two_thousand_are_named() -> None:
    parts, left = look(FakeLine(5_000))
    assert left == (range(2_000, 5_000),) and len(parts) == 2_000


def test_pages_that_the_decoder_could_not_load_are_named() -> None:
    assert look(FakeLine(9, unread=[0, 1, 2, 8]))[1] == (range(3), range(8, 9))


@pytest.mark.parametrize(
    "says",
    [{"unread": [9]}, {"unread": [-1]}, {"unread": [2, 1]}, {"unread": [1, 1]}, {"unread": 3}, {"unread": None},
     {"unread": ["1"]}, {"unread": list(range(1_001))}, {"next": 0}, {"next": 10}, {"next": "1"}],
)  # fmt: skip
def test_nonsense_counts_as_a_lost_page(says: dict[str, object]) -> None:
    line = FakeLine(9, **says)
    assert look(line)[1][-1] == range(line.asked[-1][0] - 2, 9), "three pages, then the rest is left"


def test_a_closed_exhibit_ends_the_search() -> None:
    class Closing(FakeLine):
        def ask(self, *_: object) -> tuple[dict[str, Any], bytes]:
            raise KnownError(CLOSED)

    with pytest.raises(KnownError) as caught:
        look(Closing(3))
    assert caught.value.code == CLOSED.code
