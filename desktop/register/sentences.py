"""What the register refuses or warns about, in the program's words. Codes of rules are in reference/domain.md 2.12."""

from __future__ import annotations

from desktop.errors import Sentence
from desktop.i18n import N_

_MEND = N_("Mend the field and save again. Nothing was lost.")

NO_CASE = Sentence(
    "register.no_such_case",
    N_("There is no case {case} in this vault."),
    N_("Look it up in the list: a number, a unique id or a row id names a case."),
)
NO_ROW = Sentence(
    "register.no_such_record",
    N_("This record is no longer there: it was removed meanwhile."),
    N_("Open the case again to see how it stands."),
)
STALE = Sentence(
    "register.changed_meanwhile",
    N_("This record was changed since it was opened. Nothing was overwritten."),
    N_("Open it again and repeat the change."),
)
NOT_DRAFT = Sentence(
    "register.not_a_draft",
    N_("Case {case} is registered. Only a draft can be discarded or registered."),
    N_("A registered case is ended by discontinuing it, on record."),
)
NUMBER_TAKEN = Sentence(
    "register.number_taken",
    N_("Case number {number} belongs to another case of this vault. Nothing was taken in."),
    N_("Compare both cases, and give the arriving one the number under which it was registered."),
)
UID_TAKEN = Sentence(
    "register.case_already_here",
    N_("This case is already in this vault, as {case}. Nothing was taken in."),
    N_("Open the case that is here. To take in new files, add them to it as exhibits."),
)
NUMBER_FORM = Sentence(
    "register.number_form",
    N_("“{number}” is not a case number of this commission."),
    N_("A case number looks like {example}."),
)
DRAFT_WITH_NUMBER = Sentence(
    "register.draft_with_number",
    N_("A draft has no case number, but this one brings {number}."),
    N_("State the registered state of the case, or leave the number out."),
)
ONE_PRINCIPAL = Sentence(
    "register.one_principal",
    N_("A case has exactly one principal applicant; here there are {count}. (V-CASE-02)"),
    N_("Give exactly one person the role of principal applicant."),
)
PRINCIPAL_STAYS = Sentence(
    "register.principal_stays",
    N_("The principal applicant can't be removed while the case stands. (V-CASE-02)"),
    N_("Give another person the role of principal applicant first."),
)
PERSON_LINKED = Sentence(
    "register.person_in_use",
    N_("This person bears documents, consents or family links."),
    N_("Remove those first; the history keeps them."),
)
LINK_TWO = Sentence(
    "register.link_needs_two", N_("A family link joins two different persons of one case."), N_("Choose two persons.")
)

EMPTY = Sentence("register.field_empty", N_("The field “{field}” is empty."), _MEND)
TOO_LONG = Sentence("register.field_too_long", N_("The field “{field}” holds more than {limit} characters."), _MEND)
UNKNOWN_CODE = Sentence("register.unknown_code", N_("“{value}” is not a value of the field “{field}”."), _MEND)
BAD_DAY = Sentence(
    "register.not_a_day", N_("“{value}” in the field “{field}” is not a day."), N_("Write the day as 22.11.2026.")
)
BAD_PARTIAL = Sentence(
    "register.not_a_date",
    N_("“{value}” in the field “{field}” is not a date."),
    N_("Write 17.05.1974, and underscores for what is unknown: __.05.1974 or ____.1974."),
)
FUTURE = Sentence("register.day_in_future", N_("The field “{field}” names a day that has not come yet."), _MEND)
EARLY = Sentence(
    "register.received_early",
    N_("The case was received before {day}."),
    N_("Compare the day with the incoming stamp."),
)
ORDER = Sentence("register.days_out_of_order", N_("“{later}” lies before “{earlier}”. (V-CASE-01)"), _MEND)
LATE_REGISTRATION = Sentence(
    "register.registered_late",
    N_("The case is registered more than one working day after it was received."),
    N_("State the reason in the file."),
)
REFERRAL = Sentence(
    "register.referral_missing",
    N_("A referred case names its referral: reference number and day."),
    N_("Fill in the field “{field}”."),
)
PRIORITY_REASON = Sentence(
    "register.priority_reason_missing",
    N_("A priority other than normal needs its reason."),
    N_("Fill in the field “{field}”."),
)

NO_NAME = Sentence(
    "register.person_without_name",
    N_("The person has no name."),
    N_("Write at least one name, in Cyrillic or in Latin letters."),
)
NAME_CYRILLIC = Sentence(
    "register.name_not_cyrillic",
    N_("The field “{field}” takes Cyrillic letters, spaces, apostrophes and hyphens."),
    N_("Write the Latin spelling in the Latin field."),
)
NAME_LATIN = Sentence(
    "register.name_not_latin",
    N_("The field “{field}” takes Latin letters, spaces, apostrophes, full stops and hyphens."),
    N_("Write the Cyrillic spelling in the Cyrillic field."),
)
MIXED = Sentence(
    "register.mixed_scripts",
    N_("The word “{word}” mixes Cyrillic and Latin letters that look alike. (V-PERS-01)"),
    N_("Type the word again in one script."),
)
FLAG_AND_FIELD = Sentence(
    "register.flag_and_field",
    N_("The field “{field}” is filled, though it is marked as absent."),
    N_("Clear the field or the mark."),
)
SUGGESTED = Sentence(
    "register.name_suggested",
    N_("The Cyrillic name has no confirmed source and can't stand on an outgoing paper."),
    N_("Choose the source: certified translation, migration card or visa."),
)
BORN_LATER = Sentence("register.born_in_future", N_("The birth date lies in the future."), _MEND)
TOO_OLD = Sentence("register.age_above_120", N_("The birth date makes the person older than 120 years."), _MEND)
BAD_INN = Sentence("register.inn_digits", N_("The taxpayer number (INN) does not match its check digits."), _MEND)
BAD_SNILS = Sentence(
    "register.snils_digits", N_("The insurance number (SNILS) does not match its check digits."), _MEND
)
MINOR_ALONE = Sentence(
    "register.minor_without_parent",
    N_("A minor has neither a parent or guardian in the case nor the mark “unaccompanied”."),
    N_("Add the family link, or mark the child as unaccompanied."),
)

NO_DOCUMENT_NUMBER = Sentence(
    "register.document_without_number", N_("The identity document has no number."), N_("Write the number.")
)
NUMBER_CHARS = Sentence(
    "register.document_number_characters",
    N_("The field “{field}” takes Latin capitals, digits, spaces, hyphens and slashes, 20 at most."),
    _MEND,
)
NUMBER_SHAPE = Sentence(
    "register.document_number_unusual",
    N_("The number has not the usual shape for its issuer ({country})."),
    N_("Compare it with the document."),
)
EXPIRES_FIRST = Sentence("register.expires_before_issue", N_("The document expires before it was issued."), _MEND)
EXPIRED = Sentence(
    "register.document_expired",
    N_("The document had expired when the case was received."),
    N_("Ask for a valid document, or record why there is none."),
)
EXPIRES_SOON = Sentence(
    "register.document_expires_soon",
    N_("The document is valid for less than four months after the case was received."),
    N_("Tell the applicant in time."),
)
MRZ_SHAPE = Sentence(
    "register.mrz_shape",
    N_("The machine-readable zone has not the form of a passport or card: 2×44, 2×36 or 3×30 characters."),
    N_("Compare the lines with the document: letters, digits and < only."),
)
MRZ_DIGIT = Sentence(
    "register.mrz_check_digit",
    N_("The check digit of “{field}” in the machine-readable zone is {found}; {expected} would fit. (V-PASS-01)"),
    N_("Compare the zone with the document. Nothing was corrected."),
)
MRZ_DIFFERS = Sentence(
    "register.mrz_differs",
    N_("“{field}”: the machine-readable zone reads {mrz}, the case says {typed}. (V-PASS-01)"),
    N_("Compare both with the document."),
)

NO_CONSENT = Sentence(
    "register.no_consent",
    N_("“{field}” is special-category data: it is kept only with a signed consent in force. (V-CONS-01)"),
    N_("Record the consent first, with its day and the purpose “special categories”."),
)
CONSENT_UNSIGNED = Sentence("register.consent_unsigned", N_("A consent has the day on which it was signed."), _MEND)
CONSENT_PURPOSE = Sentence("register.consent_purpose", N_("A consent covers at least one purpose."), _MEND)
WITHDRAWN_FIRST = Sentence(
    "register.withdrawn_before_signed", N_("The consent was withdrawn before it was signed."), _MEND
)
PROFILE_NAME = Sentence(
    "register.profile_incomplete",
    N_("The profile names the commission, the member and the member's post: they stand on every paper."),
    N_("Fill in the three fields."),
)
