"""Tiny office documents, read once before the cage closes, so that nothing has to be loaded later."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from desktop.evidence.decoder.source import Source

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHOW = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAW = "http://schemas.openxmlformats.org/drawingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_TYPE = "application/vnd.openxmlformats-officedocument."


def docx() -> Source:
    return _zipped(
        {
            **_opc("word/document.xml", f"{_TYPE}wordprocessingml.document.main+xml"),
            "docProps/core.xml": "<a><title>x</title></a>",
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p>'
            "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>",
        }
    )


def pptx() -> Source:
    slide = f"{_TYPE}presentationml.slide+xml"
    types = f'<Override PartName="/ppt/slides/a.xml" ContentType="{slide}"/>'
    return _zipped(
        {
            **_opc("ppt/presentation.xml", f"{_TYPE}presentationml.presentation.main+xml", types),
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{_SHOW}" xmlns:r="{_LINKS}"><p:sldIdLst>'
            '<p:sldId id="256" r:id="b"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": _relations("b", "slide", "slides/a.xml"),
            "ppt/slides/a.xml": f'<p:sld xmlns:p="{_SHOW}" xmlns:a="{_DRAW}"><p:cSld><p:spTree><p:nvGrpSpPr/>'
            '<p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr><p:ph type="title"/></p:nvPr>'
            "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>"
            "</p:sld>",
        }
    )


def odt() -> Source:
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}:manifest:1.0"/>',
            "meta.xml": "<a><generator>x</generator></a>",
            "content.xml": f'<o:document-content xmlns:o="{_ODF}:office:1.0" xmlns:t="{_ODF}:text:1.0"><o:body><o:text>'
            "<t:p>x</t:p></o:text></o:body></o:document-content>",
        }
    )


def rtf() -> Source:
    return source(rb"{\rtf1\ansi\ansicpg1251 x\'e0\u1040?\par\trowd\cell\row}")


def source(data: bytes) -> Source:
    """Octets at hand as an exhibit."""
    return Source(len(data), lambda position, count: data[position : position + count])


def _zipped(parts: Mapping[str, str]) -> Source:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return source(out.getvalue())


def _opc(main: str, kind: str, more: str = "") -> dict[str, str]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="a/b"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/>{more}</Types>',
        "_rels/.rels": _relations("a", "officeDocument", main),
    }


def _relations(name: str, kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="{name}" Type="{_LINKS}/{kind}" '
        f'Target="{target}"/></Relationships>'
    )
