"""The object folder against the register: every object decrypted whole, hashed and compared; what nobody owns."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Callable, Iterator

from desktop.errors import KnownError
from desktop.jobs import CANCELLED, Progress
from desktop.vault.checks import findings
from desktop.vault.checks.records import Owned
from desktop.vault.objects import OBJECT_MISSING, Objects
from models.views.vault import Finding


def objects(folder: Objects, owned: list[Owned], tick: Callable[[int], None]) -> Iterator[Finding]:
    """Judge every object that a row owns. Runs on the pool; `tick` hears octets and may raise to stop."""
    shared = Counter(object_id for object_id, *_ in owned)
    for object_id, count in shared.items():
        if count > 1:
            yield findings.OBJECT_SHARED.found(object=object_id.hex())
    for object_id, key, sha256, size in owned:
        last = 0

        def moved(done: int, total: int) -> None:
            nonlocal last
            tick(done - last)
            last = done

        try:
            with folder.open(object_id, key) as reader:
                same = hmac.compare_digest(reader.digest(Progress(moved)), sha256) and reader.size == size
            if not same:
                yield findings.OBJECT_DIFFERS.found(object=object_id.hex())
        except KnownError as error:
            if error.code == CANCELLED.code:
                raise
            missing = error.sentence is OBJECT_MISSING
            kind = findings.OBJECT_MISSING if missing else findings.OBJECT_DAMAGED
            yield kind.found(object=object_id.hex())


def orphans(folder: Objects, listed: dict[bytes, int], owned: set[bytes]) -> tuple[bytes, ...]:
    """Ids of objects on disk that no row owns."""
    return tuple(sorted(i for i in listed if i not in owned and folder.path(i).exists()))
