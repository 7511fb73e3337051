"""What the parts of an opinion are called and what belongs into them."""

from __future__ import annotations

from desktop.i18n import N_
from models.views.papers import PartKind

TITLES: dict[PartKind, str] = {
    "facts": N_("Facts"),
    "law": N_("Law"),
    "assessment": N_("Assessment"),
    "operative": N_("Operative part"),
}
HINTS: dict[PartKind, str] = {
    "facts": N_("What is established, and by which exhibit. Each paragraph cites a page."),
    "law": N_("Which provisions apply, with article and edition."),
    "assessment": N_("Why these facts under this law lead to the outcome. Answer the applicant's arguments."),
    "operative": N_("What the rapporteur proposes."),
}
GROUPS: dict[str, str] = {
    "P": N_("Reasons for support"),
    "N": N_("Reasons against support"),
    "X": N_("Exclusion"),
    "D": N_("Discontinuance"),
}
