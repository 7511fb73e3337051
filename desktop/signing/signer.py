"""PAdES-B-B by pyHanko: certification signature, form filling allowed, our mark as its appearance."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desktop.signing.credentials import Credential, check_usable
from models.views.papers import MarkPlace

FIELD = "Rapporteur01"


def sign(
    pdf: bytes,
    credential: Credential,
    *,
    when: dt.datetime,
    place: MarkPlace | None = None,
    mark: bytes = b"",
    field: str = FIELD,
    reason: str = "",
    location: str = "",
) -> bytes:
    """The PDF with one certifying signature appended. `mark` is a one-page PDF drawn at `place`; none = invisible.

    `when` is the claimed time (the workstation's clock; nothing proves it). Raises KnownError: expired, not yet valid,
    for another use.
    """
    check_usable(credential.certificate, when)
    visible = place is not None and bool(mark)
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        name=credential.name,
        reason=reason or None,
        location=location or None,
    )
    spec = fields.SigFieldSpec(
        field,
        on_page=place.page if place is not None else 0,
        box=_box(place) if place is not None and visible else None,
    )
    worker = _Signer(
        metadata,
        signer=_simple(credential),
        stamp_style=_style(mark) if visible else None,
        new_field_spec=spec,
        when=when,
    )
    out = worker.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
    return bytes(out.getbuffer())


class _Signer(signers.PdfSigner):
    """Takes the time from our clock; stock pyHanko asks the system."""

    def __init__(self, *args: Any, when: dt.datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._when = when

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._when
        return session


class _Mark(PdfContent):
    """The mark's page as a form, imported from memory (stock pyHanko reads it from a file)."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        form = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)), page_ix=0)
        self.resources.xobject["/Mark"] = form
        left, low, right, high = form.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return b"/Mark Do"


def _style(mark: bytes) -> StaticStampStyle:
    whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0))
    return StaticStampStyle(border_width=0, background=_Mark(mark), background_layout=whole, background_opacity=1.0)


def _simple(credential: Credential) -> signers.SimpleSigner:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(asn1_x509.Certificate.load(c.public_bytes(Encoding.DER)) for c in credential.chain)
    key = credential.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(credential.certificate.public_bytes(Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(key),
        cert_registry=store,
        embed_roots=False,
    )


def _box(place: MarkPlace) -> tuple[int, int, int, int]:
    left, low, right, high = (round(edge) for edge in place.box)
    return left, low, right, high
