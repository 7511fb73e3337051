"""What a decoder may cost, by the reader it is started for. The one table of limits; a leaf like everything here.

`data` bounds the process's own memory (RLIMIT_DATA), `resident` what the host sees of it, shared pictures and libraries
counted, `seconds` one request, `cpu` the whole life. Measured on the public corpus with Python 3.11: VmData after the
first view / the highest resident size, MiB, in the comment of each line; the limits leave room for far bigger files
(a photograph of 100 megapixels, a text of 32 million letters).
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.evidence.decoder import wire

MIB = 1 << 20


@dataclass(frozen=True)
class Profile:
    """Octets of data, octets resident, seconds of one request, seconds of processor time of one life."""

    data: int
    resident: int
    seconds: float = 15.0
    cpu: int = wire.CPU_LIMIT


PROFILES: dict[str, Profile] = {
    "any": Profile(512 * MIB, 900 * MIB),  # 16 / 35
    "pdf": Profile(512 * MIB, 900 * MIB),  # 18 / 33
    "image": Profile(512 * MIB, 900 * MIB),  # 20 / 41
    "rare_image": Profile(512 * MIB, 900 * MIB),  # 17 / 40
    "svg": Profile(384 * MIB, 700 * MIB),  # — / 27
    "text": Profile(512 * MIB, 900 * MIB),  # 20 / 31
    "mail": Profile(512 * MIB, 800 * MIB),  # 21 / 32
    "web": Profile(512 * MIB, 900 * MIB),  # 19 / 28
    "chat": Profile(512 * MIB, 800 * MIB),  # — / 26
    "docx": Profile(512 * MIB, 800 * MIB),  # 20 / 34
    "pptx": Profile(512 * MIB, 800 * MIB),  # 30 / 41
    "odf": Profile(512 * MIB, 800 * MIB),  # 11 / 21
    "rtf": Profile(512 * MIB, 800 * MIB),  # 17 / 25
    "ole": Profile(384 * MIB, 700 * MIB),  # 20 / 29
    "grid": Profile(512 * MIB, 800 * MIB),  # 27 / 46
    "archive": Profile(512 * MIB, 900 * MIB),  # 44 / 41
    "archive7z": Profile(512 * MIB, 800 * MIB),  # 36 / 94
}


def of(reader: str) -> Profile:
    """The limits of a reader; those of the unused decoder for a name that has none of its own."""
    return PROFILES.get(reader, PROFILES["any"])
