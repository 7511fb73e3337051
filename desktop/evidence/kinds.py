"""What a file is, by its content and never by its name.

Own rules come first where puremagic's table is too coarse (containers, texts, mail) or too generous (two-letter
signatures); for the rest its table decides. Only the first and last octets and one directory sector are looked at,
compared and never interpreted, so this may run where the keys are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import puremagic

from desktop.evidence import second_kind
from desktop.evidence.decoder import marks
from desktop.evidence.decoder.signatures import ELF, PDF, RAR, SEVEN_ZIP
from desktop.evidence.decoder.tabular import separator_of
from desktop.evidence.decoder.wide import wide
from models.views.evidence import Reader

HEAD = 64 << 10
TAIL = (64 << 10) + second_kind.RECORD  # the longest comment of a ZIP with the record before it
TABLE = 16 << 10  # octets in which the columns of a table are looked for

Part = Callable[[int, int], bytes]


@dataclass(frozen=True)
class Kind:
    """`format` is our short name, `media` the IANA type, `reader` who shows it, `endings` the names it goes by.

    `loads` is what the decoder has to load for it, where that is not what `reader` says. `also`: formats that the same
    octets read as besides.
    """

    format: str
    media: str
    reader: Reader = "none"
    endings: tuple[str, ...] = ()
    loads: str = ""
    also: tuple[str, ...] = ()


def _kind(format_: str, media: str, endings: str, reader: Reader = "none", loads: str = "") -> tuple[str, Kind]:
    return format_, Kind(format_, media, reader, tuple(endings.split()), loads or reader)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_TEXTS = "txt text log md csv tsv json xml srt vtt ini toml yaml yml tex m3u m3u8 sdp"

KINDS: dict[str, Kind] = dict(
    (
        _kind("empty", "application/octet-stream", ""),
        _kind("pdf", "application/pdf", "pdf", "pdf"),
        _kind("jpeg", "image/jpeg", "jpg jpeg jpe jfif", "image"),
        _kind("png", "image/png", "png", "image"),
        _kind("gif", "image/gif", "gif", "image"),
        _kind("bmp", "image/bmp", "bmp dib", "image"),
        _kind("webp", "image/webp", "webp", "image"),
        _kind("tiff", "image/tiff", "tif tiff", "image"),
        _kind("jp2", "image/jp2", "jp2 j2k jpf jpx", "image", "rare_image"),
        _kind("heic", "image/heic", "heic heif", "image", "rare_image"),
        _kind("avif", "image/avif", "avif", "image", "rare_image"),
        _kind("svg", "image/svg+xml", "svg", "image", "svg"),
        _kind("mp4", "video/mp4", "mp4 m4v 3gp", "media"),
        _kind("3gp", "video/3gpp", "3gp 3g2 3ga mp4 m4a", "media"),
        _kind("mov", "video/quicktime", "mov qt", "media"),
        _kind("m4a", "audio/mp4", "m4a m4b aac", "media"),
        _kind("mkv", "video/x-matroska", "mkv mka", "media"),
        _kind("webm", "video/webm", "webm", "media"),
        _kind("avi", "video/x-msvideo", "avi", "media"),
        _kind("mpeg", "video/mpeg", "mpg mpeg mpe vob dat", "media"),
        _kind("mpeg-bare", "video/mpeg", "mpg mpeg m1v m2v"),
        _kind("mpegts", "video/mp2t", "ts mts m2ts m2t tod"),
        _kind("wmv", "video/x-ms-wmv", "wmv asf", "media"),
        _kind("wma", "audio/x-ms-wma", "wma asf wmv", "media"),
        _kind("flv", "video/x-flv", "flv"),
        _kind("mp3", "audio/mpeg", "mp3", "media"),
        _kind("wav", "audio/wav", "wav", "media"),
        _kind("ogg", "audio/ogg", "ogg oga opus ogv", "media"),
        _kind("flac", "audio/flac", "flac", "media"),
        _kind("amr", "audio/amr", "amr awb 3ga", "media"),
        _kind("aac", "audio/aac", "aac adts", "media"),
        _kind("aiff", "audio/aiff", "aiff aif aifc", "media"),
        _kind("caf", "audio/x-caf", "caf", "media"),
        _kind("docx", _OFFICE + "wordprocessingml.document", "docx docm dotx", "office", "docx"),
        _kind("xlsx", _OFFICE + "spreadsheetml.sheet", "xlsx xlsm xltx xlsb", "grid"),
        _kind("pptx", _OFFICE + "presentationml.presentation", "pptx pptm ppsx potx", "office", "pptx"),
        _kind("odt", _ODF + "text", "odt ott", "office", "odf"),
        _kind("ods", _ODF + "spreadsheet", "ods ots", "grid"),
        _kind("odp", _ODF + "presentation", "odp otp", "office", "odf"),
        _kind("odf", "application/zip", "odt ott ods ots odp otp", "office", "odf"),
        _kind("epub", "application/epub+zip", "epub"),
        _kind("doc", "application/msword", "doc dot", "office", "ole"),
        _kind("xls", "application/vnd.ms-excel", "xls xlt", "grid"),
        _kind("ppt", "application/vnd.ms-powerpoint", "ppt pps pot", "office", "ole"),
        _kind("msg", "application/vnd.ms-outlook", "msg", "mail"),
        _kind("office-locked", "application/x-ole-storage", "docx docm xlsx xlsm pptx pptm", "office", "ole"),
        _kind("ole", "application/x-ole-storage", ""),
        _kind("rtf", "application/rtf", "rtf doc", "office", "rtf"),
        _kind("zip", "application/zip", "zip", "archive"),
        _kind("7z", "application/x-7z-compressed", "7z", "archive", "archive7z"),
        _kind("rar", "application/vnd.rar", "rar"),
        _kind("gzip", "application/gzip", "gz tgz", "archive"),
        _kind("bzip2", "application/x-bzip2", "bz2 tbz2", "archive"),
        _kind("xz", "application/x-xz", "xz txz", "archive"),
        _kind("tar", "application/x-tar", "tar", "archive"),
        _kind("p7m", "application/pkcs7-mime", "p7m p7s p7b sig"),
        _kind("eml", "message/rfc822", "eml", "mail"),
        _kind("mbox", "application/mbox", "mbox mbx", "mail"),
        _kind("html", "text/html", "html htm xhtml", "web"),
        _kind("mhtml", "multipart/related", "mht mhtml", "web"),
        _kind("telegram", "application/json", "json", "chat"),
        _kind("telegram-html", "text/html", "html htm", "chat"),
        _kind("whatsapp", "text/plain", "txt", "chat"),
        _kind("playlist", "text/plain", "m3u m3u8 mpd sdp ffconcat"),
        _kind("csv", "text/csv", "csv tsv tab txt", "grid"),
        _kind("text", "text/plain", _TEXTS, "text"),
        _kind("exe", "application/vnd.microsoft.portable-executable", "exe dll scr"),
        _kind("elf", "application/x-executable", "so"),
        _kind("unknown", "application/octet-stream", ""),
    )
)

_PLAIN: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"\x00\x00\x00\x0cjP  ", "jp2"),
    (0, b"\xff\x4f\xff\x51", "jp2"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"#!AMR", "amr"),
    (0, b"ID3", "mp3"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
    (0, b"\x00\x00\x01\xb3", "mpeg-bare"),
    (0, b"FLV\x01", "flv"),
    (0, b"caff\x00\x01", "caf"),
    (0, SEVEN_ZIP, "7z"),
    (0, RAR, "rar"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, ELF, "elf"),
    (257, b"ustar", "tar"),
)
_BMFF = {"qt": "mov", "M4A": "m4a", "M4B": "m4a", "avif": "avif", "avis": "avif"}
_BMFF |= dict.fromkeys(("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"), "heic")
_BMFF |= dict.fromkeys(("3gp4", "3gp5", "3gp6", "3gp7", "3ge6", "3gg6", "3g2a", "3g2b", "3g2c"), "3gp")
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")  # header object ([ASF] 10.1)
_ASF_PICTURES = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")  # a stream of pictures ([ASF] 10.4)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", "odp"),
    (b"mimetypeapplication/epub+zip", "epub"),
    (b"word/document", "docx"),
    (b"xl/workbook", "xlsx"),
    (b"ppt/presentation", "pptx"),
)
_STREAMS = (
    ("__properties_version1.0", "msg"),
    ("__nameid_version1.0", "msg"),
    ("encryptedpackage", "office-locked"),
    ("worddocument", "doc"),
    ("powerpoint document", "ppt"),
    ("workbook", "xls"),
    ("book", "xls"),
)
_PLAYLISTS = (b"#EXTM3U", b"#EXT-X-", b"ffconcat version", b"v=0\r\no=", b"v=0\no=", b"[playlist]")
_PKCS7 = bytes.fromhex("06092a864886f70d0107")
_MAIL_LINE = re.compile(
    rb"(?i)^(return-path|received|from|to|cc|subject|date|message-id|mime-version|delivered-to|reply-to|"
    rb"content-type|content-transfer-encoding|x-[a-z0-9-]+|dkim-signature|arc-[a-z-]+|list-[a-z-]+|sender):"
)
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_POSTMARK = re.compile(rb"From \S+ .*\d\d:\d\d(:\d\d)?.* \d{4}\s*$")  # RFC 4155
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\x0c\x1b\x08")


def sniff(size: int, part: Part) -> Kind:
    """The kind of a file of `size` octets; `part(position, count)` reads it."""
    if size == 0:
        return KINDS["empty"]
    head = part(0, min(size, HEAD))
    tail = part(max(0, size - TAIL), min(size, TAIL)) if size > HEAD else b""
    name = _binary(head, tail, part) or _textual(head)
    kind = KINDS[name] if name else _by_table(head)
    also = second_kind.others(kind.format, kind.reader, size, head, tail or head, part)
    if kind.format == "pdf":
        also += _before_pdf(head, tail, part)
    return replace(kind, also=also) if also else kind


def _before_pdf(head: bytes, tail: bytes, part: Part) -> tuple[str, ...]:
    """What a PDF would be whose header stands later in the file, without that header and mentions of it."""
    at = head.find(PDF)
    hidden = head[:1024].replace(PDF, b"x" * len(PDF)) + head[1024:]
    name = (_binary(hidden, tail, part) or _textual(head[:at])) if head[:at].strip() else ""
    return (name,) if name not in ("", "text", "csv", "empty") else ()


def mismatch(name: str, kind: Kind) -> bool:
    """True when the name's ending promises another known format than the content has."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return ending in _ALL_ENDINGS and ending not in kind.endings and kind.format != "empty"


_ALL_ENDINGS = frozenset(ending for kind in KINDS.values() for ending in kind.endings)


def _binary(head: bytes, tail: bytes, part: Part) -> str:
    for at, mark, name in _PLAIN:
        if head[at : at + len(mark)] == mark:
            return _behind_tag(head, part) if mark == b"ID3" else name
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):  # before PDF: a first member that is one lies near the beginning
        both = head + tail
        loose = "odf" if b"content.xml" in both and b"styles.xml" in both else "zip"
        return next((name for mark, name in _ZIPPED if mark in both), loose)
    if PDF in head[:1024]:
        return "pdf"
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        # a brand for any still picture: the compatible ones say how it is coded (ISO/IEC 23008-12)
        general = head[8:12] in (b"mif1", b"msf1") and b"avif" in head[16 : int.from_bytes(head[:4], "big")][:64]
        return "avif" if general else _BMFF.get(head[8:12].decode("latin-1").strip(), "mp4")
    if head[4:8] in (b"moov", b"mdat", b"wide"):
        return "mov"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[:16] == _ASF:
        return "wmv" if _ASF_PICTURES in head else "wma"
    if _repeated(head, 188, 0) or _repeated(head, 192, 4):
        return "mpegts"
    if _adts(head):
        return "aac"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "webm" if b"webm" in head[:64] else "mkv"
    if head[:2] == b"\xff\xfb" or head[:2] in (b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"):
        return "mp3"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in (12, 16, 40, 52, 56, 64, 108, 124):
        return "bmp"
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _ole(head, part)
    if head[:2] == b"MZ" and len(head) > 64:
        return "exe"
    if head[:1] == b"\x30" and _PKCS7 in head[:32]:
        return "p7m"
    return ""


def _repeated(head: bytes, packet: int, at: int) -> bool:
    """Whether packets of a transport stream follow each other (ISO/IEC 13818-1, 2.4.3.2)."""
    marks = head[at : at + 5 * packet : packet]
    return len(marks) == 5 and set(marks) == {0x47}


def _adts(head: bytes) -> bool:
    """Whether a frame of AAC is followed by another one (ISO/IEC 13818-7, 6.2)."""
    length = int.from_bytes(head[3:6], "big") >> 5 & 0x1FFF
    frames = (head[:2], head[length : length + 2]) if length > 7 else ()
    return bool(frames) and all(len(one) == 2 and one[0] == 0xFF and one[1] & 0xF6 == 0xF0 for one in frames)


def _behind_tag(head: bytes, part: Part) -> str:
    """What stands behind an ID3v2 tag (its length: four octets of seven bits): players skip the tag, believe that."""
    length = sum((octet & 0x7F) << shift for octet, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
    behind = part(10 + length, 4096)
    return _textual(behind) if behind.strip(b"\x00") and looks_like_text(behind) else "mp3"


def _ole(head: bytes, part: Part) -> str:
    """Which program's compound file it is, by the stream names in its first directory sectors ([MS-CFB] 2.2, 2.6)."""
    shift = int.from_bytes(head[30:32], "little")
    if shift not in (9, 12):
        return "ole"
    directory = part((int.from_bytes(head[48:52], "little") + 1) << shift, 8192)
    names = directory.lower()  # stream names are compared without case
    return next((name for stream, name in _STREAMS if stream.encode("utf-16-le") in names), "ole")


def _textual(head: bytes) -> str:
    if not looks_like_text(head):
        return ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    low = start[:1024].lower()
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith((b"-----BEGIN PKCS7", b"-----BEGIN CMS")):
        return "p7m"
    if start.startswith(_PLAYLISTS) or b"<mpd " in low:
        return "playlist"
    if low.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        low[:1] == b"<" and (b"<html" in low or b"<body" in start[:8192].lower() or marks.fragment(start))
    ):
        return "telegram-html" if marks.telegram_html(head) else "html"
    if marks.telegram_json(head):
        return "telegram"
    if marks.whatsapp(head):
        return "whatsapp"
    if marks.mhtml(start):
        return "mhtml"
    if low[:1] == b"<" and (b"<svg" in low or b"<!doctype svg" in low):
        return "svg"
    lines = start[:8192].splitlines()
    first = lines[0] if lines else b""
    letters = sum(1 for line in lines[1:40] if _MAIL_LINE.match(line))
    if first.startswith(b"From ") and (letters >= 1 or _POSTMARK.match(first)):
        return "mbox"
    if _MAIL_LINE.match(first) and sum(1 for line in lines[:60] if _MAIL_LINE.match(line)) >= 3:
        return "eml"
    return "csv" if start[:1] not in b"{[" and _tabular(head[:TABLE]) else "text"


def _tabular(sample: bytes) -> bool:
    encoding = next((name for mark, name in _WIDE_MARKS if sample.startswith(mark)), "") or wide(sample) or "latin-1"
    return bool(separator_of(sample.decode(encoding, "replace"), cut=len(sample) == TABLE))


def looks_like_text(head: bytes) -> bool:
    """Next to no control characters, or a wide encoding that says so by its mark or its pattern."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return True
    sample = head[:8192]
    if wide(sample):
        return True
    strange = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\x00" not in sample and strange * 100 <= max(len(sample), 200)


def _by_table(head: bytes) -> Kind:
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return KINDS["unknown"]
    best = matches[0]
    # two-octet signatures are met by chance
    if len(best.byte_match) < 4:
        return KINDS["unknown"]
    ending = str(best.extension).lstrip(".").lower()
    known = next((kind for kind in KINDS.values() if ending and ending in kind.endings and kind.reader == "none"), None)
    return known or Kind(ending or "unknown", str(best.mime_type) or "application/octet-stream", "none", (ending,))
