"""A fictional opinion, complete, in both languages."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from models.views.papers import (
    OpinionPaper,
    PaperCitation,
    PaperExhibit,
    PaperItem,
    PaperLanguage,
    PaperLaw,
    PaperParagraph,
    PaperPart,
    PaperSection,
    Reason,
)

TEXTS = {
    "ru": {
        "commission": "Общественная комиссия по рассмотрению обращений о преследовании (вымышленная)",
        "place": "г. Примерск",
        "addressee": "Председателю комиссии\nОбразцовой В. П.",
        "author": "Докладчикова Мария Ивановна",
        "author_post": "Член комиссии",
        "author_role": "докладчик по делу",
        "applicant": "Экзампль Анна",
        "citizenship": "Германия",
        "track": "Указ № 702: ценностные ориентиры",
        "outcome": "рекомендовать поддержать",
        "reason": "преследование за позицию установлено",
        "facts": "Заявитель сообщила, что в марте 2024 года была уволена после выступления на собрании "
        "и затем привлечена к административной ответственности. Решение суда представлено "
        "в заверенной копии с переводом на русский язык.",
        "assessment": "Меры приняты в связи с публично выраженной позицией; вместе они достигают уровня преследования.",
        "operative": "Поддержать обращение заявителя и направить материалы в уполномоченный орган.",
        "question": "Подтверждены ли меры преследования документами, происхождение которых установлено?",
        "ground": "в деле нет несовершеннолетних",
        "section": "Преследование",
        "verdict": "Решение суда первой инстанции (заверенная копия)",
        "letter": "Письмо адвоката",
        "law": "Федеральный закон «О правовом положении иностранных граждан в Российской Федерации»",
        "unchecked": "Непроверенный закон",
        "article": "ст. 8",
        "note": "Дата увольнения известна с точностью до месяца.",
    },
    "en": {
        "commission": "Public commission on applications about persecution (fictional)",
        "place": "Sampletown",
        "addressee": "To the chair of the commission\nV. P. Obraztsova",
        "author": "Maria Dokladchikova",
        "author_post": "Member of the commission",
        "author_role": "rapporteur",
        "applicant": "Anna Exampel",
        "citizenship": "Germany",
        "track": "Decree 702: values",
        "outcome": "recommend support",
        "reason": "persecution for position established",
        "facts": "The applicant says that in March 2024 she was dismissed after speaking at an assembly and was "
        "then fined. The court's decision is before the rapporteur as a certified copy with its Russian translation.",
        "assessment": "The measures answer a position held in public; together they amount to persecution.",
        "operative": "Support the application and send the file to the competent authority.",
        "question": "Are the measures of persecution shown by documents whose origin is known?",
        "ground": "no minor in the case",
        "section": "Persecution",
        "verdict": "Judgment of the court of first instance (certified copy)",
        "letter": "Lawyer's letter",
        "law": "Federal law on the legal position of foreign citizens",
        "unchecked": "Unchecked law",
        "article": "art. 8",
        "note": "The month of the dismissal is known, the day is not.",
    },
}


def opinion(language: PaperLanguage, **changes: object) -> OpinionPaper:
    t = TEXTS[language]
    cite = (PaperCitation("A-004", 3), PaperCitation("B-001"))
    items = tuple(
        PaperItem(
            f"D{n}",
            t["question"],
            ("YES", "PARTLY", "NO", "UNKNOWN", "OPEN", "NA")[n % 6],
            note=t["note"] if n % 4 == 0 else "",
            second_reading=n == 3,
            citations=cite if n % 2 else (),
        )
        for n in range(1, 25)
    )
    by_rule = PaperItem("I2", t["question"], "BY_RULE", ground=t["ground"])
    paper = OpinionPaper(
        language=language,
        draft=False,
        number="З-К-2026-00042-1",
        supersedes="",
        dated="2026-11-22",
        made_at="2026-11-22T11:02:00.000Z",
        commission=t["commission"],
        place=t["place"],
        addressee=t["addressee"],
        access="dsp",
        author=t["author"],
        author_post=t["author_post"],
        author_role=t["author_role"],
        author_contact="m.dokladchikova@example.org",
        case_number="К-2026-00042",
        case_received="2026-10-05",
        applicant=t["applicant"],
        applicant_born="1974-05",
        applicant_citizenship=t["citizenship"],
        track=t["track"],
        outcome="SUPPORT",
        outcome_text=t["outcome"],
        reasons=(Reason("P1", t["reason"]),),
        parts=(
            PaperPart("facts", tuple(PaperParagraph(t["facts"], cite) for _ in range(5))),
            PaperPart("law", ()),
            PaperPart("assessment", tuple(PaperParagraph(t["assessment"], cite[:1]) for _ in range(3))),
            PaperPart("operative", (PaperParagraph(t["operative"], (), ("P1",)),)),
        ),
        laws=(PaperLaw(t["law"], t["article"], "2026-09-01"), PaperLaw(t["unchecked"], "ст. 1", "")),
        sections=(PaperSection("D", t["section"], items), PaperSection("I", t["section"], (by_rule,))),
        exhibits=(
            PaperExhibit(
                "A-004", t["verdict"], "notarised_copy", "de", "2024-03", 12, 2_400_000, _sha("a"), "urteil.pdf"
            ),
            PaperExhibit(
                "B-001",
                t["letter"],
                "scan",
                "en",
                "2024",
                None,
                90_000,
                _sha("b"),
                "letter.jpg",
                "A-004",
                "certificate",
            ),
        ),
        pack="founding 1",
        chain_seq=128,
        chain_head=_sha("chain"),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
