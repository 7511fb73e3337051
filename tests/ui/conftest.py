"""Window tests of every room."""

from __future__ import annotations

from tests.ui.collected import collected, collector

__all__ = ["collected", "collector"]
