"""What a recording says of itself: codecs, size, rate, when it was made."""

from __future__ import annotations

from PySide6.QtMultimedia import QMediaMetaData, QMediaPlayer

_Key = QMediaMetaData.Key
_OF_ALL = (
    ("media.container", _Key.FileFormat),
    ("media.video", _Key.VideoCodec),
    ("media.sound", _Key.AudioCodec),
    ("media.pixels", _Key.Resolution),
    ("media.rate", _Key.VideoFrameRate),
    ("media.made", _Key.Date),
    ("media.title", _Key.Title),
    ("media.author", _Key.Author),
    ("media.artist", _Key.ContributingArtist),
    ("media.album", _Key.AlbumTitle),
    ("media.comment", _Key.Comment),
    ("media.description", _Key.Description),
    ("media.copyright", _Key.Copyright),
)
LONGEST = 300


def facts_of(player: QMediaPlayer) -> dict[str, str]:
    """Name → text; what the file does not say is left out."""
    sources = [player.metaData(), *player.videoTracks(), *player.audioTracks()]
    found: dict[str, str] = {}
    for name, key in _OF_ALL:
        text = next((text for data in sources if (text := _text(data, key))), "")
        if text:
            found[name] = text[:LONGEST]
    tracks = len(player.videoTracks()), len(player.audioTracks()), len(player.subtitleTracks())
    found["media.tracks"] = " / ".join(str(count) for count in tracks)
    return found


def _text(data: QMediaMetaData, key: QMediaMetaData.Key) -> str:
    """A value as text; a moment as it was written, for eyes."""
    text = data.stringValue(key).strip()
    if key == _Key.Date and text[10:11] == "T":  # ISO 8601
        return text[:19].replace("T", " ") + (" UTC" if text.endswith("Z") else "")
    return text
