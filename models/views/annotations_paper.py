"""What a printed list of annotations says. Plain frozen data, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass

from models.views.papers import PaperCitation, PaperLanguage


@dataclass(frozen=True)
class AnnotationLine:
    """One annotation. `kind` is a code, `colour` and `tag` names as the vault has them, `note` as it was typed."""

    place: PaperCitation
    kind: str
    colour: str
    tag: str
    quote: str
    note: str
    author: str
    shared: bool
    at: str  # ISO day of the last change


@dataclass(frozen=True)
class AnnotationsPaper:
    """The whole list; layout reads nothing else."""

    language: PaperLanguage
    made_at: str
    dated: str  # ISO day
    commission: str
    author: str
    case_number: str
    lines: tuple[AnnotationLine, ...]
