"""How annotations are called in lists and on paper."""

from __future__ import annotations

from desktop.i18n import N_, Words
from models.views.annotations import Annotation, AnnotationKind, Labels

KIND_NAMES: dict[AnnotationKind, str] = {
    "highlight": N_("Highlight"),
    "underline": N_("Underlining"),
    "box": N_("Box"),
    "note": N_("Note"),
    "pin": N_("Pin"),
    "doubt": N_("Doubt about the translation"),
}


def colour_name(words: Words, labels: Labels, slot: int) -> str:
    """What a colour means in this vault; the names that the program brings along in the window's language."""
    return words.tr(labels.colour(slot))


def tag_name(words: Words, labels: Labels, tag: str) -> str:
    name = labels.tag(tag)
    return words.tr(name) if name else ""


def said(words: Words, one: Annotation) -> str:
    """What stands in an annotation: its note, else the words it marks, else its kind."""
    return one.text or (words.tr("“{quote}”", quote=one.quote) if one.quote else words.tr(KIND_NAMES[one.kind]))
