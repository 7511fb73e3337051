"""What can go wrong when a paper is laid out."""

from __future__ import annotations

from desktop.errors import Sentence
from desktop.i18n import N_

UNPRINTABLE = Sentence(
    "papers.unprintable_character",
    N_("The paper was not made: its fonts have no sign for “{character}” ({code}) in “{place}”."),
    N_("Write it in another way, for example as a transliteration, and make the paper again."),
)
NOT_ARCHIVAL = Sentence(
    "papers.not_archival",
    N_("The paper was laid out but does not keep the rules of PDF/A-2b, so it was not signed and not stored."),
    N_("Report the number of the case and the code {rule} to those who maintain the program."),
)
