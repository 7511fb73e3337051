"""The colours can be read: WCAG 2.2 contrast over every pair the program uses."""

from __future__ import annotations

import pytest

from ui.tokens import DARK, LIGHT, Tokens, contrast

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_the_recommendation() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@SCHEMES
def test_texts_have_four_and_a_half(tokens: Tokens) -> None:
    pairs = [
        (ink, ground)
        for ink in (tokens.ink, tokens.ink2, tokens.accent, tokens.good, tokens.warn, tokens.bad)
        for ground in (tokens.ground, tokens.paper, tokens.hover)
    ]
    pairs += [
        (tokens.accent, tokens.accent_soft),
        (tokens.ink, tokens.accent_soft),
        (tokens.ink2, tokens.accent_soft),
        (tokens.good, tokens.good_soft),
        (tokens.warn, tokens.warn_soft),
        (tokens.bad, tokens.bad_soft),
        (tokens.on_accent, tokens.accent),
        (tokens.ink, tokens.good_soft),
        (tokens.ink, tokens.warn_soft),
        (tokens.ink, tokens.bad_soft),
        (tokens.ground, tokens.ink),
        (tokens.ink2, tokens.line),
    ]
    weak = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert not weak


@SCHEMES
def test_controls_have_three(tokens: Tokens) -> None:
    for colour in (tokens.edge, tokens.accent):
        for ground in (tokens.paper, tokens.ground):
            assert contrast(colour, ground) >= 3, (colour, ground)
