"""Taking one file in and reading it back, as the proofs need it."""

from __future__ import annotations

from typing import BinaryIO

from desktop.evidence.decoding import Decoders
from desktop.evidence.service import Evidence
from desktop.vault.opened import OpenVault
from models.views.evidence import AdmitDraft, ExhibitDetails


def room(vault: OpenVault) -> Evidence:
    return Evidence(vault, Decoders(tiers=("none",)), vault.clock)  # nothing is decoded in these proofs


def admit(vault: OpenVault, case_id: str, source: BinaryIO, derived_from: str | None = None) -> str:
    """Seal, then admit in one transaction; returns the exhibit's id."""
    evidence = room(vault)
    staged = evidence.stage(source, "evidence.bin")
    details = ExhibitDetails(title_en="Evidence", provenance="handed in by the proof")
    draft = AdmitDraft(staged, details, derived_from=derived_from, derived_how="excerpt" if derived_from else "")
    (view,) = evidence.admit(case_id, [draft]).value
    return view.id


def digest(vault: OpenVault, exhibit_id: str) -> str:
    """SHA-256 in hex of what the vault gives back, after comparing it with the record."""
    evidence = room(vault)
    evidence.verify(exhibit_id, evidence.peek(exhibit_id))
    return evidence.exhibit(exhibit_id).sha256
