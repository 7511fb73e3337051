"""Fictional cases for windows: one with everything, some short ones."""

from __future__ import annotations

import io
from dataclasses import replace

from models.views.evidence import AdmitDraft, ExhibitDetails
from models.views.register import (
    CaseDraft,
    CaseEntry,
    Citizenship,
    ConsentDraft,
    DocumentDraft,
    PersonDraft,
    PersonEntry,
    ProfileView,
)
from ui.context import Context

ZONE = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")


def fill(ctx: Context) -> list[str]:
    """Put the sample in; gives the cases' ids, the full one first, then a draft."""
    register = ctx.services.register
    today = ctx.services.clock.today().isoformat()
    register.set_profile(
        ProfileView("Комиссия по рассмотрению обращений", "Review commission", "Москва", "Moscow", "И. О. Образцова",
                    "I. O. Obraztsova", "член комиссии", "member of the commission", "rapporteur")
    )  # fmt: skip
    anna = PersonDraft(
        surname_ru="Эрикссон", given_ru="Анна Мария", name_ru_source="certified_translation", surname_lat="Ericsson",
        given_lat="Anna Maria", sex="F", birth_date="1974-08", birth_place="Стокгольм", birth_country="SWE",
        citizenships=(Citizenship("SWE"),), contact_safe="messenger", contact_instruction="не звонить домой",
        whereabouts="third_country", whereabouts_country="TUR", marital_status="married",
    )  # fmt: skip
    document = DocumentDraft(
        issuing_state="UTO", number="L898902C3", expires_on="2030-04-15", mrz_line1=ZONE[0], mrz_line2=ZONE[1]
    )
    consent = ConsentDraft(signed_on=today, purposes=("review", "special_categories"))
    child = PersonDraft(role_in_case="child", surname_lat="Ericsson", given_lat="Nils", birth_date="2015")
    case = CaseDraft(
        title="Приговор за публикацию", received_on=today, channel="consulate", legal_track="VNZH_8_2",
        priority="urgent_risk", priority_reason="объявлена в розыск", rapporteur="И. О. Образцова",
        due_on="2030-02-01", has_conviction="yes", minor_in_case="yes", lang_of_contact="sv",
        summary="Заявительница осуждена за публикации в сети. Приговор вступил в силу.", grounds=("G1", "G3"),
    )  # fmt: skip
    full = CaseEntry(case, (PersonEntry(anna, (document,), (consent,)), PersonEntry(child)))
    first = register.create_case(full).value
    register.register_case(first.id)
    view = register.case(first.id)
    register.edit_case(first.id, replace(view.fields, title="Приговор за публикации в сети"))
    ids = [first.id]
    for surname, given, country, received, title in (
        ("Dubois", "Claire", "FRA", "2026-03-02", "Отказ в продлении вида на жительство"),
        ("Schulz-Wagner", "Maximilian Alexander", "DEU", "2026-04-11", ""),
        ("Ozoliņš", "Jānis", "LVA", "2026-05-20", "Увольнение школьного учителя"),
        ("Novák", "Petr", "CZE", "2026-06-01", "Уголовное дело о высказывании на митинге, апелляция и розыск"),
    ):
        person = PersonDraft(surname_lat=surname, given_lat=given, citizenships=(Citizenship(country),))
        draft = CaseDraft(title=title, received_on=received, due_on="2026-06-30" if title else "")
        made = register.create_case(CaseEntry(draft, (PersonEntry(person),))).value
        ids.append(made.id)
        if surname == "Novák":
            register.register_case(made.id)
    staged = ctx.services.evidence.stage(io.BytesIO("Приговор\n\nИменем закона.\n".encode() * 30), "verdict.txt")
    details = ExhibitDetails(
        title_ru="Приговор районного суда", title_en="Verdict", kind="court_judgment", provenance="от заявительницы"
    )
    ctx.services.evidence.admit(first.id, [AdmitDraft(staged, details)])
    return ids
