"""The honest kind of a signature. Nothing here is ever called qualified: no qualified certificate is validated."""

from __future__ import annotations

from asn1crypto.x509 import Certificate

from desktop.i18n import N_, Words
from models.views.signing import SignatureKind

OWN_UNIT = "Collegium self-issued signing identity"

LABELS: dict[str, str] = {
    "own_unqualified": N_("unqualified e-signature made with this program's own certificate"),
    "unqualified": N_("unqualified e-signature"),
    "unknown": N_("kind of signature not known"),
}
SENTENCES: dict[str, str] = {
    "own_unqualified": N_(
        "This will be an unqualified electronic signature made with a certificate that this program issued itself. "
        "It shows that the paper has not changed and which key signed it; it does not equal a handwritten signature "
        "unless those concerned have agreed so."
    ),
    "unqualified": N_(
        "This will be an unqualified electronic signature. The program does not check whether the certificate is "
        "qualified and does not call it so; it equals a handwritten signature only where those "
        "concerned have agreed so."
    ),
}


def kind_of(certificate: Certificate) -> SignatureKind:
    """Own certificates bear our unit in their subject; everything else is unqualified as long as nobody proved more."""
    units = certificate.subject.native.get("organizational_unit_name", "")
    return "own_unqualified" if OWN_UNIT in ([units] if isinstance(units, str) else units) else "unqualified"


def label(kind: str, words: Words) -> str:
    """The kind in a few words, for marks, chips and lists."""
    return words.tr(LABELS.get(kind, LABELS["unknown"]))


def sentence(kind: str, words: Words) -> str:
    """The kind in a sentence, for the one who is about to sign."""
    return words.tr(SENTENCES.get(kind, SENTENCES["unqualified"]))
