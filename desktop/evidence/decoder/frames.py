"""The frames of a picture file: pages of a TIFF, steps of an animation."""

from __future__ import annotations

import time

from PIL import Image

from desktop.evidence.decoder import exif

MOST_FRAMES = 2_000  # of which sizes are told; a file may announce any number
MOST_SECONDS = 4.0  # of looking at them
ANIMATED = ("GIF", "WEBP", "PNG", "AVIF")
_LYING = frozenset({5, 6, 7, 8})


def sizes(image: Image.Image) -> tuple[list[tuple[int, int]], bool]:
    """Width and height of each frame after its orientation, and whether there are more than are told.

    Leaves the picture at its first frame.
    """
    if image.format in ANIMATED:
        # all frames of an animation are as large as its canvas; they are counted without being decoded
        known = _counted(image)
        return [_upright(image)] * max(1, min(known, MOST_FRAMES)), known > MOST_FRAMES
    if image.format not in ("TIFF", "HEIF"):
        return [_upright(image)], False
    found, more = [_upright(image)], False
    until = time.monotonic() + MOST_SECONDS
    while True:
        try:
            image.seek(len(found))
        except EOFError:
            break
        except Exception:  # a broken directory ends the file as far as we can see
            more = True
            break
        if len(found) >= MOST_FRAMES or time.monotonic() > until:
            more = True
            break
        found.append(_upright(image))
    image.seek(0)
    return found, more


def facts(image: Image.Image, shown: int, more: bool) -> dict[str, str]:
    """How many frames there are and, for an animation, how long its first one stands in milliseconds."""
    told: dict[str, str] = {}
    total = max(shown, _counted(image) if image.format in (*ANIMATED, "MPO") else 0)
    if total > 1:
        told["image.frames"] = f"{total}+" if more and total == shown else str(total)
    if total > 1 and image.format in ANIMATED:
        told["image.frame_ms"] = str(_milliseconds(image.info.get("duration")))
    return told


def orientation(image: Image.Image) -> int:
    """The EXIF orientation that is still to be applied; Pillow turns TIFF by itself, and libheif its pictures."""
    if image.format in ("TIFF", "HEIF"):
        return 1
    found = image.getexif().get(exif.ORIENTATION)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _upright(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    return (height, width) if orientation(image) in _LYING else (width, height)


def _counted(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1))


def _milliseconds(duration: object) -> int:
    # browsers show frames that claim less than 20 ms for 100 ms
    if not isinstance(duration, int | float) or not 20 <= duration <= 10_000:
        return 100
    return round(duration)
