"""A verdict in sentences, for people who will never read a certificate."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.clock import parse_stamp
from desktop.i18n import N_, Words
from desktop.signing.kinds import label
from models.views.signing import Answer, SignatureReport

VERDICTS: dict[Answer, str] = {
    "valid": N_("The paper is valid: it is as it was signed, and the signer's certificate is trusted here."),
    "invalid": N_("The paper is not valid: it was changed after signing or its signature is damaged."),
    "undecided": N_("It can't be decided here whether the paper is valid."),
}
FAULTS = {
    "unreadable": N_("The file can't be read as a signed PDF, so nothing can be said about it."),
    "unsigned": N_("The file bears no signature."),
    "too_many": N_("The file bears more signatures than the program checks."),
    "trailing": N_("Bytes were appended behind the end of the file; no signature covers them."),
    "fields": N_("The file has form fields besides signatures; what they show is not checked."),
}
INTEGRITY = {
    "intact": N_("What was signed is unchanged."),
    "broken": N_("What was signed has been changed, or the signature itself is damaged."),
    "unknown": N_("The signature can't be read."),
}
COVERAGE = {
    "whole_file": N_("The signature covers the whole file."),
    "revision": N_("The signature covers the file as it was when it was signed; something was added later."),
    "part": N_("The signature covers only a part of the file."),
    "unknown": "",
}
CHANGED = {
    "nothing": N_("Nothing was added after it."),
    "signatures": N_("After it only signatures or their proofs were added."),
    "form": N_("After it form fields were filled in and not signed."),
    "content": N_("After it the content was changed."),
    "unknown": "",
}
TRUST = {
    "trusted": N_("The certificate was issued under a trusted root."),
    "unknown_issuer": N_("The issuer of the certificate is not known here; give its root certificate to decide."),
    "expired": N_(
        "The certificate was valid at the claimed time and has expired since; no timestamp proves that the signature "
        "is older."
    ),
    "not_then_valid": N_("The certificate was not valid at the claimed time of signing."),
    "wrong_usage": N_("The certificate was issued for another use than signing documents."),
    "unknown": "",
}
UNCHECKED = {
    "time": N_("The time of signing is the signer's own statement; no timestamp proves it."),
    "revocation": N_("Whether the certificate was revoked was not checked: the program works offline."),
    "qualification": N_("Whether the signature is a qualified one was not checked."),
    "chain": N_("A certificate that came with the signature is damaged."),
    "signature": "",
}


def explain(answer: Answer, reports: Sequence[SignatureReport], faults: Sequence[str], words: Words) -> tuple[str, ...]:
    """The verdict first, then what is wrong with the file, then each signature: who, what, when, what is open."""
    lines = [words.tr(VERDICTS[answer]), *(words.tr(FAULTS[fault]) for fault in faults)]
    for report in reports:
        lines.extend(_one(report, words))
    return tuple(lines)


def _one(report: SignatureReport, words: Words) -> list[str]:
    if not report.signer:
        lines = [words.tr("Signature “{field}”: the signer can't be read.", field=report.field)]
    elif report.claimed_time:
        when = words.moment(parse_stamp(report.claimed_time))
        lines = [
            words.tr("Signature “{field}”: {signer}, {time}.", field=report.field, signer=report.signer, time=when)
        ]
    else:
        lines = [words.tr("Signature “{field}”: {signer}, time not stated.", field=report.field, signer=report.signer)]
    if report.kind != "unknown":
        lines.append(words.tr("Kind: {kind}.", kind=label(report.kind, words)))
    texts = [
        INTEGRITY[report.integrity],
        COVERAGE[report.coverage],
        CHANGED[report.changed_after],
        TRUST[report.trust],
        *(UNCHECKED[code] for code in report.unchecked),
    ]
    lines.extend(words.tr(text) for text in texts if text)
    return lines
