"""What the overview says of a case, as names and values."""

from __future__ import annotations

from desktop.register.fields import FIELDS
from models.views.register import CaseView
from ui.register.showing import Showing

Pairs = list[tuple[str, str]]


def case_facts(view: CaseView, show: Showing) -> Pairs:
    """Registration, track, priority, term."""
    tr, fields = show.words.tr, view.fields
    channel = ", ".join(part for part in (show.code("channel", fields.channel), fields.referral_ref) if part)
    priority = " · ".join(part for part in (show.code("priority", fields.priority), fields.priority_reason) if part)
    pauses = "\n".join(
        f"{show.day(p.since)} — {show.day(p.until) or '…'}: {p.reason} ({p.end_rule})" for p in fields.clock_pauses
    )
    hold = show.code("yes_no", "yes") if fields.hold else ""
    return [
        (tr(FIELDS["received_on"]), show.day(fields.received_on)),
        (tr(FIELDS["registered_on"]), show.day(view.registered_on)),
        (tr(FIELDS["channel"]), channel),
        (tr(FIELDS["legal_track"]), show.code("legal_track", fields.legal_track)),
        (tr(FIELDS["rapporteur"]), fields.rapporteur),
        (tr(FIELDS["due_on"]), show.day(fields.due_on)),
        (tr(FIELDS["priority"]), priority),
        (tr(FIELDS["access_level"]), show.code("access_level", fields.access_level)),
        (tr(FIELDS["lang_of_contact"]), show.code("language", fields.lang_of_contact)),
        (tr(FIELDS["clock_started_on"]), show.day(fields.clock_started_on)),
        (tr(FIELDS["clock_pauses"]), pauses),
        (tr(FIELDS["retention_class"]), show.code("retention_class", fields.retention_class)),
        (tr(FIELDS["hold"]), hold),
    ]


def claim_facts(view: CaseView, show: Showing) -> Pairs:
    """Summary, grounds and statement."""
    tr, fields = show.words.tr, view.fields
    grounds = "\n".join(f"{g}  {show.code('ground', g)}" for g in fields.grounds)
    return [
        (tr(FIELDS["summary"]), fields.summary),
        (tr(FIELDS["grounds"]), grounds),
        (tr(FIELDS["statement_ru"]), fields.statement_ru),
        (tr(FIELDS["statement_original"]), fields.statement_original),
        (tr(FIELDS["statement_signed_on"]), show.day(fields.statement_signed_on)),
    ]


def rule_facts(view: CaseView, show: Showing) -> Pairs:
    """The five facts behind `applies_when`."""
    names = ("minor_in_case", "has_conviction", "interpreter_used", "no_identity_document", "no_record_paper")
    return [(show.words.tr(FIELDS[name]), show.code("yes_no", getattr(view.fields, name))) for name in names]
