"""How papers are named in lists."""

from __future__ import annotations

from desktop.clock import parse_stamp
from desktop.i18n import N_, Words
from models.views.papers import PaperView
from ui.widgets.row import Row

LANGUAGE_NAMES = {"ru": N_("Russian"), "en": N_("English")}
KINDS = {
    "own_unqualified": (N_("own certificate"), N_("Unqualified e-signature made with this program's own certificate")),
    "unqualified": (N_("unqualified"), N_("Unqualified e-signature")),
}


def language_name(words: Words, code: str) -> str:
    return words.tr(LANGUAGE_NAMES[code])


def kind_chip(words: Words, kind: str) -> tuple[str, str]:
    """The kind of signature in one or two words, and in a sentence for the tooltip."""
    short, long = KINDS.get(kind, KINDS["unqualified"])
    return words.tr(short), words.tr(long)


def row_of(words: Words, paper: PaperView) -> Row:
    """A paper in two lines: its number, then case, language and signer; superseded ones are struck."""
    detail = f"{paper.case_number} · {language_name(words, paper.language)} · {paper.signer}"
    superseded = bool(paper.superseded_by)
    return Row(
        key=paper.id,
        title=paper.number,
        detail=detail,
        chip=words.tr("superseded") if superseded else "",
        tone="neutral",
        aside=words.day(parse_stamp(paper.signed_at).astimezone().date()),
        icon="file-certificate",
        struck=superseded,
    )
