"""What a camera wrote into a picture, as plain facts. EXIF 2.32 (CIPA DC-008); numbers stay numbers, none is looked up.

Every value comes from the file and proves nothing by itself.
"""

from __future__ import annotations

from typing import Any

from PIL import ExifTags, Image

ORIENTATION = int(ExifTags.Base.Orientation)
_TEXTS = {
    ExifTags.Base.Make: "maker",
    ExifTags.Base.Model: "model",
    ExifTags.Base.Software: "software",
    ExifTags.Base.Artist: "artist",
    ExifTags.Base.Copyright: "copyright",
    ExifTags.Base.ImageDescription: "description",
}
_MORE = {
    ExifTags.Base.LensModel: "lens",
    ExifTags.Base.BodySerialNumber: "serial",
    ExifTags.Base.CameraOwnerName: "owner",
}
# how the stored picture has to be turned to stand upright: ⇋ = mirrored, then clockwise
_LIES = {2: "⇋", 3: "180°", 4: "⇋ 180°", 5: "⇋ 270°", 6: "90°", 7: "⇋ 90°", 8: "270°"}


def facts(image: Image.Image, exif: Image.Exif) -> dict[str, str]:
    """`exif.…` codes and their values; a broken block is said and is no reason not to show the picture."""
    told: dict[str, str] = {}
    try:
        for tag, name in _TEXTS.items():
            told[f"exif.{name}"] = _text(exif.get(tag))
        orientation = image.info.get("original_orientation") or exif.get(ORIENTATION)
        told["exif.orientation"] = _LIES.get(orientation, "") if isinstance(orientation, int) else ""
        more = exif.get_ifd(ExifTags.IFD.Exif)
        for tag, name in _MORE.items():
            told[f"exif.{name}"] = _text(more.get(tag))
        told["exif.changed"] = _moment({**more, **exif}, ExifTags.Base.DateTime, ExifTags.Base.OffsetTime)
        told["exif.taken"] = _moment(more, ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal)
        told["exif.digitized"] = _moment(more, ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized)
        told |= _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # Pillow raises nearly everything on a broken block
        told["exif.damaged"] = "✓"
    return {name: value for name, value in told.items() if value}


def _text(value: object) -> str:
    return value.strip("\0 ") if isinstance(value, str) else ""


def _moment(tags: dict[Any, Any], moment: int, offset: int) -> str:
    """`2026:11:20 14:03:22` as `2026-11-20 14:03:22`, with the offset from UTC where the camera wrote one."""
    text = _text(tags.get(moment))
    if len(text) == 19 and text[4] == text[7] == ":":
        text = text[:10].replace(":", "-") + text[10:]
    return f"{text} {_text(tags.get(offset))}".strip() if text else ""


def _place(gps: dict[Any, Any]) -> dict[str, str]:
    tag = ExifTags.GPS
    told: dict[str, str] = {}
    north = _degrees(gps.get(tag.GPSLatitude), gps.get(tag.GPSLatitudeRef), "S", 90)
    east = _degrees(gps.get(tag.GPSLongitude), gps.get(tag.GPSLongitudeRef), "W", 180)
    if north is not None and east is not None:
        told["exif.place"] = f"{north:.6f}, {east:.6f}"
    height = _number(gps.get(tag.GPSAltitude))
    if height is not None:
        below = gps.get(tag.GPSAltitudeRef) in (1, b"\1")
        told["exif.height"] = f"{-height if below else height:.1f}"
    direction = _number(gps.get(tag.GPSImgDirection))
    if direction is not None:
        told["exif.direction"] = f"{direction:.1f}°"
    clock = [_number(part) for part in gps.get(tag.GPSTimeStamp) or ()]
    day = _text(gps.get(tag.GPSDateStamp)).replace(":", "-")
    if len(clock) == 3 and None not in clock:
        hour, minute, second = (int(part or 0) for part in clock)
        told["exif.place_time"] = f"{day} {hour:02}:{minute:02}:{second:02} UTC".strip()
    elif day:
        told["exif.place_time"] = day
    return told


def _degrees(parts: Any, side: object, negative: str, most: int) -> float | None:
    """Degrees, minutes and seconds with their side as one signed number; None for what is no place on earth."""
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    numbers = [_number(part) for part in parts]
    if None in numbers:
        return None
    degrees, minutes, seconds = (part or 0.0 for part in numbers)
    value = degrees + minutes / 60 + seconds / 3600
    if value > most:
        return None
    return -value if _text(side).upper() == negative else value


def _number(value: object) -> float | None:
    """A rational number that is one: the file may say 0/0."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if 0 <= number < 1e6 else None
