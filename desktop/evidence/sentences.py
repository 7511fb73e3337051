"""What can go wrong with evidence, in the program's words; and the names of what the decoder notices."""

from __future__ import annotations

from desktop.errors import Sentence
from desktop.i18n import N_

LOCKED = Sentence(
    "evidence.locked",
    N_("This exhibit is protected by a password and could not be opened. The file in the vault is unchanged."),
    N_("Enter the password of the document, or ask whoever sent it for a copy without one."),
)
WRONG_PASSWORD = Sentence(
    "evidence.wrong_password",
    N_("The password does not open this exhibit. The file in the vault is unchanged."),
    N_("Check the keyboard layout and capital letters and enter the password again."),
)
ENCRYPTED = Sentence(
    "evidence.encrypted",
    N_("This exhibit is locked with a password in a way that is not opened here. It is kept exactly as it came."),
    N_("Ask whoever sent it for a copy without a password, or extract it and open it with its own program."),
)
DAMAGED = Sentence(
    "evidence.damaged",
    N_("This exhibit could not be shown: its content is damaged. It is kept exactly as it came."),
    N_("Compare it with the sender's copy, or extract it and try another program."),
)
TOO_BIG = Sentence(
    "evidence.too_big",
    N_("This exhibit could not be shown: drawing it needs more memory than an exhibit may take. It is kept unchanged."),
    N_("Ask for a smaller version of it, or extract it and open it on a computer set apart for such files."),
)
TOO_SLOW = Sentence(
    "evidence.too_slow",
    N_("This exhibit could not be shown: drawing it took longer than {seconds} seconds and was stopped."),
    N_("Other pages may still open. If not, extract it and try another program on a computer set apart."),
)
DECODER_DIED = Sentence(
    "evidence.decoder_died",
    N_("This exhibit could not be shown: the isolated reader ended while reading it. Nothing else was affected."),
    N_("Try another page. Treat the file with care: it may be damaged or made to do harm."),
)
NO_PART = Sentence(
    "evidence.no_part",
    N_("The exhibit holds no such file any more, or it can't be read out. The exhibit is unchanged."),
    N_("Open the exhibit again and choose the file from the list."),
)
PART_DIFFERS = Sentence(
    "evidence.part_differs",
    N_("“{name}” is not as long as the exhibit's own list says. Nothing was taken in."),
    N_("The exhibit may be damaged or made to do harm. Note this and ask whoever sent it for the single file."),
)
PART_TOO_BIG = Sentence(
    "evidence.part_too_big",
    N_("“{name}” is larger than a file may be that an exhibit brings along. Nothing was taken in."),
    N_("The exhibit may be made to do harm. Ask whoever sent it for the single file."),
)
PART_UNREADABLE = Sentence(
    "evidence.part_unreadable",
    N_("“{name}” can't be read out of the exhibit. Nothing was taken in, and the exhibit is unchanged."),
    N_("Take the other files in one by one, and ask whoever sent the exhibit for this one."),
)
NO_PAGE = Sentence(
    "evidence.no_page",
    N_("This exhibit has no such page."),
    N_("Choose a page from the list of pages."),
)
NO_VIEW = Sentence(
    "evidence.no_view",
    N_("This kind of file is not shown yet; its facts are."),
    N_("Extract it to open it in another program."),
)
NO_ISOLATION = Sentence(
    "evidence.no_isolation",
    N_("Exhibits are not shown on this computer: it offers no safe way to open files of unknown origin."),
    N_("Install bubblewrap, or use a Linux kernel with Landlock. Taking in, citing and extracting still work."),
)
CLOSED = Sentence(
    "evidence.closed",
    N_("The exhibit has been closed."),
    N_("Open it again to go on reading."),
)

CHANGED = Sentence(
    "evidence.changed_while_read",
    N_("The file {name} changed while it was being taken in. Nothing of it was kept."),
    N_("Wait until the program that writes it has finished, then add it again."),
)
VANISHED = Sentence(
    "evidence.vanished",
    N_("The file {name} is no longer there or can't be read. Nothing of it was kept."),
    N_("Check the disk or the folder it came from and add it again."),
)
NOT_A_FILE = Sentence(
    "evidence.not_a_file",
    N_("{name} is not an ordinary file. Nothing was taken in."),
    N_("Choose a file. Folders are taken in by importing them as a case."),
)
NOT_FOUND = Sentence(
    "evidence.not_found",
    N_("There is no exhibit {exhibit} in this case."),
    N_("Look at the list of exhibits; numbers are written like A-004."),
)
NO_PROVENANCE = Sentence(
    "evidence.no_provenance",
    N_("It is not stated how {name} was obtained. Nothing was taken in."),
    N_("Say from whom, when and by what channel it came."),
)
NO_TITLE = Sentence(
    "evidence.no_title",
    N_("The exhibit has no title. Nothing was changed."),
    N_("Give it a title in Russian or in English."),
)
BAD_VALUE = Sentence(
    "evidence.bad_value",
    N_("“{value}” can't stand in the field it was given for. Nothing was changed."),
    N_("Choose one of the offered values."),
)
NUMBER_TAKEN = Sentence(
    "evidence.number_taken",
    N_("The exhibit number {number} is taken already. Nothing was changed."),
    N_("Numbers are never used twice: let the program give the next free one."),
)
BAD_TRANSLATION = Sentence(
    "evidence.bad_translation",
    N_("An exhibit can be a translation only of another exhibit of the same case. Nothing was changed."),
    N_("Choose the original from the exhibits of this case."),
)
BAD_LINEAGE = Sentence(
    "evidence.bad_lineage",
    N_("An exhibit can be derived only from an exhibit of the same case, in a way that is named. Nothing was changed."),
    N_("Choose the exhibit that it was made of and say how it was made."),
)
NOTHING_TO_REDACT = Sentence(
    "evidence.nothing_to_redact",
    N_("No place to black out has been chosen. Nothing was made."),
    N_("Mark a place, or look for words, and add what was found to the list."),
)
NO_REDACTION_REASON = Sentence(
    "evidence.no_redaction_reason",
    N_("A place is blacked out without a reason. Nothing was made."),
    N_("Give each place a reason: it stands in the register of redactions."),
)
NOT_REDACTED = Sentence(
    "evidence.not_redacted",
    N_("This exhibit can't be blacked out here, or a place does not lie in it. Nothing was made."),
    N_("Documents, pictures and texts can be. Choose the places again, or make a page or a still of it first."),
)
TOO_MANY_TO_REDACT = Sentence(
    "evidence.too_many_to_redact",
    N_("The document has more than {most} pages: a copy made of pictures would be too big. Nothing was made."),
    N_("Black out an excerpt of it."),
)
TOO_MANY_HITS = Sentence(
    "evidence.too_many_hits",
    N_("The words stand at {most} places or more, and further ones were not looked for. None was added to the list."),
    N_(
        "Look for longer words, or black out an excerpt: a list that is not complete would leave some of them readable."
    ),
)
TITLE_TELLS = Sentence(
    "evidence.title_tells",
    N_("The title of the copy tells what is blacked out: “{what}”. Nothing was made."),
    N_("Write another title: it stands in lists, papers and exports."),
)
NOT_PROVEN = Sentence(
    "evidence.redaction_not_proven",
    N_("The redacted copy did not pass its check ({what}) and was thrown away. The original is unchanged."),
    N_("Draw the boxes a little larger, or choose another resolution, and make it again."),
)
NO_REASON = Sentence(
    "evidence.no_reason",
    N_("An exhibit is withdrawn with a reason on record only. Nothing was changed."),
    N_("Write why it is withdrawn."),
)
WITHDRAWN = Sentence(
    "evidence.withdrawn",
    N_("The exhibit {number} has been withdrawn. Nothing was changed."),
    N_("Cite or change the exhibit that replaces it, or admit it again."),
)
NOT_WITHDRAWN = Sentence(
    "evidence.not_withdrawn",
    N_("The exhibit {number} is in the case; only a withdrawn one is admitted again. Nothing was changed."),
    N_("Withdraw it first if it belongs to another class."),
)
HASH_DIFFERS = Sentence(
    "evidence.hash_differs",
    N_("The exhibit {number} does not match the checksum taken when it came in. It is not handed out."),
    N_("Run the vault check and restore the object from a backup."),
)
TARGET_EXISTS = Sentence(
    "evidence.target_exists",
    N_("There is already a file {path}. Nothing was written."),
    N_("Choose another name."),
)
TARGET_REFUSED = Sentence(
    "evidence.target_refused",
    N_("The file {path} can't be written there. Nothing was written."),
    N_("Choose another folder or free some space."),
)
BAD_CLASS = Sentence(
    "evidence.bad_class",
    N_("There is no class of exhibits “{value}”. Nothing was changed."),
    N_("The classes are A (applicant), B (own inquiry), C (country), D (procedure)."),
)
IN_USE = Sentence(
    "evidence.changed_meanwhile",
    N_("The exhibit {number} was changed since it was opened. Nothing was overwritten."),
    N_("Look at it again and repeat the change."),
)
BAD_PLACE = Sentence(
    "evidence.bad_place",
    N_("The selection does not fit the exhibit {number}, so it was not cited. Nothing was changed."),
    N_("Open the exhibit and select again."),
)

NO_OCR = Sentence(
    "evidence.no_ocr",
    N_("Scans can't be read by machine on this computer: Tesseract or the sandbox it runs in is not installed."),
    N_("Install the packages tesseract-ocr, tesseract-ocr-rus and bubblewrap. Everything else works without them."),
)
NO_OCR_LANGUAGE = Sentence(
    "evidence.no_ocr_language",
    N_("Tesseract is installed without the language that is wanted ({languages}). Nothing was read."),
    N_("Install the language, for example the package tesseract-ocr-rus, or choose another."),
)
OCR_FAILED = Sentence(
    "evidence.ocr_failed",
    N_("This page could not be read by machine. The exhibit is unchanged, and pages that were read before stay read."),
    N_("Go on with other pages, or mark a rectangle on the picture and type what it says."),
)

NO_OFFICE = Sentence(
    "evidence.no_office",
    N_("Pages can't be made on this computer: LibreOffice or the sandbox it runs in (bubblewrap) is not installed."),
    N_("Install LibreOffice and bubblewrap, or ask the sender for a PDF. Text that is shown here is complete."),
)
OFFICE_FAILED = Sentence(
    "evidence.office_failed",
    N_(
        "LibreOffice could not make pages of this document; it may be damaged or locked with a password. The exhibit "
        "is unchanged, and nothing was made."
    ),
    N_("Ask the sender for a PDF, or cite the exhibit as it is shown."),
)
OFFICE_TOO_LARGE = Sentence(
    "evidence.office_too_large",
    N_("Pages are made of documents of up to {size} MB, and this one is larger. The exhibit is unchanged."),
    N_("Ask the sender for a PDF, or cite the exhibit as it is shown."),
)
PAGES_THERE = Sentence(
    "evidence.pages_there",
    N_("The pages of this document are in the case already: {number}. Nothing was made."),
    N_("Open {number}."),
)
NOT_OFFICE = Sentence(
    "evidence.not_office",
    N_("Pages are made of texts and presentations of office programs only. {number} is neither, and is unchanged."),
    N_("Choose a Word, OpenDocument or RTF text, or a presentation."),
)

NOTES: dict[str, str] = {
    "no_pages": N_("This document has no pages."),
    "cut": N_("This file is too long to be shown whole; its beginning is shown."),
    "machine_read": N_("The text of this page was read from its picture by a machine."),
    "text_not_drawn": N_(
        "Letters on this page are not drawn: the document brings no font for them. Read its text beside."
    ),
    "more_frames": N_("This file holds more frames than are shown; the first ones are."),
    "unreadable_characters": N_("Some characters could not be read and are shown as �."),
    "direction_marks": N_("The text holds hidden marks that change the direction of reading."),
    "name_mismatch": N_("The name promises another kind of file than the content is."),
    "also_zip": N_(
        "The file is a ZIP archive as well. Programs that unpack it show other contents than are seen here."
    ),
    "also_pdf": N_("The file is a PDF document as well. Other programs may show other contents than are seen here."),
    "also_html": N_(
        "The file holds a web page or a script as well. A browser may show or run it; here nothing is run."
    ),
    "also_program": N_("The file holds a program as well. Here it is never run."),
    "also_archive": N_("An archive is hidden behind the contents of the file. It is not shown here."),
    "also_other": N_(
        "The file reads as a second kind of file as well; its facts name it. Only one reading is shown here."
    ),
    "data_behind": N_("More data lies behind the end of the picture. It is not shown here."),
    "rough_moments": N_(
        "A recording of this kind is entered near the wanted moment only; what is shown says where it is."
    ),
    "motion_photo": N_("A short video lies behind the picture, as telephones make it. It is not shown here."),
    "empty": N_("The file is empty."),
    "locked": N_("The document is protected by a password."),
    "damaged": N_("The content is damaged or not what it claims to be."),
    "too_big": N_("The picture is too big to be drawn safely."),
    "too_slow": N_("Reading it took too long and was stopped."),
    "decoder_died": N_("The isolated reader ended while reading it."),
    "encrypted": N_("The document is locked with a password."),
    "macros": N_("The file holds macros. They are never run here."),
    "outside_links": N_("The file refers to contents elsewhere. Nothing was fetched."),
    "embedded_objects": N_("Other documents are embedded in the file. They are not shown here."),
    "hidden_sheets": N_("Some sheets are hidden in the file; they are shown here."),
    "refused_members": N_("Some members can't be taken in; their rows say why."),
    "tracked_changes": N_("The text has tracked changes: inserted text stands in [+ +], deleted text in [− −]."),
    "no_text": N_("The document holds no text that could be shown here."),
    "layout_lost": N_("Text and tables are shown; layout, pictures and page breaks are not."),
    "cells_only": N_("Cells are shown; pictures, charts and text boxes of the sheets are not."),
    "remote_content": N_("The file refers to pictures or programs on the Internet. Nothing was fetched."),
    "nested": N_("The file is nested so deeply that only its bare text is shown."),
    "two_forms": N_(
        "The two forms of this message do not say the same. Its plain text stands first; the text of the HTML form "
        "follows on a page headed “text/html ≠ text/plain”."
    ),
    "forms_left": N_(
        "Not every HTML form in this file was compared with its plain text; those left are among the attached files."
    ),
    "in_container": N_(
        "The text of this message lies in a container for signing or encryption, which is not opened here; it is among "
        "the attached files."
    ),
    "rtf_only": N_("The text of this message is kept only in a form that can't be read here."),
    "no_isolation": N_("It was not opened: this computer offers no safe way to."),
}
