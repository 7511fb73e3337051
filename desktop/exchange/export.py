"""Folder export: `case.toml` with all that an import takes, and each exhibit in a folder of its number."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import tomli_w
from sqlmodel import col, select

from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.evidence import custody, elsewhere, names
from desktop.evidence import details as said
from desktop.evidence.lineage import of_row
from desktop.evidence.sentences import HASH_DIFFERS
from desktop.exchange.custody_entries import MOST, written
from desktop.exchange.manifest import FORMAT, LARGEST
from desktop.exchange.sentences import TARGET_EXISTS, TARGET_REFUSED, TOO_MUCH
from desktop.jobs import Progress
from desktop.register import loading
from desktop.register.mapping import BLOCKS
from desktop.register.service import Register
from desktop.vault.objects import Objects
from desktop.vault.store import Store
from models.tables.evidence import Exhibit
from models.views.evidence import ElsewhereEntry
from models.views.exchange import ExportReport
from models.views.places import to_plain
from models.views.register import CaseView

CHUNK = 1 << 20


class Plan:
    """An export that is on record: the manifest's text, and where each sealed file goes."""

    def __init__(self, target: Path, part: Path, text: str, exhibits: list[Exhibit]) -> None:
        self.target = target
        self.part = part
        self.text = text
        self.exhibits = exhibits


def prepare(store: Store, register: Register, clock: Clock, case_id: str, target: Path) -> Plan:
    """Make the empty folder beside its final name, then log. Raises KnownError and leaves nothing, also for a case that
    no import would take in again.
    """
    part = _claim(target)
    try:
        with store.write("case.exported") as work:
            case = loading.find_case(work.session, case_id, register.codes)
            work.case_id = work.subject = case.id
            view = loading.whole(work.session, case)
            order = (col(Exhibit.exhibit_class), col(Exhibit.ordinal))
            rows = select(Exhibit).where(Exhibit.case_id == case.id).order_by(*order)
            exhibits = list(work.session.execute(rows).scalars())
            for row in exhibits:
                custody.log(work, row, "exported", who=store.actor, at=stamp(clock.now()))
            work.detail["exhibits"] = len(exhibits)
            told = elsewhere.outgoing(work.session, case.id)
            if count := sum(map(len, told.values())):
                work.detail["custody_entries"] = count
            text = tomli_w.dumps(_manifest(view, exhibits, told))
            if count > MOST or len(text.encode()) > LARGEST:
                raise KnownError(TOO_MUCH, most=MOST, mib=LARGEST >> 20)
    except BaseException:
        _drop(part)
        raise
    return Plan(target, part, text, exhibits)


def write(plan: Plan, objects: Objects, progress: Progress) -> ExportReport:
    """Fill the folder and give it its name. Raises KnownError (hash differs, refused, cancelled); leaves nothing."""
    total, octets = sum(row.size for row in plan.exhibits), 0
    try:
        for row in plan.exhibits:
            octets = _copy(objects, row, plan.part / file_of(row), progress, octets, total)
        _put(plan.part / "case.toml", plan.text.encode())
        if plan.target.exists():
            raise KnownError(TARGET_EXISTS, path=names.shown(str(plan.target)))
        plan.part.rename(plan.target)
    except OSError:
        _drop(plan.part)
        raise KnownError(TARGET_REFUSED, path=names.shown(str(plan.target))) from None
    except BaseException:
        _drop(plan.part)
        raise
    return ExportReport(str(plan.target), len(plan.exhibits) + 1, octets + len(plan.text.encode()))


def file_of(row: Exhibit) -> str:
    """Where an exhibit's file lies in the folder: `A-004/letter.pdf`."""
    plain = names.plain_name(row.file_name)
    return f"{names.number(row.exhibit_class, row.ordinal)}/{'_' + plain if plain.startswith('.') else plain}"


def _claim(target: Path) -> Path:
    if target.exists() or target.is_symlink():
        raise KnownError(TARGET_EXISTS, path=names.shown(str(target)))
    part = target.with_name(f".{target.name}.part")
    try:
        part.mkdir(mode=0o700)
    except OSError:
        raise KnownError(TARGET_REFUSED, path=names.shown(str(target))) from None
    return part


def _drop(part: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(part)


def _copy(objects: Objects, row: Exhibit, path: Path, progress: Progress, done: int, total: int) -> int:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    digest = hashlib.sha256()
    reader = objects.open(row.object_id, row.object_key)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            at = 0
            while at < row.size:
                data = reader.read(at, min(CHUNK, row.size - at))
                digest.update(data)
                out.write(data)
                at += len(data)
                progress.at(done + at, total)
    finally:
        reader.close()
    if digest.digest() != row.sha256:
        raise KnownError(HASH_DIFFERS, number=names.number(row.exhibit_class, row.ordinal))
    return done + row.size


def _put(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)


def _manifest(view: CaseView, exhibits: list[Exhibit], told: dict[str, list[ElsewhereEntry]]) -> dict[str, Any]:
    case: dict[str, Any] = {"case_uid": view.uid, "state": view.state}
    if view.number:
        case |= {"case_no": view.number, "registered_on": view.registered_on}
    case |= _plain(view.fields)
    places = {person.id: place for place, person in enumerate(view.persons, 1)}
    return {
        "format": FORMAT,
        "case": case,
        "person": [
            {
                **_plain(person.fields, keep=("role_in_case",)),
                "document": [_plain(d.fields, keep=("kind",)) for d in person.documents],
                "consent": [_plain(c.fields, keep=("form",)) for c in person.consents],
            }
            for person in view.persons
        ],
        "family": [
            {
                **{k: v for k, v in _plain(link.fields, keep=("kind",)).items() if not k.endswith("_person")},
                "from": places[link.fields.from_person],
                "to": places[link.fields.to_person],
            }
            for link in view.family
        ],
        "exhibit": [_exhibit(row, exhibits, told.get(row.id, [])) for row in exhibits],
    }


def _exhibit(row: Exhibit, exhibits: list[Exhibit], entries: list[ElsewhereEntry]) -> dict[str, Any]:
    details = said.of_row(row)
    told = {k: v for k, v in _plain(details, keep=("kind",)).items() if k != "translation_of"}
    original = next((x for x in exhibits if x.id == details.translation_of), None)
    if original is not None:
        told["translation_of"] = names.number(original.exhibit_class, original.ordinal)
    lineage = of_row(row)
    source = next((x for x in exhibits if x.id == lineage["derived_from"]), None)
    if source is not None:
        told |= {"derived_from": names.number(source.exhibit_class, source.ordinal)}
        told |= {"derived_how": lineage["derived_how"]}
        if (at := lineage["derived_at_place"]) is not None:
            told |= {"derived_at": {key: value for key, value in to_plain(at).items() if value is not None}}
    if (old := next((x for x in exhibits if x.id == row.replaces), None)) is not None:
        told |= {"replaces": names.number(old.exhibit_class, old.ordinal)}
    if row.status == "withdrawn":
        told |= {"status": "withdrawn", "status_reason": row.status_reason}
    path = file_of(row)
    named = {} if path.rsplit("/", 1)[1] == row.file_name else {"file_name": row.file_name}
    number = {"exhibit_no": names.number(row.exhibit_class, row.ordinal)}
    handed = {"custody": written(entries)} if entries else {}
    return {"file": path, **named, **number, **told, "sha256": row.sha256.hex(), **handed}


def _plain(draft: Any, keep: tuple[str, ...] = ()) -> dict[str, Any]:
    """A draft's fields that differ from the defaults, as TOML has them."""
    found: dict[str, Any] = {}
    default = type(draft)()
    for field in fields(draft):
        value = getattr(draft, field.name)
        if value == getattr(default, field.name) and field.name not in keep:
            continue
        if value is None:
            continue
        if field.name in BLOCKS:
            value = [{k: v for k, v in asdict(block).items() if v} for block in value]
        found[field.name] = list(value) if isinstance(value, tuple) else value
    return found
