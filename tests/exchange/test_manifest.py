"""`case.toml` (RULINGS F4): what it may say, and that every refusal names its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import KnownError
from desktop.i18n import Words
from models.views.register import Citizenship, LanguageSkill

Folder = Callable[..., Path]
FILE = "[[exhibit]]\nfile='a.txt'\n"
PERSON = '\n[[person]]\nsurname_lat = "Doe"\n'

FULL = """
format = 1

[case]
case_no = "k-2026-7"
title = "Дело о приговоре"
received_on = 2026-11-01
registered_on = "02.11.2026"
channel = "deputy_referral"
referral_ref = "12/34 от 01.11.2026"
legal_track = "VNZH_8_2"
priority = "urgent_risk"
priority_reason = "arrest warrant"
rapporteur = "И. О. Пример"
summary = "Приговор за публикацию."
grounds = ["G1", "G3"]
has_conviction = "yes"
clock_pauses = [{ since = "2026-11-10", reason = "inquiry", end_rule = "answer" }]

[[person]]
role_in_case = "principal"
surname_ru = "Мустерман"
given_ru = "Эрика"
name_ru_source = "certified_translation"
surname_lat = "Mustermann"
given_lat = "Erika"
sex = "F"
birth_date = "__.08.1964"
birth_country = "DE"
citizenships = ["D", "LVA"]
languages = ["de", { language = "ru", level = "working" }]
other_names = [{ kind = "birth", value = "Gabler" }]
vulnerability = ["elderly_65"]

[[person.document]]
kind = "passport"
issuing_state = "D"
number = "C01X00T47"
expires_on = 2030-02-28

[[person.consent]]
signed_on = 2026-11-01
purposes = ["review", "special_categories"]

[[person]]
role_in_case = "child"
surname_lat = "Mustermann"
given_lat = "Max"
birth_date = "2015"

[[person.document]]
kind = "birth_cert"
number = "12-3"

[[family]]
from = 1
to = 2
kind = "parent_of"

[[exhibit]]
file = "translation.txt"
title_ru = "Перевод приговора"
kind = "translation"
translation_of = "verdict.txt"
translation_status = "certified"
provenance = "от заявителя"

[[exhibit]]
file = "verdict.txt"
class = "А"
title_en = "Verdict"
kind = "court_judgment"
form = "scan"
lang = "de"
doc_date = "05.2026"
provenance = "от заявителя 01.11.2026"

[[exhibit]]
file = "country/report.txt"
exhibit_no = "C-004"
title_en = "Report"
"""


def import_one(room: Any, folder: Folder, manifest: str, **files: str) -> Any:
    root = folder("case", {"case.toml": manifest, **{name.replace("__", "/"): text for name, text in files.items()}})
    return room.exchange.import_folder(root).cases[0]


def test_everything_that_it_may_say(room: Any, folder: Folder) -> None:
    files = {"verdict.txt": "v", "translation.txt": "t", "country/report.txt": "r", "extra.txt": "e"}
    root = folder("case", {"case.toml": FULL, **files})
    done = room.exchange.import_folder(root).cases[0]
    assert done.number == "К-2026-00007"
    assert done.unnamed == ("extra.txt",)
    assert done.gaps == tuple(f"К-2026-0000{n}" for n in range(1, 7))

    view = room.register.case(done.case_id)
    assert (view.state, view.registered_on, view.applicant) == ("REGISTERED", "2026-11-02", "Мустерман Эрика")
    assert view.fields.grounds == ("G1", "G3")
    assert view.fields.clock_pauses[0].reason == "inquiry"
    assert view.fields.has_conviction == "yes"
    principal, child = view.persons
    assert principal.fields.birth_date == "1964-08"
    assert principal.fields.birth_country == "DEU"
    assert principal.fields.citizenships == (Citizenship("DEU"), Citizenship("LVA"))
    assert principal.fields.languages == (LanguageSkill("de"), LanguageSkill("ru", "working"))
    assert principal.documents[0].fields.expires_on == "2030-02-28"
    assert child.documents[0].fields.number == "12-3"
    link = view.family[0].fields
    assert (link.from_person, link.to_person, link.kind) == (principal.id, child.id, "parent_of")

    exhibits = {e.number: e for e in room.evidence.exhibits(done.case_id)}
    assert set(exhibits) == {"A-001", "A-002", "A-003", "C-004"}
    translation = next(e for e in exhibits.values() if e.file_name == "translation.txt")
    verdict = next(e for e in exhibits.values() if e.file_name == "verdict.txt")
    assert translation.details.translation_of == verdict.id
    assert verdict.details.doc_date == "2026-05"
    assert exhibits["C-004"].details.provenance == "from folder case, not stated"


def test_least_that_it_must_say(room: Any, folder: Folder) -> None:
    done = import_one(room, folder, "format = 1\n" + PERSON)
    assert (done.title, done.number, done.exhibits) == ("case", "", 0)


@pytest.mark.parametrize(
    ("manifest", "code", "line"),
    [
        ("[case]\n", "exchange.manifest_format", None),
        ("format = 2\n", "exchange.manifest_format", None),
        ("format = 1\n[case]\n", "exchange.no_principal", None),
        ('format = 1\n[[person]]\nbirth_date = "1974"\n', "exchange.no_principal", None),
        ("format = 1\n[case]\ntitel = 'x'\n" + PERSON, "exchange.unknown_key", 3),
        ("format = 1\ncolour = 'x'\n" + PERSON, "exchange.unknown_key", 2),
        ("format = 1\n" + PERSON + "[extra]\nx = 1\n", "exchange.unknown_key", 5),
        ("format = 1\n" + PERSON + "age = 7\n", "exchange.unknown_key", 5),
        ("format = 1\n" + PERSON + "[[person.document]]\nnumber = '1'\ncolor = 'red'\n", "exchange.unknown_key", 7),
        ("format = 1\n" + PERSON + PERSON + "[[person.document]]\ncolor = 'r'\n", "exchange.unknown_key", 9),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile = 'a.txt'\nmood = 'x'\n", "exchange.unknown_key", 7),
        ("format = 1\n" + PERSON + "other_names = [{ nick = 'x' }]\n", "exchange.unknown_key", 5),
        ("format = 1\n[case]\nhold = 'yes'\n" + PERSON, "exchange.wrong_kind", 3),
        ("format = 1\n[case]\ntitle = 7\n" + PERSON, "exchange.wrong_kind", 3),
        ("format = 1\nperson = 3\n", "exchange.wrong_kind", 2),
        ("format = 1\n" + PERSON + "[[family]]\nfrom = 1\nto = 9\n", "exchange.wrong_kind", 7),
        ("format = 1\n" + PERSON + "[[exhibit]]\ntitle_en = 'x'\n", "exchange.wrong_kind", 5),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile = 'none.txt'\n", "exchange.file_missing", 6),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile = '../a.txt'\n", "exchange.path_refused", 6),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile = '/etc/passwd'\n", "exchange.path_refused", 6),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile = 'd/../a.txt'\n", "exchange.path_refused", 6),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile = 'link/a.txt'\n", "exchange.path_refused", 6),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile = 'C:\\a.txt'\n", "exchange.path_refused", 6),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile='a.txt'\n[[exhibit]]\nfile='a.txt'\n", "exchange.file_twice", 8),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile='a.txt'\nclass='E'\n", "exchange.exhibit_number", 7),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile='a.txt'\nexhibit_no='E4'\n", "exchange.exhibit_number", 7),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile='a.txt'\ntranslation_of='x'\n", "exchange.no_original", 6),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile='a.txt'\ntranslation_of='a.txt'\n", "exchange.no_original", 6),
        ("format = 1\n" + PERSON + FILE + "derived_from='x'\nderived_how='still'\n", "exchange.no_original", 6),
        ("format = 1\n" + PERSON + FILE + "derived_from='d/b.txt'\n", "exchange.wrong_kind", 7),
        ("format = 1\n" + PERSON + FILE + "derived_from='d/b.txt'\nderived_how='magic'\n", "exchange.wrong_kind", 8),
        ("format = 1\n" + PERSON + FILE + "status='withdrawn'\nstatus_reason='" + "x" * 4001 + "'\n",
         "exchange.wrong_kind", 8),
        ("format = 1\n" + PERSON + FILE + "derived_at={kind='page',page=0}\n", "exchange.wrong_kind", 7),
        ("format = 1\n" + PERSON + FILE + "sha256='00'\n", "exchange.checksum", None),
        ("format = 1\n" + PERSON + "[[exhibit]]\nfile='a.txt'\nkind='poem'\n", "evidence.bad_value", None),
        ("format = 1\n" + PERSON + PERSON.replace("surname", "role_in_case = 'principal'\nsurname"),
         "register.one_principal", None),
        ("format = 1\n[case\n", "exchange.manifest_unreadable", 2),
        ("format = 1\nformat = 1\n", "exchange.manifest_unreadable", 2),
    ],
)  # fmt: skip
def test_refusals_name_their_line_and_leave_nothing(
    room: Any, folder: Folder, manifest: str, code: str, line: int | None
) -> None:
    root = folder("case", {"case.toml": manifest, "a.txt": "a", "d/b.txt": "b"})
    (root / "link").symlink_to(root / "d")
    with pytest.raises(KnownError) as refused:
        room.exchange.import_folder(root)
    assert refused.value.code == code
    assert refused.value.parameters.get("line") == line
    for words in (Words("ru"), Words("en")):
        assert "{" not in refused.value.message(words) + refused.value.remedy(words)
    assert room.untouched()


def test_case_that_is_here_already_is_refused(room: Any, folder: Folder) -> None:
    first = import_one(room, folder, 'format = 1\n[case]\ncase_no = "К-2026-00001"\n' + PERSON, **{"a.txt": "a"})
    with pytest.raises(KnownError) as refused:
        room.exchange.import_folder(folder("again", {"case.toml": "format = 1\n[case]\ncase_no='К-2026-1'\n" + PERSON}))
    assert refused.value.code == "register.number_taken"
    assert room.register.cases().total == 1
    assert first.number == "К-2026-00001"


def test_exhibit_chosen_by_number_can_be_the_original(room: Any, folder: Folder) -> None:
    manifest = "format = 1\n" + PERSON + (
        "[[exhibit]]\nfile = 'a.txt'\nexhibit_no = 'A-001'\n"
        "[[exhibit]]\nfile = 'b.txt'\ntranslation_of = 'А1'\n"
    )  # fmt: skip
    done = import_one(room, folder, manifest, **{"a.txt": "a", "b.txt": "b"})
    first, second = room.evidence.exhibits(done.case_id)
    assert second.details.translation_of == first.id


def test_what_was_admitted_again_is_linked_or_refused(room: Any, folder: Folder) -> None:
    def said(name: str, number: str, rest: str = "") -> str:
        return f"[[exhibit]]\nfile = '{name}'\nexhibit_no = '{number}'\n{rest}"

    head, gone = "format = 1\n" + PERSON, "status = 'withdrawn'\n"
    files = {"a.txt": "a", "b.txt": "a", "c.txt": "a", "d.txt": "d"}
    for n, (manifest, line) in enumerate(
        (
            (said("a.txt", "A-001") + said("b.txt", "B-001", "replaces = 'A-001'\n"), 9),  # not withdrawn
            (said("a.txt", "A-001", gone) + said("d.txt", "B-001", "replaces = 'a.txt'\n"), 10),  # another file
            (
                said("a.txt", "A-001", gone + "replaces = 'B1'\n") + said("b.txt", "B-001", gone + "replaces = 'A1'\n"),
                6,
            ),
            (
                said("a.txt", "A-001", gone)
                + said("b.txt", "B-001", "replaces = 'A1'\n")
                + said("c.txt", "B-002", "replaces = 'A1'\n"),
                14,
            ),
        )
    ):
        with pytest.raises(KnownError) as refused:
            room.exchange.import_folder(folder(f"wrong {n}", {"case.toml": head + manifest, **files}))
        assert (refused.value.code, refused.value.parameters["line"]) == ("exchange.not_readmitted", line)
    assert room.untouched()

    again = said("c.txt", "C-001", "replaces = 'b.txt'\n") + said("b.txt", "B-001", gone + "replaces = 'A-001'\n")
    done = import_one(room, folder, head + again + said("a.txt", "A-001", gone), **files)
    a, _d, b, c = room.evidence.exhibits(done.case_id)
    assert (a.replaced_by, b.replaces, b.replaced_by, c.replaces) == (b.id, a.id, c.id, b.id)
    assert (a.replaces, c.replaced_by) == (None, None)


def test_byte_order_mark_is_forgiven(room: Any, folder: Folder) -> None:
    root = folder("case", {"case.toml": b"\xef\xbb\xbfformat = 1\n" + PERSON.encode()})
    assert len(room.exchange.import_folder(root).cases) == 1
