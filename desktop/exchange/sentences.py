"""What a folder import or export refuses, in the program's words."""

from __future__ import annotations

from desktop.errors import Sentence
from desktop.i18n import N_

_NOTHING = N_("Mend the line in case.toml and import the folder again. Nothing was taken in.")

NO_FOLDER = Sentence(
    "exchange.no_folder",
    N_("There is no folder {folder}, or it can't be read."),
    N_("Check the name and that the disk is connected."),
)
NOTHING_THERE = Sentence(
    "exchange.nothing_to_import",
    N_("The folder {folder} holds no file that could be taken in."),
    N_("Hidden files, links and devices are left out. Choose a folder with documents."),
)
TOML = Sentence(
    "exchange.manifest_unreadable",
    N_("case.toml of {folder} can't be read as TOML, line {line}."),
    _NOTHING,
)
TOO_LARGE = Sentence(
    "exchange.manifest_too_large",
    N_("case.toml of {folder} is larger than any case needs. Nothing was taken in."),
    N_("Ask the sender to divide the case."),
)
NO_FORMAT = Sentence(
    "exchange.manifest_format",
    N_("case.toml of {folder} does not say “format = 1”."),
    N_("Write “format = 1” as its first line. Another number belongs to a newer program."),
)
UNKNOWN_KEY = Sentence(
    "exchange.unknown_key",
    N_("case.toml of {folder}, line {line}: “{key}” is not a known name."),
    _NOTHING,
)
WRONG_KIND = Sentence(
    "exchange.wrong_kind",
    N_("case.toml of {folder}, line {line}: the value of “{key}” is not of the right kind."),
    _NOTHING,
)
NO_PRINCIPAL = Sentence(
    "exchange.no_principal",
    N_("case.toml of {folder} names no principal applicant with a name."),
    N_("Add a [[person]] with role_in_case = “principal” and at least one name."),
)
BAD_PATH = Sentence(
    "exchange.path_refused",
    N_("case.toml of {folder}, line {line}: “{path}” leads out of the folder or through a link."),
    N_("Name files inside the folder, with relative paths and without “..”. Nothing was taken in."),
)
NO_FILE = Sentence(
    "exchange.file_missing",
    N_("case.toml of {folder}, line {line}: there is no file “{path}” in the folder."),
    N_("Add the file or take the line out. Nothing was taken in."),
)
FILE_TWICE = Sentence(
    "exchange.file_twice",
    N_("case.toml of {folder}, line {line}: “{path}” is named twice."),
    _NOTHING,
)
BAD_NUMBER = Sentence(
    "exchange.exhibit_number",
    N_("case.toml of {folder}, line {line}: “{value}” is not an exhibit number, or it does not fit the class."),
    _NOTHING,
)
BAD_SHA = Sentence(
    "exchange.checksum",
    N_("The file “{path}” is not the one that case.toml describes: its SHA-256 differs. (V-EXH-01)"),
    N_("Get the folder again from its sender. Nothing was taken in."),
)
NO_ORIGINAL = Sentence(
    "exchange.no_original",
    N_("case.toml of {folder}, line {line}: “{value}” names no exhibit of this folder."),
    N_("Name the original by its file or its exhibit number. Nothing was taken in."),
)
NOT_READMITTED = Sentence(
    "exchange.not_readmitted",
    N_("case.toml of {folder}, line {line}: the exhibit can't have been admitted again for “{value}”."),
    N_("“replaces” names a withdrawn exhibit with the same file, and each only once. Nothing was taken in."),
)
CUSTODY_VALUE = Sentence(
    "exchange.custody_value",
    N_("case.toml of {folder}, line {line}: “{value}” can't stand as “{key}” of a custody entry."),
    N_(
        "An entry says returned, received, copied or destroyed, on which day, and when that was recorded; no day or "
        "moment lies in the future, no text is longer than 1,000 characters. Nothing was taken in."
    ),
)
CUSTODY_LACKS = Sentence(
    "exchange.custody_lacks",
    N_("case.toml of {folder}, line {line}: the custody entry lacks “{key}”."),
    N_(
        "Every entry has action, day and recorded_at; what was returned or received has party, what was destroyed "
        "has note. Nothing was taken in."
    ),
)
CUSTODY_MANY = Sentence(
    "exchange.custody_many",
    N_("case.toml of {folder}, line {line}: more than {most} custody entries."),
    N_("No case has so many. Ask the sender. Nothing was taken in."),
)
TOO_MUCH = Sentence(
    "exchange.too_much",
    N_(
        "The case is too large for a case folder: no more than {most} custody entries and {mib} MiB of case.toml can "
        "be taken in elsewhere. Nothing was written."
    ),
    N_("Export the exhibits one by one, and their custody logs as papers."),
)
TARGET_EXISTS = Sentence(
    "exchange.target_exists",
    N_("There is already something at {path}. Nothing was written."),
    N_("Choose a new folder name."),
)
TARGET_REFUSED = Sentence(
    "exchange.target_refused",
    N_("The folder {path} can't be written there. Nothing was left behind."),
    N_("Choose another place or free some space."),
)
UNNAMED = Sentence(
    "exchange.unnamed_files",
    N_("Files that case.toml does not name were taken in as A-exhibits: {names}."),
    N_("Check their titles and how they were obtained."),
)
SKIPPED = Sentence(
    "exchange.skipped_files",
    N_("Left out: {names}."),
    N_("Hidden files, links and devices are not taken in."),
)
LOOSE = Sentence(
    "exchange.loose_files",
    N_("These files lie beside the folders of the cases and belong to none of them: {names}. They were left out."),
    N_("Put them into the folder of their case and add them there."),
)
GAPS = Sentence(
    "exchange.number_gap",
    N_("The case number leaves a gap: {numbers} are borne by no case of this vault. The gap is on record."),
    N_("It is never filled."),
)
NOT_TAKEN = Sentence(
    "exchange.folder_failed",
    N_("{folder} was not taken in: {reason}"),
    N_("Mend it and import this folder again."),
)
CUSTODY_CAME = Sentence(
    "exchange.custody_entries",
    N_(
        "Custody entries that were recorded elsewhere came along: {count}. They stand apart from the log of this "
        "vault, and nobody here has checked them."
    ),
    N_("Compare them with the papers on handing over."),
)
EMPTY_FILES = Sentence(
    "exchange.empty_files",
    N_("Empty files were taken in as they are: {names}."),
    N_("Ask the sender whether something is missing."),
)
