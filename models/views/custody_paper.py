"""What an extract from a custody log says on paper. Plain frozen data, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass

from models.views.papers import PaperLanguage


@dataclass(frozen=True)
class CustodyLine:
    """One entry of the log. `at` is a stamp; `action` is in the paper's language; `code` is its code; `note`, and `day`
    (ISO) and `party` of what was recorded by hand, as they were typed.
    """

    at: str
    who: str
    action: str
    sha256: str  # 64 hex digits, the exhibit's as it was then
    note: str = ""
    code: str = ""
    day: str = ""
    party: str = ""


@dataclass(frozen=True)
class CheckLine:
    """One re-verification. `outcome` is a code: `matches`, `differs`, `damaged`, `missing`."""

    at: str
    who: str
    outcome: str
    found: str  # 64 hex digits, or "" where nothing could be computed


@dataclass(frozen=True)
class CustodyPaper:
    """The whole extract; layout reads nothing else. All texts are already in `language`."""

    language: PaperLanguage
    made_at: str
    dated: str  # ISO day
    commission: str
    place: str
    author: str
    author_post: str
    case_number: str
    exhibit: str  # `A-004`
    title: str
    file_name: str
    media: str
    size: int
    pages: int | None
    sha256: str
    admitted_at: str
    admitted_by: str
    provenance: str
    withdrawn: str  # the reason, or ""
    made_of: str  # number and way, or ""
    failed: bool
    entries: tuple[CustodyLine, ...]
    checks: tuple[CheckLine, ...]
    chain_seq: int
    chain_head: str
    elsewhere: tuple[CustodyLine, ...] = ()  # of other vaults' logs, with the moment and name from there; no `sha256`
    taken_at: str = ""  # a stamp: when those came with a case folder
    taken_by: str = ""
