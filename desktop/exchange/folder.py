"""Folder import (RULINGS F3, F4): a case is read, all its files are sealed, then one transaction takes everything in.

`plan` and `stage` touch no table and may run on the pool; `admit` belongs to the database thread. A kill in between
leaves at worst sealed files without an owner, which `vault check` removes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.clock import Clock
from desktop.errors import KnownError
from desktop.evidence import names
from desktop.evidence.service import Evidence
from desktop.exchange import export, manifest, readmitted, scan
from desktop.exchange import sentences as say
from desktop.i18n import Words
from desktop.jobs import Progress
from desktop.register.service import Register
from desktop.vault.opened import OpenVault
from desktop.vault.store import Write
from models.tables.evidence import Exhibit
from models.views.changes import Changes, Done
from models.views.evidence import AdmitDraft, ExhibitDetails, StagedFile
from models.views.exchange import ExportReport, FailedFolder, ImportedCase, ImportReport, SkippedFile
from models.views.register import CaseDraft, CaseEntry, CaseView

Pair = tuple[tuple[scan.Found, manifest.ExhibitEntry], StagedFile]


@dataclass(frozen=True)
class Planned:
    """One case before its files are read: the entry, and for each file what is said about it."""

    folder: str
    entry: CaseEntry
    files: tuple[tuple[scan.Found, manifest.ExhibitEntry], ...]
    unnamed: tuple[str, ...]
    skipped: tuple[SkippedFile, ...]


@dataclass(frozen=True)
class Staged:
    """One case with all its files sealed, ready for `admit`."""

    plan: Planned
    files: tuple[StagedFile, ...]


class Folders:
    """Folders in and out of an open vault."""

    def __init__(self, vault: OpenVault, register: Register, evidence: Evidence, clock: Clock, words: Words) -> None:
        self._vault = vault
        self._store = vault.store
        self._register = register
        self._evidence = evidence
        self._clock = clock
        self._words = words

    # --- in ---

    def folders(self, folder: Path) -> tuple[Path, ...]:
        """The folders that are a case each. Raises KnownError(NO_FOLDER)."""
        return scan.cases_in(folder)

    def plan(self, folder: Path) -> Planned:
        """Read `case.toml`, if there is one, and list the files. Raises KnownError; nothing is written."""
        contents = scan.scan(folder)
        if contents.manifest is None:
            if not contents.files:
                raise KnownError(say.NOTHING_THERE, folder=contents.title)
            entry = CaseEntry(CaseDraft(title=contents.title[:300], channel="import_package"))
            files = tuple((found, self._unnamed(found, contents.title)) for found in contents.files)
            return Planned(contents.title, entry, files, (), contents.skipped)
        return self._with_manifest(contents, contents.manifest)

    def stage(self, plan: Planned, progress: Progress | None = None) -> Staged:
        """Seal every file of a plan. Raises KnownError (vanished, grown, disk full, cancelled, wrong checksum)."""
        watched = progress or Progress()
        staged: list[StagedFile] = []
        try:
            for n, (found, entry) in enumerate(plan.files):
                watched.at(n, len(plan.files))
                file = self._evidence.stage(found.path, entry.file_name or found.path.name)
                staged.append(file)
                if entry.sha256 and entry.sha256 != file.sha256:
                    raise KnownError(say.BAD_SHA, path=names.shown(found.name))
            watched.at(len(plan.files), len(plan.files) or 1)
        except BaseException:
            self._forget(staged)
            raise
        return Staged(plan, tuple(staged))

    def admit(self, staged: Staged) -> Done[ImportedCase]:
        """Take the case in: case, persons, exhibits and audit event in one transaction, or nothing at all."""
        try:
            with self._store.write("case.imported") as work:
                view = self._register.create_in(work, staged.plan.entry)
                self._exhibits(work, view.id, staged)
                gaps = tuple(work.detail.get("gaps", ()))
                work.detail["folder"] = staged.plan.folder
                work.subject = view.id
        except BaseException:
            self._forget(staged.files)
            raise
        assert work.changes
        return Done(self._report(view, staged, gaps), work.changes)

    def import_folder(
        self,
        folder: Path,
        progress: Progress | None = None,
        admit: Callable[[Staged], Done[ImportedCase]] | None = None,
    ) -> ImportReport:
        """One case, or every case of a folder of cases; those that fail are reported beside those that came in.

        `admit` carries the transaction to the database thread where this runs beside it. A single case that fails
        raises its KnownError.
        """
        folders = self.folders(folder)
        cases: list[ImportedCase] = []
        failed: list[FailedFolder] = []
        changes: Changes | None = None
        for one in folders:
            try:
                done = (admit or self.admit)(self.stage(self.plan(one), progress))
            except KnownError as error:
                if len(folders) == 1 or error.code == "jobs.cancelled":
                    raise
                name = names.shown(names.kept(one.name))
                failed.append(FailedFolder(name, error.code, error.message(self._words), error.remedy(self._words)))
                continue
            cases.append(done.value)
            changes = done.changes
        loose = () if folders == (folder,) else scan.loose(folder)
        return ImportReport(tuple(cases), tuple(failed), loose, changes)

    # --- out ---

    def prepare_export(self, case_id: str, target: Path) -> export.Plan:
        """Claim the target and log the export, before the first octet leaves. Database thread.

        Raises KnownError: target exists, refused, read only. Without the log line nothing is written.
        """
        return export.prepare(self._store, self._register, self._clock, case_id, target)

    def write_export(self, plan: export.Plan, progress: Progress | None = None) -> ExportReport:
        """Write the folder (0700, files 0600), each file checked against its SHA-256. May run on the pool."""
        return export.write(plan, self._vault.objects, progress or Progress())

    def export(self, case_id: str, target: Path, progress: Progress | None = None) -> ExportReport:
        return self.write_export(self.prepare_export(case_id, target), progress)

    # --- inner ---

    def _with_manifest(self, contents: scan.Contents, path: Path) -> Planned:
        try:
            with path.open("rb") as file:
                data = file.read(manifest.LARGEST + 1)
            text = data.decode("utf-8-sig") if len(data) <= manifest.LARGEST else ""
        except (OSError, UnicodeDecodeError):
            raise KnownError(say.TOML, folder=contents.title, line=1) from None
        if len(data) > manifest.LARGEST:
            raise KnownError(say.TOO_LARGE, folder=contents.title)
        told = manifest.read(text, contents.title, self._register.codes, self._clock.now())
        files: list[tuple[scan.Found, manifest.ExhibitEntry]] = []
        there = {found.name: found for found in contents.files}
        taken: set[str] = set()
        for entry in told.exhibits:
            name = _inside(contents, entry)
            if name not in there:
                raise KnownError(say.NO_FILE, folder=contents.title, line=entry.line, path=names.shown(entry.file))
            if name in taken:
                raise KnownError(say.FILE_TWICE, folder=contents.title, line=entry.line, path=names.shown(entry.file))
            taken.add(name)
            files.append((there[name], self._completed(entry, there[name], contents.title)))
        _originals(contents, files)
        extra = [found for found in contents.files if found.name not in taken]
        files.extend((found, self._unnamed(found, contents.title)) for found in extra)
        draft = told.entry.case
        if not draft.title:
            draft = replace(draft, title=contents.title[:300])
        shown = tuple(names.shown(found.name) for found in extra)
        return Planned(contents.title, replace(told.entry, case=draft), tuple(files), shown, contents.skipped)

    def _unnamed(self, found: scan.Found, folder: str) -> manifest.ExhibitEntry:
        return self._completed(manifest.ExhibitEntry(found.name, ExhibitDetails()), found, folder)

    def _completed(self, entry: manifest.ExhibitEntry, found: scan.Found, folder: str) -> manifest.ExhibitEntry:
        """What a manifest may leave out: a title is the file's name, a provenance is named as not stated."""
        details = entry.details
        if not (details.title_ru.strip() or details.title_en.strip()):
            details = replace(details, title_ru=names.shown(found.name.rsplit("/", 1)[-1]))
        if not details.provenance.strip():
            details = replace(details, provenance=self._words.tr("from folder {folder}, not stated", folder=folder))
        return replace(entry, details=details)

    def _exhibits(self, work: Write, case_id: str, staged: Staged) -> None:
        """Admit originals first, then what points at them; withdrawn ones keep their mark."""
        rows: dict[str, Exhibit] = {}
        numbers: list[str] = []
        waiting: list[Pair] = list(zip(staged.plan.files, staged.files, strict=True))
        while waiting:
            ready: list[Pair] = []
            later: list[Pair] = []
            for pair in waiting:
                there = all(_key(name) in rows for name in pair[0][1].originals)
                (ready if there else later).append(pair)
            if not ready:
                (_, entry), _ = waiting[0]
                value = names.shown(entry.originals[0])
                raise KnownError(say.NO_ORIGINAL, folder=staged.plan.folder, line=entry.line, value=value)
            drafts = [self._draft(entry, file, rows) for (_, entry), file in ready]
            for ((found, entry), _), row in zip(ready, self._evidence.admit_into(work, case_id, drafts), strict=True):
                number = names.number(row.exhibit_class, row.ordinal)
                rows[_key(found.name)] = rows[_key(entry.file)] = rows[_key(number)] = row
                numbers.append(number)
                if entry.withdrawn:
                    self._evidence.withdraw_in(work, row, entry.reason)
            waiting = later
        again = [
            (rows[_key(entry.replaces)], rows[_key(found.name)], entry)
            for found, entry in staged.plan.files
            if entry.replaces
        ]
        readmitted.link(again, staged.plan.folder)
        work.detail["numbers"] = sorted(numbers)
        if told := sum(len(entry.custody) for _, entry in staged.plan.files):
            work.detail["custody_entries"] = told

    @staticmethod
    def _draft(entry: manifest.ExhibitEntry, file: StagedFile, rows: dict[str, Exhibit]) -> AdmitDraft:
        original = rows[_key(entry.translation_of)].id if entry.translation_of else None
        details = replace(entry.details, translation_of=original)
        draft = AdmitDraft(file, details, entry.exhibit_class, entry.ordinal, elsewhere=entry.custody)
        if not entry.derived_from:
            return draft
        source = rows[_key(entry.derived_from)].id
        return replace(draft, derived_from=source, derived_how=entry.derived_how, derived_at_place=entry.derived_at)

    @staticmethod
    def _report(view: CaseView, staged: Staged, gaps: tuple[str, ...]) -> ImportedCase:
        empty = tuple(file.shown_name for file in staged.files if file.size == 0)
        custody = sum(len(entry.custody) for _, entry in staged.plan.files)
        return ImportedCase(
            view.id, view.number, view.fields.title, staged.plan.folder, len(staged.files), staged.plan.unnamed,
            staged.plan.skipped, gaps, empty, custody,
        )  # fmt: skip

    def _forget(self, staged: list[StagedFile] | tuple[StagedFile, ...]) -> None:
        with suppress(KnownError):
            self._evidence.discard_staged(staged)


def _inside(contents: scan.Contents, entry: manifest.ExhibitEntry) -> str:
    """The NFC name of a file that a manifest names. Raises KnownError(BAD_PATH) for anything that leads out."""
    parts = unicodedata.normalize("NFC", entry.file).split("/")
    wrong = entry.file.startswith(("/", "~")) or "\\" in entry.file or ":" in parts[0] or "\0" in entry.file
    here = contents.folder
    for part in parts:
        wrong = wrong or part in ("", ".", "..")
        if not wrong:
            here = here / part
            wrong = here.is_symlink()
    if wrong:
        raise KnownError(say.BAD_PATH, folder=contents.title, line=entry.line, path=names.shown(entry.file))
    return "/".join(parts)


def _originals(contents: scan.Contents, files: list[tuple[scan.Found, manifest.ExhibitEntry]]) -> None:
    """Every exhibit that an entry names is another one of the manifest, by file or number."""
    known = {_key(found.name) for found, _ in files}
    known |= {_key(names.number(e.exhibit_class, e.ordinal)) for _, e in files if e.ordinal is not None}
    for found, entry in files:
        own = {_key(found.name), _key(names.number(entry.exhibit_class, entry.ordinal or 0))}
        for wanted in entry.named:
            if _key(wanted) not in known or _key(wanted) in own:
                value = names.shown(wanted)
                raise KnownError(say.NO_ORIGINAL, folder=contents.title, line=entry.line, value=value)


def _key(name: str) -> str:
    """One key for files and exhibit numbers as they may be written."""
    parsed = names.parse_number(name)
    return names.number(*parsed) if parsed else unicodedata.normalize("NFC", name)
