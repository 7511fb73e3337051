"""Where the workstation keeps what is not a case: settings, outside heads, logs. Never case data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True)
class Paths:
    config: Path
    state: Path
    logs: Path

    @classmethod
    def of_user(cls) -> Paths:
        dirs = platformdirs.PlatformDirs("collegium", appauthor=False)
        return cls(Path(dirs.user_config_dir), Path(dirs.user_state_dir), Path(dirs.user_log_dir))

    @classmethod
    def under(cls, folder: Path) -> Paths:
        """A profile of its own (demo, tests, portable use)."""
        return cls(folder / "config", folder / "state", folder / "logs")

    def ensure(self) -> Paths:
        for folder in (self.config, self.state, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
            if os.name == "posix":
                folder.chmod(0o700)
        return self


def resource(*parts: str) -> Path:
    """A shipped file under `resources/`."""
    return RESOURCES.joinpath(*parts)
