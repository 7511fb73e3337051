"""What an opening vault may have to say."""

from __future__ import annotations

from desktop.errors import Sentence
from desktop.i18n import N_

MEDIUM_READ_ONLY = Sentence(
    "vault.medium_read_only",
    N_("The vault lies on a medium that can't be written: it is open for reading only, and nothing is logged."),
    N_("Copy the vault to a disk that can be written to work in it."),
)
ROLLED_BACK = Sentence(
    "vault.rolled_back",
    N_(
        "This vault is older than what this workstation has seen: {missing} events of its log are missing. "
        "It is open for reading only."
    ),
    N_("If you restored a backup on purpose, acknowledge it with a reason. Otherwise ask who replaced the vault."),
)
FORKED = Sentence(
    "vault.forked",
    N_(
        "The log of this vault is another one than this workstation has seen: event {seq} differs. "
        "It is open for reading only."
    ),
    N_("If you restored a backup on purpose, acknowledge it with a reason. Otherwise ask who replaced the vault."),
)
OLD_HEADER = Sentence(
    "vault.old_header",
    N_(
        "The header of this vault is older than what this workstation has seen: an earlier passphrase may open it "
        "again. It is open for reading only."
    ),
    N_("If you restored a backup on purpose, acknowledge it with a reason. Otherwise ask who replaced the header."),
)
MEMORY_SPOILT = Sentence(
    "vault.memory_spoilt",
    N_(
        "What this workstation remembered of the vault is damaged, so an exchanged vault could go unnoticed. "
        "It is open for reading only."
    ),
    N_("Compare the last entries of the log with a signed paper or a backup, then acknowledge it with a reason."),
)
REASON_MISSING = Sentence(
    "vault.reason_missing",
    N_("A reason is needed: it goes on record."),
    N_("Write in a few words why this older vault is used."),
)
WRONG_KEY = Sentence(
    "vault.wrong_key",
    N_("This key does not belong to the vault in this folder. Nothing was changed."),
    N_("Unlock the vault with its passphrase or its recovery key."),
)
LOG_DAMAGED = Sentence(
    "vault.log_damaged",
    N_("The last part of the write-ahead log was damaged. Everything before it is there; the last changes may not be."),
    N_("Look whether your last changes were saved. If this happens without a power cut, check the disk."),
)
REGISTER_MISSING = Sentence(
    "vault.register_missing",
    N_("The register of this vault is missing. The sealed files are untouched, but their keys are in the register."),
    N_("Restore the vault from a backup, or put the latest daily copy in the register's place."),
)
OLDER_READ_ONLY = Sentence(
    "vault.older_read_only",
    N_("This vault was last used with an older version of the program and lies on a medium that can't be written."),
    N_("Copy it to a disk that can be written and open it there once; it is brought up to date then."),
)
