"""Taking one file in and reading it back, as the proofs need it."""

from __future__ import annotations

from typing import BinaryIO

from desktop.vault.opened import OpenVault


def admit(vault: OpenVault, case_id: str, source: BinaryIO) -> str:
    """Seal, then admit in one transaction; returns the exhibit's id."""
    raise SystemExit


def digest(vault: OpenVault, exhibit_id: str) -> str:
    """SHA-256 in hex of what the vault gives back."""
    raise SystemExit
