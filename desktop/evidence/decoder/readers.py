"""The readers by name. A decoder that is started for one kind loads only what that kind needs."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.source import Source

if TYPE_CHECKING:
    from desktop.evidence.decoder.archive import ArchiveReader
    from desktop.evidence.decoder.flow import FlowReader
    from desktop.evidence.decoder.grid import GridReader
    from desktop.evidence.decoder.image import ImageReader
    from desktop.evidence.decoder.ole_facts import OleReader
    from desktop.evidence.decoder.pdf import PdfReader
    from desktop.evidence.decoder.svg import SvgReader
    from desktop.evidence.decoder.text import TextReader

    # every reader has: name, count, facts(), warnings(), sizes(); flowing ones are a Paged, holders of files a Holder
    Reader = PdfReader | ImageReader | SvgReader | TextReader | FlowReader | GridReader | OleReader | ArchiveReader

OFFICE = frozenset({"docx", "pptx", "odf", "rtf", "ole"})
ENCODINGS = ("utf-8", "latin-1", "ascii", "utf-16-le", "utf-32-le")


def load(wanted: str, fonts: Path) -> list[object]:
    """Import and rehearse the reader `wanted`, or all of them for `any`. What comes back must be kept."""
    kept: list[object] = []
    for encoding in ENCODINGS:  # Python brings them in at their first use, which would be too late
        codecs.lookup(encoding)
    if wanted in ("pdf", "any"):
        from desktop.evidence.decoder import pdf
        from desktop.evidence.decoder.fonts import Fonts

        provider = Fonts(fonts)
        provider.install()
        kept.append(provider)
        pdf.preload()
    if wanted in ("image", "rare_image", "any"):
        from desktop.evidence.decoder import image

        image.preload()
    if wanted == "rare_image":
        from desktop.evidence.decoder import rare_images

        rare_images.preload()
    if wanted == "svg":
        from desktop.evidence.decoder import svg

        svg.preload(fonts)
    if wanted in ("text", "any"):
        from desktop.evidence.decoder import text

        text.preload()
    if wanted == "grid":
        from desktop.evidence.decoder import grid

        grid.preload()
    if wanted in ("archive", "archive7z"):
        from desktop.evidence.decoder import archive

        archive.preload(wanted)
    if wanted in OFFICE:
        from desktop.evidence.decoder import office

        office.preload(wanted)
    if wanted == "mail":
        from desktop.evidence.decoder import mail

        mail.preload()
    if wanted == "web":
        from desktop.evidence.decoder import web

        web.preload()
    if wanted == "chat":
        from desktop.evidence.decoder import chat

        chat.preload()
    return kept


def make(name: str, source: Source, password: str | None, fonts: Path) -> Reader:
    """Open the exhibit. Raises wire.RefusedError."""
    if name == "pdf":
        from desktop.evidence.decoder.pdf import PdfReader

        return PdfReader(source, password)
    if name in ("image", "rare_image"):
        from desktop.evidence.decoder.image import ImageReader

        return ImageReader(source)
    if name == "svg":
        from desktop.evidence.decoder.svg import SvgReader

        return SvgReader(source, fonts)
    if name == "text":
        from desktop.evidence.decoder.text import TextReader

        return TextReader(source)
    if name == "grid":
        from desktop.evidence.decoder.grid import GridReader

        return GridReader(source)
    if name in ("archive", "archive7z"):
        from desktop.evidence.decoder import archive

        return archive.make(source)
    if name in OFFICE:
        from desktop.evidence.decoder import office

        return office.make(name, source)
    if name == "mail":
        from desktop.evidence.decoder import mail

        return mail.read(source)
    if name == "web":
        from desktop.evidence.decoder import web

        return web.read(source)
    if name == "chat":
        from desktop.evidence.decoder import chat

        return chat.read(source)
    raise wire.RefusedError("unsupported")
