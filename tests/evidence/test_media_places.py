"""Moments and spans of recordings as places: stored, checked, written by hand, printed."""

from __future__ import annotations

import pytest

from desktop.assessment import for_paper, written
from desktop.errors import KnownError
from models.views.evidence import CitationDraft, ExhibitView, MediaPlace, from_json, from_plain, to_json
from models.views.papers import PaperCitation
from tests.evidence.conftest import Room
from tests.evidence.recordings import MEDIA


def test_a_moment_is_kept_as_it_is() -> None:
    for place in (MediaPlace(725_040), MediaPlace(0, 40), MediaPlace(5, 5, ((0, 0, 64, 48),))):
        assert from_json(to_json(place)) == place
    assert to_json(MediaPlace(5)) == '{"end_ms":null,"kind":"media","rects":[],"start_ms":5}'
    assert MediaPlace(5_025_999).time == "01:23:45"
    assert MediaPlace(725_000, 760_000).time == "00:12:05–00:12:40"
    for bad in ({"start_ms": -1}, {"start_ms": 5, "end_ms": 4}, {"start_ms": 1.5}, {"start_ms": "1"}, {}):
        with pytest.raises(ValueError):
            from_plain({"kind": "media", "end_ms": None, "rects": [], **bad})


def test_a_recording_is_cited_by_moments_and_nothing_else_is(room: Room) -> None:
    recording = room.admit(MEDIA / "tone.opus")
    assert recording.reader == "media" and recording.media == "audio/ogg"

    def cite(exhibit: ExhibitView, place: MediaPlace) -> MediaPlace:
        draft = CitationDraft(exhibit.id, exhibit.sha256, place, number=exhibit.number)
        made = room.evidence.cite(room.case_id, draft, "answer", "D3").value.place
        assert isinstance(made, MediaPlace)
        return made

    assert cite(recording, MediaPlace(200, 700)) == MediaPlace(200, 700)
    for bad in (
        MediaPlace(700, 200),
        MediaPlace(0, 1 << 39),
        MediaPlace(1 << 39),
        MediaPlace(0, None, ((-1, 0, 1, 1),)),
    ):
        with pytest.raises(KnownError) as refusal:
            cite(recording, bad)
        assert refusal.value.code == "evidence.bad_place"
    text = room.admit(MEDIA.parent / "recordings.py")
    with pytest.raises(KnownError):
        cite(text, MediaPlace(200))


def test_a_moment_is_written_by_hand_and_printed(room: Room) -> None:
    recording = room.admit(MEDIA / "tone.opus")
    for typed, ms in (("00:12:05", 725_000), ("12:05", 725_000), ("1:02:03", 3_723_000)):
        draft = written.citation(f"{recording.number}:{typed}", lambda _: recording)
        assert draft.place == MediaPlace(ms)
        assert for_paper.paper_citation(draft, "A-009") == PaperCitation("A-009", time=MediaPlace(ms).time)
    for typed in ("3", "12:75", "x"):
        with pytest.raises(KnownError):
            written.citation(f"{recording.number}:{typed}", lambda _: recording)
