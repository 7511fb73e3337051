"""What a signed PDF proves (RULINGS F6): pyHanko's validation, our own checks, three answers.

`valid`: every signature intact, nothing changed after, a trusted certificate that may sign. `invalid`: something was
altered. `undecided`: everything that can't be decided here, among it every exception, an unknown issuer, and a
certificate that was not valid at the claimed time or has expired since (without a timestamp nothing proves the time;
ETSI EN 319 102-1 says INDETERMINATE too).
"""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Sequence

from asn1crypto.x509 import Certificate
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from desktop.clock import stamp
from desktop.i18n import Words
from desktop.signing.bytes_checks import gap_is_clean, trailing_bytes
from desktop.signing.credentials import common_name, may_sign
from desktop.signing.explain import explain
from desktop.signing.kinds import kind_of
from desktop.signing.trust import load_roots
from models.views.signing import Answer, ChangedAfter, Coverage, SignatureReport, Trust, Verdict

MOST_SIGNATURES = 64
TOLERANCE = dt.timedelta(minutes=10)
_USES = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
_COVERAGE: dict[SignatureCoverageLevel | None, Coverage] = {
    SignatureCoverageLevel.ENTIRE_FILE: "whole_file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
}

# the library would write names from certificates into the log and to standard error
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


def verify(pdf: bytes, words: Words, *, trust: Sequence[bytes] = (), now: dt.datetime) -> Verdict:
    """Judge all signatures of a PDF. `trust` are trusted roots (PEM or DER); nothing is fetched.

    Never raises for the PDF's sake; raises KnownError when a file of `trust` holds no certificate.
    """
    roots = [root for data in trust for root in load_roots(data)]
    try:
        reports, faults = _judge(pdf, roots, now)
    except Exception:
        reports, faults = (), ("unreadable",)
    answer = _answer(reports, faults)
    return Verdict(answer, reports, explain(answer, reports, faults, words))


def _judge(
    pdf: bytes, roots: list[Certificate], now: dt.datetime
) -> tuple[tuple[SignatureReport, ...], tuple[str, ...]]:
    reader = PdfFileReader(io.BytesIO(pdf))
    found = list(reader.embedded_regular_signatures)
    faults = []
    if trailing_bytes(pdf):
        faults.append("trailing")
    if not _only_signature_fields(reader):
        faults.append("fields")
    if not found:
        return (), ("unsigned", *faults)
    if len(found) > MOST_SIGNATURES:
        return (), ("too_many",)
    reports = tuple(_report(pdf, signature, roots, now, last=signature is found[-1]) for signature in found)
    return reports, tuple(faults)


def _report(
    pdf: bytes, signature: EmbeddedPdfSignature, roots: list[Certificate], now: dt.datetime, *, last: bool
) -> SignatureReport:
    try:
        return _judge_one(pdf, signature, roots, now, last=last)
    except Exception:
        return SignatureReport(
            field=str(signature.field_name),
            signer="",
            kind="unknown",
            integrity="unknown",
            coverage="unknown",
            changed_after="unknown",
            trust="unknown",
            claimed_time="",
            unchecked=("signature",),
        )


def _judge_one(
    pdf: bytes, signature: EmbeddedPdfSignature, roots: list[Certificate], now: dt.datetime, *, last: bool
) -> SignatureReport:
    certificate = signature.signer_cert
    claimed = signature.self_reported_timestamp
    moment = claimed or now
    context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, context, key_usage_settings=_USES)
    intact = bool(status.intact and status.valid) and gap_is_clean(pdf, signature.byte_range)
    unchecked = ["revocation", "qualification"]
    if status.timestamp_validity is None:
        unchecked.insert(0, "time")
    if not _chain_is_whole(signature, roots):
        unchecked.append("chain")
    return SignatureReport(
        field=str(signature.field_name),
        signer=common_name(certificate.subject),
        kind=kind_of(certificate),
        integrity="intact" if intact else "broken",
        coverage=_COVERAGE.get(status.coverage, "part"),
        changed_after=_changed(status, last=last),
        trust=_trust(certificate, status, claimed, now),
        claimed_time=stamp(claimed) if claimed is not None else "",
        unchecked=tuple(unchecked),
    )


def _changed(status: PdfSignatureStatus, *, last: bool) -> ChangedAfter:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "nothing"
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok:
        return "content"
    level = status.modification_level
    if level == ModificationLevel.LTA_UPDATES:
        return "signatures"
    if level == ModificationLevel.FORM_FILLING:
        return "form" if last else "signatures"
    return "content"  # also NONE: bytes were added that belong to no revision


def _trust(
    certificate: Certificate, status: PdfSignatureStatus, claimed: dt.datetime | None, now: dt.datetime
) -> Trust:
    modern = x509.load_der_x509_certificate(certificate.dump())
    if not may_sign(modern):
        return "wrong_usage"
    moment = claimed or now
    if not modern.not_valid_before_utc <= moment <= modern.not_valid_after_utc:
        return "not_then_valid"
    if moment > now + TOLERANCE:
        return "not_then_valid"
    if not status.trusted:
        # a broken signature is not followed to its issuer at all
        return "unknown_issuer" if status.intact and status.valid else "unknown"
    return "trusted" if now <= modern.not_valid_after_utc else "expired"


def _chain_is_whole(signature: EmbeddedPdfSignature, roots: list[Certificate]) -> bool:
    """The certificates beside the signer's are not signed by the signature: each must be signed by its own issuer."""
    others = list(signature.other_embedded_certs)
    issuers = {c.subject.dump(): c for c in [*roots, *others]}
    for certificate in others:
        issuer = issuers.get(certificate.issuer.dump())
        if issuer is None:
            continue
        try:
            x509.load_der_x509_certificate(certificate.dump()).verify_directly_issued_by(
                x509.load_der_x509_certificate(issuer.dump())
            )
        except Exception:
            return False
    return True


def _only_signature_fields(reader: PdfFileReader) -> bool:
    if "/AcroForm" not in reader.root:
        return True
    form = reader.root["/AcroForm"]
    queue, seen = list(form["/Fields"]) if "/Fields" in form else [], 0
    while queue:
        field = queue.pop().get_object()
        seen += 1
        kids = [kid.get_object() for kid in field["/Kids"]] if "/Kids" in field else []
        named = [kid for kid in kids if "/T" in kid]
        queue.extend(named)
        if seen > MOST_SIGNATURES * 4 or (not named and ("/FT" not in field or field["/FT"] != "/Sig")):
            return False
    return True


def _answer(reports: Sequence[SignatureReport], faults: Sequence[str]) -> Answer:
    broken = any(
        report.integrity == "broken" or report.changed_after == "content" or report.coverage == "part"
        for report in reports
    )
    if broken or ("trailing" in faults and reports):
        return "invalid"
    sure = all(
        report.integrity == "intact"
        and report.changed_after in ("nothing", "signatures")
        and report.coverage in ("whole_file", "revision")
        and report.trust == "trusted"
        and "chain" not in report.unchecked
        for report in reports
    )
    return "valid" if reports and sure and not faults else "undecided"
