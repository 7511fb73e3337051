"""Fixtures of the vault's tests."""

from tests.vault.cheap import place, vault

__all__ = ["place", "vault"]
