"""What the overview says of a case, as names and values."""

from __future__ import annotations

from desktop.register.findings import label
from models.views.register import CaseView
from ui.register.showing import Showing

Pairs = list[tuple[str, str]]


def case_facts(view: CaseView, show: Showing) -> Pairs:
    """Registration, track, priority, term."""
    fields = view.fields
    channel = ", ".join(part for part in (show.code("channel", fields.channel), fields.referral_ref) if part)
    priority = " · ".join(part for part in (show.code("priority", fields.priority), fields.priority_reason) if part)
    pauses = "\n".join(
        f"{show.day(p.since)} — {show.day(p.until) or '…'}: {p.reason} ({p.end_rule})" for p in fields.clock_pauses
    )
    hold = show.code("yes_no", "yes") if fields.hold else ""
    return [
        (label("received_on", show.words), show.day(fields.received_on)),
        (label("registered_on", show.words), show.day(view.registered_on)),
        (label("channel", show.words), channel),
        (label("legal_track", show.words), show.code("legal_track", fields.legal_track)),
        (label("rapporteur", show.words), fields.rapporteur),
        (label("due_on", show.words), show.day(fields.due_on)),
        (label("priority", show.words), priority),
        (label("access_level", show.words), show.code("access_level", fields.access_level)),
        (label("lang_of_contact", show.words), show.code("language", fields.lang_of_contact)),
        (label("clock_started_on", show.words), show.day(fields.clock_started_on)),
        (label("clock_pauses", show.words), pauses),
        (label("retention_class", show.words), show.code("retention_class", fields.retention_class)),
        (label("hold", show.words), hold),
        (label("linked_cases", show.words), ", ".join(link.name for link in view.links)),
    ]


def claim_facts(view: CaseView, show: Showing) -> Pairs:
    """Summary, grounds and statement."""
    fields = view.fields
    grounds = "\n".join(f"{g}  {show.code('ground', g)}" for g in fields.grounds)
    return [
        (label("summary", show.words), fields.summary),
        (label("grounds", show.words), grounds),
        (label("statement_ru", show.words), fields.statement_ru),
        (label("statement_original", show.words), fields.statement_original),
        (label("statement_signed_on", show.words), show.day(fields.statement_signed_on)),
    ]


def rule_facts(view: CaseView, show: Showing) -> Pairs:
    """The five facts behind `applies_when`."""
    names = ("minor_in_case", "has_conviction", "interpreter_used", "no_identity_document", "no_record_paper")
    return [(label(name, show.words), show.code("yes_no", getattr(view.fields, name))) for name in names]
