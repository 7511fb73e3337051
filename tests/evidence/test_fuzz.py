"""A small sample of `./dev proofs fuzz`, and nonsense of every shape for the checks of a decoder's answers."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.evidence import answers, grids, media_answers, ways
from desktop.evidence.decoder import wire
from tests.proofs import fuzz

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=12,
)
near_answers = st.fixed_dictionaries(
    {},
    optional={
        "pages": anything,
        "facts": anything | st.dictionaries(st.sampled_from(["pages", "pdf.title", "X"]), st.text(max_size=9)),
        "warnings": anything | st.lists(st.sampled_from(["cut", "no_pages", "?"])),
        "frame": anything | st.lists(st.integers(), min_size=5, max_size=5),
    },
)
CHECKS: tuple[Callable[[dict[str, Any]], object], ...] = (
    answers.pages,
    answers.facts,
    answers.notes,
    lambda answer: answers.frame(answer, "pdf"),
)


@given(near_answers)
def test_answers_are_right_or_nonsense(answer: dict[str, Any]) -> None:
    for check in CHECKS:
        try:
            check(answer)
        except answers.NonsenseError:
            continue
    if type(answer.get("pages")) is not int:
        with pytest.raises(answers.NonsenseError):
            answers.pages(answer)


@given(st.binary(max_size=200), st.integers(-3, 60))
def test_arrays_are_right_or_nonsense(data: bytes, count: int) -> None:
    for check in (answers.text, answers.integers, answers.rects):
        try:
            check(data, count)
        except answers.NonsenseError:
            continue
        except OverflowError:
            pytest.fail("a count was used before it was checked")
    with contextlib.suppress(answers.NonsenseError):
        answers.hits(data, max(count, 0))


@given(anything, st.integers(0, 1 << 40))
def test_needs_stay_inside_the_exhibit(wish: object, size: int) -> None:
    try:
        position, count = answers.need(wish, size)
    except answers.NonsenseError:
        return
    assert 0 <= position < position + count <= size and count <= wire.INBOX


class Told:
    """A line on which a decoder said these things."""

    lock = contextlib.nullcontext()

    def __init__(self, answer: dict[str, Any], data: bytes) -> None:
        self._answer, self._data = answer, data

    def ask(self, _request: object, size: Callable[[dict[str, Any]], int]) -> tuple[dict[str, Any], bytes]:
        size(self._answer)
        return self._answer, self._data

    @staticmethod
    def checked(check: Callable[..., Any], *values: Any) -> Any:
        return check(*values)


LISTS: tuple[Callable[[Any], object], ...] = (
    lambda line: grids.sheets(line, 1),
    lambda line: grids.cells(line, 0, 0, 3, 0, 3),
    lambda line: ways.outline(line, 3),
    lambda line: ways.labels(line, 3),
    lambda line: ways.links(line, 0, 3),
)
near_rows = st.lists(st.lists(st.integers(-2, 5) | st.text(max_size=4) | anything, max_size=7), max_size=3)


@given(near_rows | anything, st.integers(-1, 1 << 33))
def test_lists_are_right_or_nonsense(rows: object, octets: int) -> None:
    data = json.dumps(rows).encode()
    for told in LISTS:
        with contextlib.suppress(answers.NonsenseError):
            told(Told({"octets": octets, "next": rows, "last": rows}, data))
    for check in (answers.parts, media_answers.cues):
        with contextlib.suppress(answers.NonsenseError):
            check(data)


@given(anything, st.binary(max_size=24), st.integers(0, 60))
def test_recordings_and_styles_are_right_or_nonsense(value: Any, data: bytes, count: int) -> None:
    flags = {"duration": value, "seekable": value, "video": True, "sound": True}
    for check in (
        lambda: media_answers.shape(flags),
        lambda: media_answers.pull(data, count),
        lambda: answers.starts(data, len(data) // 4),
        lambda: answers.spans(data, len(data) // 12, count),
    ):
        with contextlib.suppress(answers.NonsenseError):
            check()


@given(st.binary(max_size=300))
def test_messages_are_objects_or_nonsense(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(wire.unpack(data), dict)


def test_damaged_files_never_reach_the_program(tmp_path: Path) -> None:
    results, stayed, growth = fuzz.run(12, 7, tmp_path / "no corpus", workers=1)
    assert len(results) == 12 and not [result for result in results if result.what.startswith("HOST")]
    assert stayed == 0 and growth < fuzz.MOST_GROWTH
    assert {result.what for result in results} >= {"shown"}
