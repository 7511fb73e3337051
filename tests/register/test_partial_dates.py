"""Partial dates: what is typed, what it can mean, three-valued comparison, and never printing more than is known."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import Words
from desktop.register import partial_dates as pd

days = st.dates(dt.date(1850, 1, 1), dt.date(2150, 12, 31))
marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(days)
    text = draw(st.sampled_from([f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"]))
    return text + draw(marks)


@st.composite
def texts(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        return draw(points())
    left, right = draw(points()), draw(st.one_of(points(), st.just("..")))
    if right != ".." and pd.parse(left).min_date > pd.parse(right).max_date:
        left, right = right, left
    return f"{left}/{right}"


@given(texts())
def test_stored_form_is_canonical_and_bounds_hold(text: str) -> None:
    found = pd.parse(text)
    assert found.edtf == text
    assert found.min_date <= found.max_date
    assert pd.read(text) == found


@given(points())
def test_the_input_field_gives_back_what_it_shows(text: str) -> None:
    assert pd.read(pd.typed(text)).edtf == text


@given(texts(), texts(), st.data())
def test_comparison_is_right_for_every_day_that_is_possible(one: str, other: str, data: st.DataObject) -> None:
    first, second = pd.parse(one), pd.parse(other)
    a = data.draw(st.dates(first.min_date, first.max_date))
    b = data.draw(st.dates(second.min_date, second.max_date))
    verdict = pd.before(first, second)
    if verdict is not None:
        assert (a < b) is verdict
    if first.vague or second.vague:
        assert verdict is None
    same = pd.same(first, second)
    if same is not None and not (first.vague or second.vague):
        assert (a == b) is same


@given(points(), st.sampled_from(["ru", "en"]))
def test_no_shown_form_tells_more_than_is_known(text: str, language: str) -> None:
    """V-DATE-01."""
    words = Words("ru" if language == "ru" else "en")
    part = pd.parse(text).start
    assert part
    for form in (pd.shown(text, words), pd.written(text, words)):
        numbers = [int(n) for n in re.findall(r"\d+", form)]
        expected = {"day": 3, "month": 2, "year": 1}[part.precision]
        if part.precision == "day":
            assert part.day in numbers
        assert len(numbers) <= expected
        assert part.year in numbers


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("17.05.1974", "1974-05-17"),
        ("__.05.1974", "1974-05"),
        ("05.1974", "1974-05"),
        ("____.1974", "1974"),
        ("__.__.1974", "1974"),
        ("_._.1974", None),
        ("1974", "1974"),
        (" 1974? ", "1974?"),
        ("1974-05~", "1974-05~"),
        ("01.1974/__.03.1975", "1974-01/1975-03"),
        ("1974/", "1974/.."),
        ("../1974", "../1974"),
        ("31.02.1974", None),
        ("_1.05.1974", None),
        ("17.5.1974", None),
        ("1975/1974", None),
        ("../..", None),
        ("__.13.1974", None),
        ("May 1974", None),
        ("", None),
    ],
)
def test_what_people_type(typed: str, stored: str | None) -> None:
    if stored is None:
        with pytest.raises(ValueError, match=r".*"):
            pd.read(typed)
    else:
        assert pd.read(typed).edtf == stored


@pytest.mark.parametrize(
    ("mrz", "stored"),
    [("740517", "1974-05-17"), ("7405<<", "1974-05"), ("74<<<<", "1974"), ("740<17", "1974"), ("<<<<<<", None)],
)
def test_mrz_dates_keep_what_is_unknown(mrz: str, stored: str | None) -> None:
    found = pd.from_mrz(mrz, latest=dt.date(2026, 11, 22))
    assert (found.edtf if found else None) == stored
    newborn = pd.from_mrz("261121", latest=dt.date(2026, 11, 22))
    assert newborn and newborn.edtf == "2026-11-21"
    old = pd.from_mrz("261123", latest=dt.date(2026, 11, 22))
    assert old and old.edtf == "1926-11-23"


def test_forms_in_both_languages() -> None:
    ru, en = Words("ru"), Words("en")
    assert [pd.shown(x, ru) for x in ("1974-05-17", "1974-05", "1974")] == ["17.05.1974", "05.1974", "1974"]
    assert [pd.written(x, ru) for x in ("1974-05-17", "1974-05", "1974")] == [
        "17 мая 1974 г.", "май 1974 г.", "1974 г.",
    ]  # fmt: skip
    assert [pd.written(x, en) for x in ("1974-05-17", "1974-05", "1974")] == ["17 May 1974", "May 1974", "1974"]
    assert pd.shown("1974/..", en) == "1974 — …"
    assert pd.shown("1974~", en) == "about 1974"
    assert pd.shown("not a date", en) == "not a date"


def test_ages_are_ranges() -> None:
    on = dt.date(2026, 11, 22)
    assert pd.age_range(pd.parse("1974-11-22"), on) == (52, 52)
    assert pd.age_range(pd.parse("1974"), on) == (51, 52)
    assert pd.age_range(pd.parse("2008-11"), on) == (17, 18)
