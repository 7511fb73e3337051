"""Finalise, lay out, sign, store (RULINGS E1, F7); and what can be done with a stored paper."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.assessment.service import Assessment
from desktop.clock import Clock, parse_stamp, stamp
from desktop.errors import BugError, KnownError
from desktop.evidence.service import Evidence
from desktop.filing import paper_rows
from desktop.filing.gathering import Gathering, count_citations
from desktop.filing.identities import Identities
from desktop.filing.outside import read_whole, refuse_taken, write_new
from desktop.filing.sentences import BLOCKED, MOVED_ON
from desktop.i18n import Language, Words
from desktop.jobs import Progress
from desktop.papers.mark import mark_pdf
from desktop.papers.opinion import compose
from desktop.papers.record import content_hash, content_record
from desktop.register.service import Register
from desktop.signing import kinds, signer
from desktop.signing.credentials import Credential, facts
from desktop.signing.sentences import REFUSED_BY_SELF
from desktop.signing.verifier import verify
from desktop.vault.chain import Head
from desktop.vault.objects import ObjectReader, SealedObject
from desktop.vault.opened import OpenVault
from models.views.assessment import Obstacle
from models.views.changes import Changes, Done
from models.views.papers import MarkData, OpinionPaper, PaperPage, PaperPreview, PaperQuery, PaperView
from models.views.register import CaseView
from models.views.signing import Verdict

STEPS = 5


@dataclass(frozen=True)
class Frozen:
    """A finalised opinion: text, clock and chain head stand still. What happens next is layout and signature."""

    case_id: str
    paper: OpinionPaper
    supersedes_id: str | None
    ordinal: int
    moment: dt.datetime
    credential: Credential


@dataclass(frozen=True)
class Signed:
    """A signed paper whose bytes are sealed but which no row owns yet."""

    frozen: Frozen
    sealed: SealedObject
    pages: int
    content_hash: str


class Issue:
    """Methods belong to the database thread, unless they begin with `stage`."""

    def __init__(
        self,
        vault: OpenVault,
        register: Register,
        evidence: Evidence,
        assessment: Assessment,
        identities: Identities,
        clock: Clock,
    ) -> None:
        self.vault = vault
        self.register = register
        self.assessment = assessment
        self.identities = identities
        self.clock = clock
        self._gathering = Gathering(register, evidence, assessment)

    # -- before signing ---------------------------------------------------------------------------------------------

    def obstacles(self, case_id: str, language: Language) -> tuple[Obstacle, ...]:
        """What still stops the signature, and nothing else."""
        return tuple(one for one in self.assessment.signing_status(case_id, language) if one.stops)

    def draft(self, case_id: str, language: Language) -> tuple[OpinionPaper, str]:
        """The opinion as it would be printed now, as a draft, and the number that signing would give it."""
        case = self.register.case(case_id)
        number, _ordinal, previous = self._next(case, language)
        paper = self._gather(case, language, "", previous.number if previous else "", self.clock.now())
        return paper, number

    @staticmethod
    def stage_preview(paper: OpinionPaper, number: str) -> PaperPreview:
        """Lay out a draft (pool). Raises KnownError: a character that no font prints."""
        made = compose(paper, Words(paper.language))
        return PaperPreview(
            pdf=made.pdf,
            pages=made.pages,
            number=number,
            exhibits=len(paper.exhibits),
            citations=count_citations(paper),
            supersedes=paper.supersedes,
        )

    def preview(self, case_id: str, language: Language) -> bytes:
        """The draft paper's PDF, in one call."""
        return self.stage_preview(*self.draft(case_id, language)).pdf

    # -- signing ----------------------------------------------------------------------------------------------------

    def finalise(self, case_id: str, language: Language, identity_id: str, pin: str | None = None) -> Frozen:
        """Freeze text, clock and chain head, and open the identity. Raises KnownError: blocked, PIN, certificate."""
        case = self.register.case(case_id)
        open_points = self.obstacles(case.id, language)
        if open_points:
            raise KnownError(BLOCKED, number=case.number or "—", count=len(open_points))
        credential = self.identities.open(identity_id, pin)
        moment = parse_stamp(stamp(self.clock.now()))
        number, ordinal, previous = self._next(case, language)
        paper = self._gather(case, language, number, previous.number if previous else "", moment)
        return Frozen(case.id, paper, previous.id if previous else None, ordinal, moment, credential)

    def stage_signed(self, frozen: Frozen, progress: Progress | None = None) -> Signed:
        """Lay out, check PDF/A, sign, check the signature, seal (pool). Nothing is left behind when it fails."""
        paper, credential = frozen.paper, frozen.credential
        step = (progress or Progress()).at
        words = Words(paper.language)
        step(0, STEPS)
        made = compose(paper, words)
        step(1, STEPS)
        described = facts(credential.certificate)
        mark = mark_pdf(
            MarkData(
                certificate=described.serial,
                owner=described.name,
                not_before=described.not_before[:10],
                not_after=described.not_after[:10],
                kind=kinds.label(credential.kind, words),
                signed=words.moment(frozen.moment),
            ),
            words,
        )
        step(2, STEPS)
        pdf = signer.sign(made.pdf, credential, when=frozen.moment, place=made.mark, mark=mark, location=paper.place)
        step(3, STEPS)
        (report,) = verify(pdf, words, now=frozen.moment).signatures or (None,)
        if report is None or report.integrity != "intact" or report.coverage != "whole_file":
            raise KnownError(REFUSED_BY_SELF)
        step(4, STEPS)
        sealed = self.vault.objects.seal(io.BytesIO(pdf), size=len(pdf))
        return Signed(frozen, sealed, made.pages, made.content_hash)

    def store(self, signed: Signed) -> Done[PaperView]:
        """Put the signed paper on record. Raises KnownError(MOVED_ON) if the case is no longer what was frozen."""
        frozen = signed.frozen
        paper = frozen.paper
        try:
            case = self.register.case(frozen.case_id)
            number, ordinal, _previous = self._next(case, paper.language)
            head = Head(paper.chain_seq, bytes.fromhex(paper.chain_head))
            now = self._gather(case, paper.language, number, paper.supersedes, frozen.moment, head, paper.dated)
            if ordinal != frozen.ordinal or content_hash(now) != signed.content_hash:
                raise KnownError(MOVED_ON)
            row = paper_rows.new_paper(
                case_id=frozen.case_id,
                paper=paper,
                ordinal=ordinal,
                supersedes=frozen.supersedes_id,
                certificate=facts(frozen.credential.certificate),
                kind=frozen.credential.kind,
                signed_at=stamp(frozen.moment),
                sealed=signed.sealed,
                pages=signed.pages,
                digest=signed.content_hash,
                citations=count_citations(paper),
                author=self.vault.store.actor,
            )
            with self.vault.store.write("paper.signed", case_id=frozen.case_id, subject=row.id) as work:
                work.detail = {
                    "number": number,
                    "sha256": signed.sealed.sha256.hex(),
                    "content": signed.content_hash,
                    "certificate": row.signer_serial,
                }
                paper_rows.add(work, row, content_record(paper))
                view = paper_rows.view(work.session, row, case.number)
        except BaseException:
            self.vault.objects.remove(signed.sealed.object_id)
            raise
        self.vault.note_head(force=True)
        return Done(view, _changes(work.changes))

    def sign(self, case_id: str, language: Language, identity_id: str, pin: str | None = None) -> Done[PaperView]:
        """Finalise, lay out, sign and store in one call (command line, demo)."""
        return self.store(self.stage_signed(self.finalise(case_id, language, identity_id, pin)))

    # -- stored papers ----------------------------------------------------------------------------------------------

    def papers(self, query: PaperQuery | None = None) -> PaperPage:
        """Signed papers, newest first."""
        with self.vault.store.read() as session:
            return paper_rows.page(session, query or PaperQuery())

    def paper(self, paper_id: str) -> PaperView:
        """By id or number. Raises KnownError(NO_PAPER)."""
        with self.vault.store.read() as session:
            row = paper_rows.find(session, paper_id)
            return paper_rows.view(session, row, paper_rows.case_number(session, row.case_id))

    def source(self, paper_id: str) -> ObjectReader:
        """The paper's bytes by range, for a decoder; the opening is on record. The caller closes it."""
        with self.vault.store.read() as session:
            row = paper_rows.find(session, paper_id)
        if not self.vault.store.read_only:
            with self.vault.store.write("paper.opened", case_id=row.case_id, subject=row.id):
                pass
        return self.vault.objects.open(row.object_id, row.object_key)

    def content(self, paper_id: str) -> bytes:
        """The whole signed PDF, compared with its hash. Raises KnownError: no paper, damaged."""
        with self.vault.store.read() as session:
            row = paper_rows.find(session, paper_id)
        return paper_rows.content(self.vault.objects, row)

    def export(self, paper_id: str, path: Path) -> Done[Path]:
        """Write a copy outside the vault, 0600, never over a file that is there; the export is on record."""
        with self.vault.store.read() as session:
            row = paper_rows.find(session, paper_id)
        data = paper_rows.content(self.vault.objects, row)
        refuse_taken(path)
        # on record before the bytes leave: a copy outside without its event must not be possible
        with self.vault.store.write("paper.exported", case_id=row.case_id, subject=row.id) as work:
            work.detail = {"number": row.number, "sha256": row.sha256.hex(), "file": path.name}
        self.vault.note_head(force=True)
        try:
            write_new(path, data)
        except KnownError:
            with self.vault.store.write("paper.export_failed", case_id=row.case_id, subject=row.id):
                pass
            raise
        return Done(path, _changes(work.changes))

    def check(self, paper_id: str, words: Words) -> Verdict:
        """What the stored paper proves, with the vault's own identities as trust anchors."""
        return verify(self.content(paper_id), words, trust=self.identities.roots(), now=self.clock.now())

    def check_file(self, path: Path, words: Words, trust: tuple[Path, ...] = ()) -> Verdict:
        """The same for a file outside; `trust` are root certificates besides the vault's. Raises KnownError."""
        roots = (*self.identities.roots(), *(read_whole(root) for root in trust))
        return verify(read_whole(path), words, trust=roots, now=self.clock.now())

    # -- inside -----------------------------------------------------------------------------------------------------

    def _gather(
        self,
        case: CaseView,
        language: Language,
        number: str,
        supersedes: str,
        moment: dt.datetime,
        head: Head | None = None,
        dated: str = "",
    ) -> OpinionPaper:
        day = dt.date.fromisoformat(dated) if dated else self.clock.today()
        paper = self._gathering.opinion(
            case,
            language,
            number=number,
            supersedes=supersedes,
            moment=moment,
            day=day,
            head=head or self.vault.store.head(),
        )
        return replace(paper, draft=not number)

    def _next(self, case: CaseView, language: Language) -> tuple[str, int, PaperView | None]:
        """The next number and ordinal of the case, and the paper in this language that would be superseded."""
        with self.vault.store.read() as session:
            ordinal = paper_rows.last_ordinal(session, case.id) + 1
            previous = paper_rows.latest(session, case.id, language, case.number)
        return f"З-{case.number or '—'}-{ordinal}", ordinal, previous


def _changes(changes: Changes | None) -> Changes:
    if changes is None:
        raise BugError("a write without its changes")
    return changes
