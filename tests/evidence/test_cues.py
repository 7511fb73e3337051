"""Subtitles read by the decoder: both formats, old encodings, what is no cue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.evidence import media_answers
from desktop.evidence.answers import NonsenseError
from desktop.evidence.document import Document
from models.views.media import Cue
from tests.evidence.conftest import CORPUS

Open = Callable[..., Document]
SRT = (
    "1\r\n00:00:00,400 --> 00:00:01,000\r\n<i>Где вы были</i>\r\nтретьего марта?\r\n\r\n"
    "2\r\n00:00:01,000 --> 00:00:01,600\r\n{\\an8}Дома.\r\n\r\n"
    "3\r\n00:00:09,000 --> 00:00:08,000\r\nrückwärts\r\n\r\n"
    "4\r\n00:00:01,700 --> 00:00:01,900\r\n\r\n"
)


def test_subrip_in_an_old_encoding(tmp_path: Path, open_file: Open) -> None:
    (tmp_path / "a.srt").write_bytes(SRT.replace("rückwärts", "назад").encode("cp1251"))
    document = open_file(tmp_path / "a.srt", None, "text")
    first, second = document.cues()
    assert (first.start_ms, first.end_ms, first.text) == (400, 1000, "Где вы были третьего марта?")
    assert (second.start_ms, second.end_ms, second.text) == (1000, 1600, "Дома.")
    text = document.text(0).text
    assert text[first.offset : first.offset + first.count] == "<i>Где вы были</i>\nтретьего марта?"


def test_webvtt_with_short_times_and_out_of_order(tmp_path: Path, open_file: Open) -> None:
    lines = "WEBVTT\n\nNOTE nothing\n\n"
    lines += "01:02.000 --> 01:03.500 align:start\nlater \u202e<c.x>on</c>\n\n00:05.000 --> 00:06.000\nfirst"
    (tmp_path / "a.vtt").write_text(lines, "utf-8")
    cues = open_file(tmp_path / "a.vtt", None, "text").cues()
    assert [(cue.start_ms, cue.text) for cue in cues] == [(5000, "first"), (62_000, "later ⟨U+202E⟩on")]


def test_a_text_that_is_none_has_no_cues(tmp_path: Path, open_file: Open) -> None:
    (tmp_path / "a.txt").write_text("00:01 --> somewhere\nno\n" * 50, "utf-8")
    assert open_file(tmp_path / "a.txt").cues() == ()


def test_what_the_decoder_says_of_cues_is_checked() -> None:
    assert media_answers.cues(b'[[5,6,0,1,"x"]]') == (Cue(5, 6, "x", 0, 1),)
    for bad in (
        b'[[6,5,0,1,"x"]]',
        b"[[5,6,0,1]]",
        b'[[5,6,-1,1,"x"]]',
        b"[[5,6,0,1,1]]",
        b"{}",
        b"[",
        b'[[0.5,6,0,1,"x"]]',
    ):
        with pytest.raises(NonsenseError):
            media_answers.cues(bad)
    with pytest.raises(NonsenseError):
        media_answers.cues(b'[[5,6,0,1,"' + b"x" * 1001 + b'"]]')


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not on this machine")
def test_corpus_subtitles(open_file: Open) -> None:
    counts = {path.name: len(open_file(path, None, "text").cues()) for path in sorted((CORPUS / "vtt").iterdir())}
    assert counts["testWebVTT.vtt"] >= 5 and counts["testWebVTT_simple.vtt"] >= 1
