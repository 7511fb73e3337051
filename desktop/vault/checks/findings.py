"""Everything that a check can find, in words. Grave = data lost, altered or planted; else only worth knowing."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.errors import KnownError
from desktop.i18n import N_
from models.views.vault import Finding


@dataclass(frozen=True)
class Kind:
    """One kind of finding; `found` fills in its parameters."""

    code: str
    message: str
    grave: bool = True

    def found(self, **parameters: object) -> Finding:
        return Finding(self.code, self.message, self.grave, tuple(parameters.items()))


def from_error(error: KnownError) -> Finding:
    """A sentence met on the way, as a grave finding."""
    return Finding(error.code, error.sentence.message, True, tuple(error.parameters.items()))


HEADER_DAMAGED = Kind("check.header_damaged", N_("The header copy {name} is damaged."))
HEADER_FORGED = Kind("check.header_forged", N_("The header copy {name} was not written with this vault's key."))
HEADER_STALE = Kind(
    "check.header_stale", N_("The header copy {name} is older than the other one and was brought up to date."), False
)
SALT = Kind("check.salt", N_("The first bytes of {name} differ from the header."))
PAGE = Kind("check.page", N_("{name}: {count} database pages are damaged, the first is number {page}."))
STRUCTURE = Kind("check.structure", N_("{name}: the structure of the database is damaged."))
UNREADABLE = Kind("check.unreadable", N_("{name} can't be read as a database of this vault."))
LOG_UNFINISHED = Kind(
    "check.log_unfinished", N_("The write-ahead log ended in an unfinished write when the vault was opened."), False
)
LOG_DAMAGED = Kind(
    "check.log_damaged", N_("The write-ahead log was damaged when the vault was opened: its last changes may be lost.")
)
ROW = Kind("check.row", N_("{count} records of the table {table} do not match their seals."))
TABLE = Kind("check.table", N_("The table {table} can't be read to its end."))
ROW_MISSING = Kind(
    "check.row_missing", N_("{count} records of the table {table} are in the log, but not in the register.")
)
ROW_OLD = Kind("check.row_old", N_("{count} records of the table {table} are not the version that the log names last."))
ROW_PLANTED = Kind("check.row_planted", N_("{count} records of the table {table} are not in the log."))
CHAIN = Kind("check.chain", N_("The audit log does not hold together at event {seq}."))
SEAL = Kind("check.case_seal", N_("{count} cases do not add up to their seals."))
MEMORY_AHEAD = Kind("check.memory_ahead", N_("This workstation has seen {missing} later events of this vault's log."))
MEMORY_FORK = Kind("check.memory_fork", N_("Event {seq} of the log is not the one that this workstation has seen."))
MEMORY_HEADER = Kind("check.memory_header", N_("This workstation has seen a later header of this vault."))
MEMORY_SPOILT = Kind("check.memory_spoilt", N_("What this workstation remembers of the vault is damaged."))
OBJECT_MISSING = Kind("check.object_missing", N_("The sealed file {object} is missing."))
OBJECT_DAMAGED = Kind("check.object_damaged", N_("The sealed file {object} is damaged or was exchanged."))
OBJECT_DIFFERS = Kind(
    "check.object_differs", N_("The sealed file {object} is not the one whose hash the register holds.")
)
OBJECT_SHARED = Kind("check.object_shared", N_("The sealed file {object} belongs to more than one record."))
OLDER = Kind(
    "check.older",
    N_("The register is of an older version: its records are checked one by one when it is brought up to date."),
    False,
)
ORPHAN = Kind(
    "check.orphan", N_("The sealed file {object} belongs to no record: an interrupted intake left it behind."), False
)
STRAY = Kind("check.stray", N_("{path} does not belong into a vault."))
UNFINISHED = Kind("check.unfinished", N_("{path} was left behind by an interrupted write."), False)
LOOSE = Kind("check.permissions", N_("Other users of this computer may read or change {path}."), False)
