"""How far the reader turned each exhibit, remembered on this workstation. Only hashes of ids and angles are kept."""

from __future__ import annotations

from hashlib import sha256

from desktop.settings import Settings

PREFIX = "turn."
MOST = 500


def remembered(settings: Settings, exhibit_id: str) -> int:
    """0, 90, 180 or 270 degrees clockwise."""
    value = settings.window.get(_key(exhibit_id), "0")
    return int(value) if value in ("90", "180", "270") else 0


def remember(settings: Settings, exhibit_id: str, turn: int) -> None:
    """Upright pages need no entry; beyond 500 entries the oldest go."""
    key = _key(exhibit_id)
    settings.window.pop(key, None)
    if turn:
        settings.window[key] = str(turn)
    known = [name for name in settings.window if name.startswith(PREFIX)]
    for old in known[:-MOST]:
        del settings.window[old]
    settings.save()


def _key(exhibit_id: str) -> str:
    return PREFIX + sha256(b"collegium turn" + exhibit_id.encode()).hexdigest()[:24]
