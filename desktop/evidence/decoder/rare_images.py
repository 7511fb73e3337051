"""HEIC (libheif), AVIF and JPEG 2000: loaded only in a decoder that is started for one of them.

libheif always starts threads of its own, so that decoder has a filter that permits them (and no process).
"""

from __future__ import annotations

import io
import warnings

import pi_heif  # type: ignore[import-untyped]
from PIL import AvifImagePlugin, Image, Jpeg2KImagePlugin

_PLUGINS = (AvifImagePlugin, Jpeg2KImagePlugin)
_THREADS = 1


def preload() -> None:
    """Register the formats and decode a tiny picture of those that can be made here."""
    assert _PLUGINS
    warnings.simplefilter("ignore")
    pi_heif.options.DECODE_THREADS = _THREADS
    AvifImagePlugin.DEFAULT_MAX_THREADS = _THREADS
    pi_heif.register_heif_opener(thumbnails=False)
    for name in ("AVIF", "JPEG2000"):
        file = io.BytesIO()
        Image.new("RGB", (16, 16)).save(file, name)
        with Image.open(file, formats=(name,)) as image:
            image.load()
