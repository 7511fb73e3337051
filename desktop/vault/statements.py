"""What SQLAlchemy has learnt of the register's language, kept for the whole program.

By itself every engine starts with a dialect and a cache of its own, so each statement is put into words again after
every unlock. A cached statement may hold the values it was first asked with: a desk that is locked ends, and with it
what it has learnt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy.pool import StaticPool


@dataclass(frozen=True)
class _Learnt:
    dialect: sa.Dialect
    compiled: dict[Any, Any] = field(default_factory=dict)  # as many as there are statements in the program


@cache
def _learnt() -> _Learnt:
    """SQLite's dialect, as the library answers when it is first asked."""
    engine = sa.create_engine("sqlite://", module=sqlcipher3.dbapi2, poolclass=StaticPool)
    with engine.connect():
        pass
    engine.dispose()
    return _Learnt(engine.dialect)


def engine(connect: Callable[[], Any]) -> sa.Engine:
    """An engine over the one connection that `connect` makes; statements' values are in no log and no error."""
    learnt = _learnt()
    pool = StaticPool(connect, dialect=learnt.dialect)
    made = sa.Engine(pool, learnt.dialect, sa.make_url("sqlite://"), hide_parameters=True)
    made.update_execution_options(compiled_cache=learnt.compiled)
    return made
