"""Journeys have windows too."""

from __future__ import annotations

from tests.ui.collected import at_rest, collected

__all__ = ["at_rest", "collected"]
