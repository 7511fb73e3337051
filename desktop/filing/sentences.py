"""What can go wrong when a paper is issued or handed out."""

from __future__ import annotations

from desktop.errors import Sentence
from desktop.i18n import N_

BLOCKED = Sentence(
    "filing.blocked",
    N_("The opinion on case {number} can't be signed yet. Open points: {count}."),
    N_("Open the list of what still blocks signing and settle each point."),
)
MOVED_ON = Sentence(
    "filing.case_moved_on",
    N_("The case was changed while the paper was being signed, so nothing was stored."),
    N_("Look at the preview again and sign it once more."),
)
NO_PAPER = Sentence(
    "filing.no_paper", N_("This vault holds no paper {number}."), N_("Choose one from the list of papers.")
)
NO_IDENTITY = Sentence(
    "filing.no_identity",
    N_("This vault holds no such signing identity."),
    N_("Take in a PKCS#12 file or make an identity, then sign."),
)
IDENTITY_KNOWN = Sentence(
    "filing.identity_known",
    N_("This signing identity is in the vault already."),
    N_("Choose it from the list of identities."),
)
PIN_NEEDED = Sentence(
    "filing.pin_needed",
    N_("The PIN of the signing identity is needed. Nothing was signed."),
    N_("Type the PIN and sign again."),
)
TARGET_EXISTS = Sentence(
    "filing.target_exists",
    N_("A file named {name} is there already. It was not touched and nothing was written."),
    N_("Choose another name or move the old file away."),
)
NOT_WRITTEN = Sentence(
    "filing.not_written",
    N_("The file {name} could not be written: {reason}. The paper is still in the vault."),
    N_("Choose another folder or free some space, then export it again."),
)
NOT_READ = Sentence(
    "filing.not_read",
    N_("The file {name} could not be read: {reason}."),
    N_("Check the path and the rights to the file."),
)
TOO_LARGE = Sentence(
    "filing.too_large",
    N_("The file {name} is larger than 256 MB and was not read."),
    N_("Choose the signed PDF itself."),
)
NO_SIGNED_PAPER = Sentence(
    "filing.no_signed_paper",
    N_("Case {case} has no signed opinion yet. Nothing was written."),
    N_("Sign it in the window or with --sign; --draft writes the unsigned draft."),
)
SEVERAL_IDENTITIES = Sentence(
    "filing.which_identity",
    N_("It is not clear which identity signs: {count} fit. Nothing was signed."),
    N_("Name one with --identity; the list shows names and ids."),
)
UNKNOWN_LANGUAGE = Sentence(
    "filing.unknown_language",
    N_("Papers are written in Russian or English, not in “{language}”."),
    N_("Use ru or en."),
)
