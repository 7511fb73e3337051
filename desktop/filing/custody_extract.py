"""The custody log of one exhibit as a paper: gathered on the database thread, laid out on the pool, written once."""

from __future__ import annotations

from pathlib import Path

from desktop.clock import Clock, stamp
from desktop.evidence.service import Evidence
from desktop.filing.gathering import in_language
from desktop.filing.outside import refuse_taken, write_new
from desktop.i18n import Language, Words
from desktop.papers.custody import lay_out
from desktop.register.service import Register
from desktop.vault.opened import OpenVault
from models.views.custody_paper import CheckLine, CustodyLine, CustodyPaper
from models.views.evidence import ElsewhereEntry


class CustodyExtracts:
    """Methods belong to the database thread, unless they begin with `stage`."""

    def __init__(self, vault: OpenVault, register: Register, evidence: Evidence, clock: Clock) -> None:
        self._vault = vault
        self._register = register
        self._evidence = evidence
        self._clock = clock

    def gather(self, exhibit_id: str, language: Language) -> CustodyPaper:
        """Everything that stands on the extract, as it is now. Raises KnownError(NOT_FOUND)."""
        view = self._evidence.exhibit(exhibit_id)
        case = self._register.case(view.case_id)
        profile, codes = self._register.profile(), self._register.codes
        came = self._evidence.custody_elsewhere(exhibit_id)
        head = self._vault.store.head()
        made_of = ""
        if view.derived_from is not None:
            made_of = f"{view.derived_number} ({codes.label('derived_how', view.derived_how, language).lower()})"
        return CustodyPaper(
            language=language,
            made_at=stamp(self._clock.now()),
            dated=self._clock.today().isoformat(),
            commission=in_language(profile, "commission", language),
            place=in_language(profile, "place", language),
            author=in_language(profile, "member_name", language),
            author_post=in_language(profile, "post", language),
            case_number=case.number,
            exhibit=view.number,
            title=view.title(language),
            file_name=view.shown_name,
            media=view.media,
            size=view.size,
            pages=view.pages,
            sha256=view.sha256,
            admitted_at=view.admitted_at,
            admitted_by=view.author,
            provenance=view.details.provenance,
            withdrawn=view.status_reason,
            made_of=made_of,
            failed=bool(view.failed_at),
            entries=tuple(
                CustodyLine(
                    one.at,
                    one.who,
                    codes.label("custody_action", one.action, language),
                    one.sha256,
                    one.note,
                    one.action,
                    one.day,
                    one.party,
                )
                for one in self._evidence.custody(exhibit_id)
            ),
            checks=tuple(
                CheckLine(one.at, one.who, one.outcome, one.found) for one in self._evidence.integrity.log(exhibit_id)
            ),
            chain_seq=head.seq,
            chain_head=head.hash.hex(),
            elsewhere=tuple(_elsewhere(one, codes.label("custody_action", one.action, language)) for one in came),
            taken_at=came[0].taken_at if came else "",
            taken_by=came[0].taken_by if came else "",
        )

    @staticmethod
    def stage_pdf(paper: CustodyPaper) -> bytes:
        """Lay it out (pool). Raises KnownError: a character that no font prints."""
        return lay_out(paper, Words(paper.language))

    def write(self, exhibit_id: str, pdf: bytes, target: Path) -> Path:
        """Write a laid-out extract to a file that must not exist (0600); the export is logged before."""
        refuse_taken(target)
        view = self._evidence.exhibit(exhibit_id)
        with self._vault.store.write("exhibit.log_exported", case_id=view.case_id, subject=exhibit_id) as work:
            work.detail["number"] = view.number
        write_new(target, pdf)
        return target


def _elsewhere(one: ElsewhereEntry, action: str) -> CustodyLine:
    return CustodyLine(one.recorded_at, one.recorded_by, action, "", one.note, one.action, one.day, one.party)
