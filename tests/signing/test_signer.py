"""PAdES-B-B signatures, judged by programs that did not make them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf.pdfa
import pypdfium2
import pytest
from asn1crypto import cms

from desktop.errors import KnownError
from desktop.signing.credentials import open_pkcs12
from desktop.signing.signer import FIELD, sign
from models.views.papers import PaperLanguage
from tests.papers.reading import opened, run
from tests.signing.authority import NOW, PIN, YEAR, identity
from tests.signing.papers import issued, laid_out, signed, signed_with


@pytest.mark.parametrize("language", ["ru", "en"])
def test_poppler_and_qpdf_accept_it(language: PaperLanguage, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed(language))
    said = run("pdfsig", path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "Докладчикова Мария Ивановна" in said
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


def test_a_signature_from_an_issued_elliptic_curve_key_is_accepted_too(tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed_with(issued()))
    said = run("pdfsig", path)
    assert "Signature is Valid" in said and "Total document signed" in said


def test_signing_keeps_the_archive_format() -> None:
    report = pikepdf.pdfa.validate_written(io.BytesIO(signed()), "2b")
    # the checker knows neither forms nor permissions and says so; anything else would be ours
    assert {finding.where.split()[-1] for finding in report.findings} == {"/AcroForm", "/Perms"}
    assert not [finding for finding in report.findings if finding.kind == "violation"]


def test_it_certifies_and_allows_form_filling_only() -> None:
    with opened(signed()) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        value = field.V
        assert str(field.T) == FIELD and str(value.SubFilter) == "/ETSI.CAdES.detached"
        assert str(value.M).startswith("D:20261122110200")
        assert pdf.Root.Perms.DocMDP.objgen == value.objgen
        (reference,) = value.Reference
        assert str(reference.TransformMethod) == "/DocMDP" and reference.TransformParams.P == 2
        assert str(value.Location) == "Sampletown"
        signed_data = cms.ContentInfo.load(bytes(value.Contents))["content"]
        (info,) = signed_data["signer_infos"]
        attributes = {attribute["type"].native for attribute in info["signed_attrs"]}
        assert {"content_type", "message_digest", "signing_certificate_v2"} <= attributes
        assert "signing_time" not in attributes  # forbidden by the PAdES baseline; /M says it
        assert signed_data["certificates"][0].chosen.dump()


def test_the_mark_stands_where_the_layout_left_room() -> None:
    place = laid_out().mark
    with opened(signed()) as pdf:
        page = pdf.pages[place.page].obj
        (widget,) = [a for a in page.Annots if a.Subtype == "/Widget"]
        assert [float(edge) for edge in widget.Rect] == [round(edge) for edge in place.box]
        assert int(widget.F) & 4
        assert list(widget.AP.keys()) == ["/N"]
        assert all(str(a.Subtype) != "/Widget" for p in pdf.pages if p.obj != page for a in p.obj.get("/Annots", []))
    before, after = _ink(laid_out().pdf), _ink(signed())
    assert before == 0 and after > 2000


def _ink(pdf: bytes) -> int:
    """Dark pixels inside the mark's place, drawn by PDFium at 144 dpi."""
    place = laid_out().mark
    left, low, right, high = (round(edge) * 2 for edge in place.box)
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    page = document[place.page]
    picture = page.render(scale=2).to_pil().convert("L")
    document.close()
    tall = picture.height
    return sum(1 for shade in picture.crop((left, tall - high, right, tall - low)).tobytes() if shade < 128)


def test_what_was_laid_out_is_kept_byte_for_byte() -> None:
    assert signed().startswith(laid_out().pdf)


def test_an_invisible_signature_needs_no_mark(tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(sign(laid_out().pdf, issued(), when=NOW))
    assert "Signature is Valid" in run("pdfsig", path)


@pytest.mark.parametrize(("start", "end"), [(NOW - 2 * YEAR, NOW - YEAR), (NOW + YEAR, NOW + 2 * YEAR)])
def test_no_signature_outside_the_validity(start: object, end: object) -> None:
    credential = open_pkcs12(identity(start=start, end=end), PIN)
    with pytest.raises(KnownError) as caught:
        sign(laid_out().pdf, credential, when=NOW)
    assert caught.value.code in ("signing.certificate_expired", "signing.certificate_not_yet_valid")
