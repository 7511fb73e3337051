"""Rows of real tables with made-up content, whatever columns they have today."""

from __future__ import annotations

import io
from typing import Any, TypeVar

from uuid6 import uuid7

from desktop.vault.objects import SealedObject
from desktop.vault.opened import OpenVault
from models.tables.base import Sealed
from models.tables.evidence import Exhibit
from models.tables.register import Case, CaseText

T = TypeVar("T", bound=Sealed)
LONG = "Заявитель показал следующее. " * 400  # some 21 kB in UTF-8: overflow pages


def fill(table: type[T], **given: Any) -> T:
    """A row with every required column filled by its type."""
    values: dict[str, Any] = {"id": str(uuid7()), **given}
    for name, field in table.model_fields.items():
        if name in values or not field.is_required():
            continue
        values[name] = {str: f"{name} value", int: 1, bool: False, bytes: bytes(32)}[field.annotation]
    return table(**values)


def add_case(vault: OpenVault, title: str = "First case", statement: str = LONG) -> str:
    """A case with a long text; returns its id."""
    case = fill(Case, title=title, uid=str(uuid7()), number=None)
    with vault.store.write("case.created", case_id=case.id, subject=case.id) as work:
        work.add(case)
        work.flush()
        work.add(fill(CaseText, case_id=case.id, statement_ru=statement))
    return case.id


def retitle(vault: OpenVault, case_id: str, title: str) -> None:
    with vault.store.write("case.edited", case_id=case_id, subject=case_id) as work:
        case = work.session.get(Case, case_id)
        assert case is not None
        case.title = title


def title_of(vault: OpenVault, case_id: str) -> str:
    with vault.store.read() as session:
        case = session.get(Case, case_id)
        assert case is not None
        return case.title


def statement_of(vault: OpenVault, case_id: str) -> str:
    from sqlmodel import select

    with vault.store.read() as session:
        return session.execute(select(CaseText).where(CaseText.case_id == case_id)).scalar_one().statement_ru


def add_exhibit(vault: OpenVault, case_id: str, content: bytes, ordinal: int = 1) -> SealedObject:
    """Seal `content` and write the row that owns it."""
    sealed = vault.objects.seal(io.BytesIO(content))
    row = fill(
        Exhibit,
        case_id=case_id,
        exhibit_class="A",
        ordinal=ordinal,
        object_id=sealed.object_id,
        object_key=sealed.key,
        sha256=sealed.sha256,
        size=sealed.size,
    )
    with vault.store.write("exhibit.admitted", case_id=case_id, subject=row.id) as work:
        work.add(row)
    return sealed
