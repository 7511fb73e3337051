"""What the verifier says: valid only for what is whole and trusted, undecided rather than wrong."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from desktop.errors import KnownError
from desktop.i18n import Words
from desktop.signing.credentials import open_pkcs12
from desktop.signing.signer import _simple, sign
from desktop.signing.verifier import verify
from models.views.papers import PaperLanguage
from models.views.signing import Verdict
from tests.signing.authority import NOW, PIN, SERVER_AUTH, YEAR, identity, root_pem
from tests.signing.papers import issued, laid_out, own_root, signed, signed_with

EN = Words("en")
RU = Words("ru")


def judge(pdf: bytes, *trust: bytes, now: dt.datetime = NOW, words: Words = EN) -> Verdict:
    return verify(pdf, words, trust=trust or (own_root(),), now=now)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_whole_paper_under_a_trusted_root_is_valid(language: PaperLanguage) -> None:
    words = Words(language)
    verdict = judge(signed(language), words=words)
    assert verdict.verdict == "valid"
    (report,) = verdict.signatures
    assert report.signer == "Докладчикова Мария Ивановна"
    assert (report.integrity, report.coverage, report.changed_after) == ("intact", "whole_file", "nothing")
    assert (report.trust, report.kind) == ("trusted", "own_unqualified")
    assert report.claimed_time == "2026-11-22T11:02:00.000Z"
    assert set(report.unchecked) == {"time", "revocation", "qualification"}
    said = " ".join(verdict.sentences)
    if language == "ru":
        assert "действителен" in said and "неквалифицированная" in said and "отозван" in said
        assert not any("The " in sentence for sentence in verdict.sentences)
    else:
        assert "The paper is valid" in said and "Kind: unqualified" in said and "revoked" in said


def test_an_unknown_issuer_leaves_it_undecided() -> None:
    for trust in ((root_pem(),), (root_pem("Other Root"),)):
        verdict = judge(signed(), *trust)
        assert (verdict.verdict, verdict.signatures[0].trust) == ("undecided", "unknown_issuer")
        assert verdict.signatures[0].integrity == "intact"
    assert verify(signed(), EN, now=NOW).verdict == "undecided"
    assert judge(signed_with(issued()), root_pem()).verdict == "valid"


def test_every_flipped_byte_is_noticed() -> None:
    whole = signed()
    start = whole.rindex(b"/Contents <") + 11
    end = whole.index(b">", start)
    rng = random.Random(7)
    outside = [*rng.sample(range(start - 1), 60), *range(start - 11, start), *range(end, len(whole), 61)]
    inside = [*rng.sample(range(start, end), 30), *range(start, start + 12), *range(end - 5, end)]
    longer = bytearray(whole)  # the signature's length says that it goes on into the zeros behind it
    longer[start + 4 : start + 8] = b"%04X" % (int(whole[start + 4 : start + 8], 16) + 0x100)
    assert judge(bytes(longer)).verdict != "valid"
    for position in (*outside, *inside):
        changed = bytearray(whole)
        changed[position] ^= 1 << rng.randrange(8)
        assert judge(bytes(changed)).verdict != "valid", position


@pytest.mark.parametrize("cut", [1, 2, 100, 1000, 12_000, 100_000])
def test_a_cut_file_is_noticed(cut: int) -> None:
    assert judge(signed()[:-cut]).verdict != "valid"


@pytest.mark.parametrize("tail", [b"x", b" ", b"\n%%EOF", b"\n%%EOF\n", b"\0" * 5000, b"\n1 0 obj\n<<>>\nendobj\n"])
def test_bytes_behind_the_end_make_it_invalid(tail: bytes) -> None:
    verdict = judge(signed() + tail)
    assert verdict.verdict in ("invalid", "undecided")


def test_digits_of_the_signature_in_another_case_are_noticed() -> None:
    whole = signed()
    start = whole.rindex(b"/Contents <") + 11
    place = next(i for i in range(start, start + 4000) if whole[i : i + 1] in b"ABCDEF")
    changed = whole[:place] + whole[place : place + 1].lower() + whole[place + 1 :]
    assert judge(changed).verdict == "invalid"


def _turn(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = pikepdf_number(90)
    writer.update_container(page)


def pikepdf_number(value: int) -> object:
    from pyhanko.pdf_utils.generic import NumberObject

    return NumberObject(value)


def _new_text(writer: IncrementalPdfFileWriter) -> None:
    from pyhanko.pdf_utils.generic import StreamObject

    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 100 100 re f")))


def _annotate(writer: IncrementalPdfFileWriter) -> None:
    from pyhanko.pdf_utils import generic

    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(generic.NumberObject(n) for n in (50, 50, 300, 300)),
            generic.pdf_name("/Contents"): generic.pdf_string("not so"),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))


def _new_title(writer: IncrementalPdfFileWriter) -> None:
    from pyhanko.pdf_utils.generic import pdf_string

    writer.root["/Lang"] = pdf_string("fr")
    writer.update_root()


def _empty_field(writer: IncrementalPdfFileWriter) -> None:
    fields.append_signature_field(writer, fields.SigFieldSpec("Chair01", on_page=0, box=(10, 10, 500, 700)))


@pytest.mark.parametrize("change", [_turn, _new_text, _annotate, _new_title, _empty_field])
def test_what_is_added_after_signing_is_noticed(change: Callable[[IncrementalPdfFileWriter], None]) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    verdict = judge(out.getvalue())
    assert verdict.verdict == "invalid"
    assert verdict.signatures[0].changed_after == "content"
    assert verdict.signatures[0].integrity == "intact"


def test_a_second_signature_leaves_the_first_valid() -> None:
    both = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name="Chair01", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
        ),
        signer=_simple(issued()),
        new_field_spec=fields.SigFieldSpec("Chair01", on_page=0),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(signed())))
    later = dt.datetime.now(dt.UTC)  # stock pyHanko asks the system for the time
    verdict = judge(bytes(both.getbuffer()), own_root(), root_pem(), now=max(later, NOW))
    assert [report.field for report in verdict.signatures] == ["Rapporteur01", "Chair01"]
    assert [report.coverage for report in verdict.signatures] == ["revision", "whole_file"]
    assert [report.changed_after for report in verdict.signatures] == ["signatures", "nothing"]
    assert all(report.integrity == "intact" for report in verdict.signatures)
    assert judge(bytes(both.getbuffer()), own_root(), now=max(later, NOW)).verdict == "undecided"


def test_rewriting_the_file_breaks_it() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        pdf.save(out)
    assert judge(out.getvalue()).verdict != "valid"


@pytest.mark.parametrize(
    "forge",
    [
        lambda whole: whole.replace(b"/ByteRange", b"/ByteRangf"),
        lambda whole: whole.replace(b"/ByteRange [0 ", b"/ByteRange [1 "),
        lambda whole: whole.replace(b"/Contents <", b"/Contentz <"),
        lambda whole: whole.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 "),
        lambda whole: whole.replace(b"/FT /Sig", b"/FT /Btn"),
        lambda whole: whole.replace(b"/AcroForm", b"/AcroFarm"),
        lambda whole: whole.replace(b"%%EOF", b"%%EOG"),
        lambda whole: whole + whole,
    ],
)
def test_forged_structures_are_never_valid(forge: Callable[[bytes], bytes]) -> None:
    forged = forge(signed())
    assert forged != signed()
    assert judge(forged).verdict != "valid"


def test_a_form_with_other_fields_is_undecided() -> None:
    pdf = pikepdf.open(io.BytesIO(laid_out().pdf))
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("amount"), V=pikepdf.String("1")))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    verdict = judge(sign(out.getvalue(), issued(), when=NOW), root_pem())
    assert verdict.verdict == "undecided"
    assert any("form fields besides signatures" in sentence for sentence in verdict.sentences)


def test_the_certificate_and_the_claimed_time() -> None:
    late = judge(signed_with(issued()), root_pem(), now=NOW + 2 * YEAR)
    assert (late.verdict, late.signatures[0].trust) == ("undecided", "expired")
    early = judge(signed_with(issued()), root_pem(), now=NOW - dt.timedelta(days=2))
    assert (early.verdict, early.signatures[0].trust) == ("undecided", "not_then_valid")


@pytest.mark.parametrize(
    ("options", "trust"),
    [
        ({"start": NOW - 2 * YEAR, "end": NOW - YEAR}, "not_then_valid"),
        ({"start": NOW + YEAR, "end": NOW + 2 * YEAR}, "not_then_valid"),
        ({"purposes": (SERVER_AUTH,)}, "wrong_usage"),
    ],
)
def test_what_our_signer_refuses_is_not_valid_from_others(
    options: dict[str, object], trust: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.signing.signer.check_usable", lambda certificate, when: None)
    verdict = judge(signed_with(open_pkcs12(identity(**options), PIN)), root_pem())
    assert (verdict.verdict, verdict.signatures[0].trust) == ("undecided", trust)


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"\0" * 4096, b"%PDF-1.7\n" + b"[" * 100_000]
)
def test_what_is_no_paper_is_undecided(data: bytes) -> None:
    verdict = judge(data)
    assert (verdict.verdict, verdict.signatures) == ("undecided", ())
    assert len(verdict.sentences) == 2


def test_an_unsigned_paper_is_undecided() -> None:
    for words, word in ((EN, "bears no signature"), (RU, "нет подписи")):
        verdict = judge(laid_out().pdf, words=words)
        assert verdict.verdict == "undecided"
        assert any(word in sentence for sentence in verdict.sentences)


def test_nothing_is_ever_called_qualified() -> None:
    for language in ("ru", "en"):
        words = Words(language)  # type: ignore[arg-type]
        said = " ".join(judge(signed(language), words=words).sentences).lower()  # type: ignore[arg-type]
        assert " qualified e-signature" not in said and " квалифицированная электронная" not in said


def test_a_trust_file_without_a_certificate_is_refused() -> None:
    with pytest.raises(KnownError) as caught:
        judge(signed(), b"no certificate")
    assert caught.value.code == "signing.not_a_certificate"
