"""What can go wrong with an identity or a signature."""

from __future__ import annotations

from desktop.errors import Sentence
from desktop.i18n import N_

NOT_PKCS12 = Sentence(
    "signing.not_pkcs12",
    N_("The file is not a signing identity: it is no PKCS#12 file (.p12, .pfx). Nothing was taken in."),
    N_("Choose the file that the issuer of the certificate gave out."),
)
WRONG_PIN = Sentence(
    "signing.wrong_pin",
    N_("The PIN does not open the signing identity. Nothing was signed."),
    N_("Type the PIN again; capital letters and the keyboard's language count."),
)
NO_KEY = Sentence(
    "signing.no_key",
    N_("The file holds no private key with its certificate, so nothing can be signed with it."),
    N_("Export the identity again together with its private key."),
)
KEY_MISMATCH = Sentence(
    "signing.key_mismatch",
    N_("The private key of this identity does not belong to its certificate. Nothing was signed."),
    N_("Ask the issuer of the certificate for a new file."),
)
UNSUPPORTED_KEY = Sentence(
    "signing.unsupported_key",
    N_("The key of this identity ({kind}) can't sign a paper here. Nothing was signed."),
    N_("Use an identity with an RSA key of at least 2048 bits or with a P-256, P-384 or P-521 key."),
)
EXPIRED = Sentence(
    "signing.certificate_expired",
    N_("The certificate of {name} expired on {day}. Nothing was signed."),
    N_("Take in a new certificate or make a new identity, then sign."),
)
NOT_YET_VALID = Sentence(
    "signing.certificate_not_yet_valid",
    N_("The certificate of {name} is valid only from {day}. Nothing was signed."),
    N_("Check the date of this computer, or sign on or after that day."),
)
WRONG_USAGE = Sentence(
    "signing.certificate_wrong_usage",
    N_("The certificate of {name} was issued for another use, not for signing documents. Nothing was signed."),
    N_("Choose a certificate whose key usage allows digital signatures."),
)
SHORT_PIN = Sentence(
    "signing.short_pin",
    N_("The PIN is too short: it needs at least {least} characters. No identity was made."),
    N_("Choose a longer PIN."),
)
NO_NAME = Sentence(
    "signing.no_name",
    N_("An identity needs the name of the person who signs. No identity was made."),
    N_("Write the name as it stands on papers."),
)
NOT_A_CERTIFICATE = Sentence(
    "signing.not_a_certificate",
    N_("The file with the trusted root holds no certificate."),
    N_("Choose a certificate file in PEM or DER form (.pem, .crt, .cer)."),
)
REFUSED_BY_SELF = Sentence(
    "signing.own_check_failed",
    N_("The signature was made but did not pass the program's own check, so the paper was not stored."),
    N_("Sign again; if it happens again, use another identity."),
)
