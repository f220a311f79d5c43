"""The owed strip: everything we owe somebody, the most urgent first, each with what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, at, local, stored
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.queries.rows import CLOCK_WORDS
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.calls import Call
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.jobs import Job, Promise, Snooze
from dispatch_console.store.tables.people import Page, Person
from dispatch_console.store.tables.plans import Plan
from dispatch_console.store.tables.quality import Complaint
from dispatch_console.words import N_, Said

J, C, O, K, X, G, P, Z, L = (
    table_of(Job), table_of(Customer), table_of(Promise), table_of(Call), table_of(Complaint), table_of(Page),
    table_of(Person), table_of(Snooze), table_of(Plan),
)  # fmt: skip
SOON = dt.timedelta(minutes=60)
SHOWN = 40
CLOSING = 17  # ours: what is planned for a day is due at five in the afternoon


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One thing owed. action says what doing it opens; subject and row_id which row. due_at None means at once."""

    key: str  # stands for the row across refreshes
    action: str
    job_id: int | None
    row_id: int
    level: str  # over, risk, fine
    due_at: Moment | None
    started_at: Moment | None
    word: Said
    who: NameText
    detail: str
    can_snooze: bool  # may be put off for a while, with a reason


@query(reads=("snooze", "job", "customer", "promise", "call", "complaint", "page", "person", "plan"))
class Owed(Query[tuple[OwedRow, ...]]):
    """Complaints to be told, clocks that are late or soon, promises, missed calls, open pages (R107, R183)."""


_COMPLAINTS = (
    sa.select(X.c.id, X.c.job_id, X.c.said, X.c.received_at, C.c.name)
    .select_from(X.outerjoin(C, C.c.id == X.c.customer_id))
    .where(X.c.told_at.is_(None))
    .order_by(X.c.id)
)
_CLOCKS = (
    sa.select(
        J.c.id, J.c.clock_kind, J.c.due_at, J.c.clock_started_at, C.c.name, J.c.contact_name, J.c.number,
        P.c.name.label("technician"),
    )
    .select_from(J.outerjoin(C, C.c.id == J.c.customer_id).outerjoin(P, P.c.id == J.c.technician_id))
    .where(sa.text("job.is_open = 1"), J.c.due_sort <= sa.bindparam("until"))
    .order_by(J.c.due_sort)
    .limit(SHOWN)
)  # fmt: skip
_PROMISES = (
    sa.select(O.c.id, O.c.job_id, O.c.kind, O.c.said, O.c.owner, O.c.made_at, O.c.due_at, C.c.name, J.c.number)
    .select_from(
        O.outerjoin(J, J.c.id == O.c.job_id).outerjoin(C, C.c.id == sa.func.coalesce(O.c.customer_id, J.c.customer_id))
    )
    .where(O.c.ended_at.is_(None), O.c.due_at < sa.bindparam("until"), O.c.kind != "tell_part")  # its clock says it
    .order_by(O.c.due_at)
    .limit(SHOWN)
)
_MISSED = (
    sa.select(K.c.id, K.c.number, K.c.started_at, K.c.call_back_due_at, C.c.name)
    .select_from(K.outerjoin(C, C.c.id == K.c.customer_id))
    .where(K.c.call_back_due_at.is_not(None))
    .order_by(K.c.call_back_due_at)
    .limit(SHOWN)
)
_PAGES = (
    sa.select(G.c.id, G.c.sent_at, G.c.reason, P.c.name)
    .select_from(G.join(P, P.c.id == G.c.person_id))
    .where(G.c.called_back_at.is_(None))
    .order_by(G.c.sent_at)
)
_PLANS = (
    sa.select(L.c.id, L.c.name, L.c.next_on, L.c.kind, C.c.name.label("customer"))
    .select_from(L.outerjoin(C, C.c.id == L.c.customer_id))
    .where(L.c.next_on <= sa.bindparam("today"))
    .order_by(L.c.next_on, L.c.id)
    .limit(SHOWN)
)
_PUT_OFF = sa.select(Z.c.owed_key).where(Z.c.until_at > sa.bindparam("now"))
CLOCK_ACTIONS = {
    "on_site": "arrive", "first_response": "agree", "plan": "plan", "phone_check": "check", "escalation": "escalate",
    "escalation_answer": "advice", "quality_call": "quality", "report_back": "report", "part_told": "part",
    "appointment": "arrive", "repair": "open", "door_wait": "open",
}  # fmt: skip


@answers
def owed(question: Owed, reading: Reading) -> tuple[OwedRow, ...]:
    """Rows in order of urgency."""
    now = reading.now
    rows = [
        OwedRow(f"complaint:{r.id}", "tell_superior", r.job_id, r.id, "over", None, r.received_at,
                Said(N_("Tell the superior")), NameText(r.name or ""), r.said, False)
        for r in reading.all(_COMPLAINTS)
    ]  # fmt: skip
    timed: list[OwedRow] = []
    for r in reading.all(_CLOCKS, until=stored(now + SOON)):
        if r.clock_kind == "complaint_told":
            continue
        who = r.name or r.contact_name or r.number
        timed.append(
            OwedRow(f"clock:{r.id}:{r.clock_kind}", CLOCK_ACTIONS.get(r.clock_kind, "open"), r.id, r.id,
                    _level(r.due_at, now), r.due_at, r.clock_started_at, Said(CLOCK_WORDS.get(r.clock_kind, r.clock_kind)),
                    NameText(who), r.technician or "", True)
        )  # fmt: skip
    horizon = now + dt.timedelta(hours=12)
    for r in reading.all(_PROMISES, until=horizon):
        timed.append(
            OwedRow(f"promise:{r.id}", "promise", r.job_id, r.id, _level(r.due_at, now), r.due_at, r.made_at,
                    Said(r.said), NameText(r.name or r.owner), r.owner, True)
        )  # fmt: skip
    for r in reading.all(_MISSED):
        timed.append(
            OwedRow(f"call:{r.id}", "call_back", None, r.id, _level(r.call_back_due_at, now), r.call_back_due_at,
                    r.started_at, Said(N_("Call back")), NameText(r.name or r.number), "", True)
        )  # fmt: skip
    for r in reading.all(_PAGES):
        due = r.sent_at + dt.timedelta(minutes=15)
        timed.append(
            OwedRow(f"page:{r.id}", "page", None, r.id, _level(due, now), due, r.sent_at, Said(N_("Page open")),
                    NameText(r.name), r.reason, True)
        )  # fmt: skip
    today = local(now, reading.zone).date()
    for r in reading.all(_PLANS, today=today):
        due = at(r.next_on, CLOSING, zone=reading.zone)
        timed.append(
            OwedRow(f"plan:{r.id}", "settle_plan", None, r.id, _level(due, now), due, due, Said(N_("By plan")), NameText(r.customer or r.name),
                    r.name if r.customer else "", True)
        )  # fmt: skip
    put_off = {r.owed_key for r in reading.all(_PUT_OFF, now=now)}
    return (*rows, *sorted((o for o in timed if o.key not in put_off), key=lambda o: (o.due_at or now, o.key)))


def _level(due: Moment, now: Moment) -> str:
    left = due - now
    return "over" if left < dt.timedelta(0) else "risk" if left <= dt.timedelta(minutes=30) else "fine"
