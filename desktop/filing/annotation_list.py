"""A list of annotations as a paper: gathered on the database thread, laid out on the pool, written once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.assessment.for_paper import paper_citation
from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.evidence.annotations import GONE
from desktop.evidence.service import Evidence
from desktop.filing.gathering import in_language
from desktop.filing.outside import refuse_taken, write_new
from desktop.i18n import Language, Words
from desktop.papers.annotations import lay_out
from desktop.register.service import Register
from desktop.vault.opened import OpenVault
from models.views.annotations import Annotation, Labels
from models.views.annotations_paper import AnnotationLine, AnnotationsPaper


class AnnotationLists:
    """Methods belong to the database thread, unless they begin with `stage`."""

    def __init__(self, vault: OpenVault, register: Register, evidence: Evidence, clock: Clock) -> None:
        self._vault = vault
        self._register = register
        self._evidence = evidence
        self._clock = clock

    def gather(self, case_id: str, ids: Sequence[str], language: Language) -> AnnotationsPaper:
        """What stands on the list, in the order of `ids`; only what this member may see. Raises KnownError(GONE)."""
        case, profile, notes = self._register.case(case_id), self._register.profile(), self._evidence.annotations
        words, labels = Words(language), notes.labels()
        known = {one.id: one for one in notes.of_case(case_id)}
        if not set(ids) <= set(known):
            raise KnownError(GONE)
        return AnnotationsPaper(
            language=language,
            made_at=stamp(self._clock.now()),
            dated=self._clock.today().isoformat(),
            commission=in_language(profile, "commission", language),
            author=in_language(profile, "member_name", language),
            case_number=case.number,
            lines=tuple(_line(known[one], labels, words) for one in ids),
        )

    @staticmethod
    def stage_pdf(paper: AnnotationsPaper) -> bytes:
        """Lay it out (pool). Raises KnownError: a character that no font prints."""
        return lay_out(paper, Words(paper.language))

    def write(self, case_id: str, count: int, pdf: bytes, target: Path) -> Path:
        """Write a laid-out list to a file that must not exist (0600); the export is logged before."""
        refuse_taken(target)
        with self._vault.store.write("annotation.printed", case_id=case_id) as work:
            work.detail["count"] = count
        write_new(target, pdf)
        return target


def _line(one: Annotation, labels: Labels, words: Words) -> AnnotationLine:
    tag = labels.tag(one.tag)
    return AnnotationLine(
        place=paper_citation(one.citation(), one.number),
        kind=one.kind,
        colour=words.tr(labels.colour(one.colour)),
        tag=words.tr(tag) if tag else "",
        quote=one.quote,
        note=one.text,
        author=one.author,
        shared=one.shared,
        at=one.updated_at[:10],
    )
