"""Collects what stands on the paper from register, exhibits and assessment: one frozen `OpinionPaper`."""

from __future__ import annotations

import datetime as dt

from desktop.assessment.service import Assessment
from desktop.clock import stamp
from desktop.evidence.service import Evidence
from desktop.i18n import Language, Words
from desktop.papers.texts import PaperTexts
from desktop.register.service import Register
from desktop.vault.chain import Head
from models.views.evidence import ExhibitView
from models.views.papers import OpinionPaper, Outstanding, PaperExhibit
from models.views.register import CaseView, PersonView, ProfileView


class Gathering:
    def __init__(self, register: Register, evidence: Evidence, assessment: Assessment) -> None:
        self.register = register
        self.evidence = evidence
        self.assessment = assessment

    def opinion(
        self,
        case: CaseView,
        language: Language,
        *,
        number: str,
        supersedes: str,
        moment: dt.datetime,
        day: dt.date,
        head: Head,
    ) -> OpinionPaper:
        """The opinion on record as it would be printed now. `number` "" makes it a draft."""
        profile = self.register.profile()
        standing = self.assessment.opinion_for_paper(case.id, language)
        exhibits = {exhibit.id: exhibit for exhibit in self.evidence.exhibits(case.id)}
        originals = self.evidence.pairs.originals(case.id)
        codes = self.register.codes
        principal = case.principal
        track = case.fields.legal_track
        return OpinionPaper(
            language=language,
            draft=not number,
            number=number,
            supersedes=supersedes,
            dated=day.isoformat(),
            made_at=stamp(moment),
            commission=in_language(profile, "commission", language),
            place=in_language(profile, "place", language),
            addressee=PaperTexts("opinion", Words(language))("addressee"),
            access=case.fields.access_level,
            author=in_language(profile, "member_name", language),
            author_post=in_language(profile, "post", language),
            author_role=codes.label("role", "rapporteur", language).lower(),
            author_contact="",
            case_number=case.number,
            case_received=case.fields.received_on,
            applicant=_name(principal, language),
            applicant_born=principal.fields.birth_date if principal else "",
            applicant_citizenship=", ".join(
                codes.label("country", held.country, language)
                for held in (principal.fields.citizenships if principal else ())
                if not held.until
            ),
            track=codes.label("legal_track", track, language) if track else "",
            outcome=standing.outcome,
            outcome_text=standing.outcome_text,
            reasons=standing.reasons,
            parts=standing.parts,
            laws=standing.laws,
            sections=standing.sections,
            exhibits=tuple(
                _exhibit(
                    exhibits[one], exhibits.get(originals.get(one, "")), language, standing.outstanding.get(one, "")
                )
                for one in standing.exhibits
            ),
            pack=standing.pack,
            chain_seq=head.seq,
            chain_head=head.hash.hex(),
        )


def count_citations(paper: OpinionPaper) -> int:
    """How many pinpoints the paper prints."""
    reasons = sum(len(paragraph.citations) for part in paper.parts for paragraph in part.paragraphs)
    return reasons + sum(len(item.citations) for section in paper.sections for item in section.items)


def in_language(profile: ProfileView, field: str, language: Language) -> str:
    """A field of the profile in this language, else in the other."""
    first, second = getattr(profile, field), getattr(profile, f"{field}_en")
    return str((second or first) if language == "en" else (first or second))


def _name(person: PersonView | None, language: Language) -> str:
    """As the paper's script wants it; a Cyrillic name that was only suggested stays off paper."""
    if person is None:
        return ""
    fields = person.fields
    latin = " ".join(part for part in (fields.given_lat, fields.surname_lat) if part)
    if language == "en" or fields.name_ru_source in ("", "suggested"):
        return latin or person.name_lat
    cyrillic = " ".join(part for part in (fields.surname_ru, fields.given_ru, fields.patronymic_ru) if part)
    return cyrillic or latin


def _exhibit(
    exhibit: ExhibitView, original: ExhibitView | None, language: Language, outstanding: Outstanding
) -> PaperExhibit:
    return PaperExhibit(
        number=exhibit.number,
        title=exhibit.title(language),
        form=exhibit.details.form,
        language=exhibit.details.lang,
        dated=exhibit.details.doc_date,
        pages=exhibit.pages,
        size=exhibit.size,
        sha256=exhibit.sha256,
        file_name=exhibit.shown_name,
        translation_of=original.number if original else "",
        outstanding=outstanding,
    )
