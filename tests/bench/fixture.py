"""A vault with many cases, quickly: whole sealed rows written in bulk, as an import would leave them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from uuid6 import uuid7

from desktop.register import search, translit
from desktop.vault import rows
from desktop.vault.opened import OpenVault
from models.tables.base import Sealed
from models.tables.register import Applicability, Case
from tests.proofs import worker

SURNAMES = ("Example Sample Muster Modell Probe Beispiel Vorlage Schema Entwurf Fiktiv Placeholder Specimen").split()
SURNAMES_RU = ("Примеров Образцов Макетов Шаблонов Условный Пробный Моделев Эскизов Типов Вымыслов").split()
GIVEN = ("Anna Boris Clara Dora Emil Flora Gustav Heda Ivo Jana Karl Lena Max Nora Otto Paula").split()
WORDS = ("harbour lantern thicket granite ferry willow meadow bridge orchard valley signal quarry").split()
STATES = ("REGISTERED", "COMPLETENESS", "ADMITTED", "ASSIGNED", "REVIEW", "READY")
COUNTRIES = ("DEU", "FRA", "LVA", "EST", "USA", "ITA", "CAN")
RARE = "Uniquename"  # borne by exactly twenty applicants, whatever the size


def fill(vault: OpenVault, count: int, seed: int = 3) -> None:
    """Add `count` cases with persons' names and searchable titles to an open vault that has at least one case."""
    dice = random.Random(seed)
    register = worker._register(vault)
    template = register.cases().rows[0]
    with vault.store.read() as session:
        case = {name: getattr(session.get(Case, template.id), name) for name in rows.columns(Case)}
        known = session.connection().exec_driver_sql("SELECT * FROM applicability LIMIT 1").mappings().one()
        facts = {name: known[name] for name in rows.columns(Applicability)}
    with vault.store.read() as session:
        connection = session.connection()
        for number in range(1, count + 1):
            ids = {"id": str(uuid7())}
            given = dice.choice(GIVEN)
            surname = RARE if number <= 20 else f"{dice.choice(SURNAMES)}{dice.choice(SURNAMES).lower()}"
            if number % 3 == 0:
                surname = f"{dice.choice(SURNAMES_RU)}"
            title = f"{dice.choice(WORDS)} {dice.choice(WORDS)} {number}"
            name = f"{surname} {given}"
            day = f"2026-{dice.randrange(1, 11):02}-{dice.randrange(1, 28):02}"
            _put(connection, vault, Case, case | ids | {
                "number": f"К-2026-{number:05}" if number < 100_000 else f"К-2025-{number - 99_999:05}",
                "uid": str(uuid7()),
                "title": title,
                "applicant": name,
                "applicant_key": translit.sort_key(name),
                "country": dice.choice(COUNTRIES),
                "state": dice.choice(STATES),
                "received_on": day,
                "registered_on": day,
                "due_on": day,
            })  # fmt: skip
            _put(connection, vault, Applicability, facts | {"id": str(uuid7()), "case_id": ids["id"]})
            search.index(session, kind="case", owner_id=ids["id"], case_id=ids["id"], title=f"{name} {title}")
        session.commit()


def build(root: Path, count: int) -> worker.Station:
    """A closed vault with `count` cases and one more that has its seal."""
    station = worker.create(root)
    vault = station.open()
    fill(vault, count)
    vault.close()
    return station


def _put(connection: Any, vault: OpenVault, table: type[Sealed], values: dict[str, Any]) -> None:
    values = values | {"version": 1, "parent": None}
    names = (*rows.columns(table), "mac")
    whole = (*(values[name] for name in rows.columns(table)), rows.row_mac(vault.keys.row, table, values))
    marks = ",".join("?" * len(names))
    columns = ",".join(f'"{name}"' for name in names)
    connection.exec_driver_sql(f'INSERT INTO "{table.__tablename__}" ({columns}) VALUES ({marks})', whole)
