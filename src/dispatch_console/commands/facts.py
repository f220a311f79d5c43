"""How a handler writes down a fact: the rule is asked first, at the moment the fact happened; then one event row."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from dispatch_console.commands.work import Work
from dispatch_console.domain.events import Channel, Fact
from dispatch_console.domain.jobs import JobState, state_of, why_not
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.store.facts import facts_of
from dispatch_console.store.tables.audit import Setting
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.jobs import Event, Job, Promise, Visit
from dispatch_console.words import N_

JOB = table_of(Job)
SETTING = table_of(Setting)
VISIT = table_of(Visit)


def job_row(work: Work, job_id: int) -> Any:
    """The job as it stands; raises Refused for a number that is not there."""
    row = work.first(JOB.select().where(JOB.c.id == job_id))
    if row is None:
        raise Refused(N_("There is no job {number}."), number=job_id)
    return row


def facts_until(work: Work, job_id: int, moment: Moment | None = None) -> list[Fact]:
    """The standing facts of a job, up to a moment."""
    work.finish()
    facts = facts_of(work.connection, [job_id])[job_id]
    return [f for f in facts if moment is None or f.happened_at <= moment]


def state_at(work: Work, job_id: int, moment: Moment | None = None) -> JobState:
    """Where the job stood at a moment (now when none is given)."""
    return state_of(facts_until(work, job_id, moment))


def check_move(work: Work, job_id: int, kind: str, happened_at: Moment | None = None) -> None:
    """Raise Refused when the move was not open at the moment it happened: the rule that lights the button."""
    facts = facts_until(work, job_id, happened_at)
    if not facts:
        job_row(work, job_id)
    reason = why_not(kind, state_of(facts).status)
    if reason is not None:
        raise Refused(reason.msgid, **reason.values)


def happened_by_now(work: Work, moment: Moment | None) -> Moment:
    """When a thing happened: now when no moment is given; raises Refused for a moment still to come.

    A watch may be a minute ahead of ours; what it says counts as now.
    """
    if moment is not None and moment > work.now + dt.timedelta(minutes=1):
        raise Refused(
            N_("Not written down: {time} is still to come."), time=f"{local(moment, work.zone):%m-%d %H:%M}"
        )
    return work.now if moment is None else min(moment, work.now)


def fact(
    work: Work,
    job_id: int,
    kind: str,
    *,
    happened_at: Moment | None = None,
    reported_at: Moment | None = None,
    visit_id: int | None = None,
    call_id: int | None = None,
    channel: str = Channel.PHONE_IN,
    reason: str = "",
    note: str = "",
    by: str = "",
    checked: bool = True,
    corrects_id: int | None = None,
) -> int:
    """Write one event and return its number.

    happened_at and reported_at default to now (UTC); a moment still to come is refused. With checked the move must
    have been open then.
    """
    happened = happened_by_now(work, happened_at)
    if checked:
        check_move(work, job_id, kind, happened_at)
    return work.add(
        Event,
        job_id=job_id,
        visit_id=visit_id,
        call_id=call_id,
        kind=kind,
        happened_at=happened,
        reported_at=reported_at or work.now,
        recorded_at=work.now,
        by=by or work.actor,
        channel=str(channel),
        reason=reason,
        note=note,
        corrects_id=corrects_id,
    )


def setting(work: Work, name: str, default: str = "") -> str:
    """The value of one setting of the firm."""
    found = work.value(SETTING.select().with_only_columns(SETTING.c.value).where(SETTING.c.name == name))
    return default if found is None else str(json.loads(found))


def call_off(work: Work, job_id: int, kind: str, reason: str) -> None:
    """Before a move that leaves no visit: it must be open now, then every live visit of the job is called back (R81)."""
    check_move(work, job_id, kind)
    for visit in work.all(VISIT.select().where(VISIT.c.job_id == job_id, VISIT.c.is_live)):
        fact(work, job_id, "recalled", visit_id=visit.id, reason=reason, channel=Channel.SYSTEM, checked=False)


def promise(
    work: Work, kind: str, said: str, due_at: Moment, *, job_id: int | None = None, customer_id: int | None = None,
    owner: str = "",
) -> int:  # fmt: skip
    """Write down what was said to somebody and by when (R107)."""
    return work.add(
        Promise, job_id=job_id, customer_id=customer_id, kind=kind, said=said, owner=owner or work.actor,
        made_at=work.now, due_at=due_at, ended_at=None, ended_how="",
    )  # fmt: skip


def end_promises(work: Work, job_id: int, kind: str, how: str = "kept") -> int:
    """End the open promises of this kind, kept, broken or released; returns how many there were."""
    table = table_of(Promise)
    rows = work.all(table.select().where(table.c.job_id == job_id, table.c.kind == kind, table.c.ended_at.is_(None)))
    for row in rows:
        late = how == "kept" and work.now > row.due_at
        work.change(Promise, row.id, ended_at=work.now, ended_how="broken" if late else how)
    return len(rows)


def next_number(work: Work, kind: str, day: str = "") -> int:
    """The next running number of a kind; a number once given never comes back."""
    return int(
        work.connection.exec_driver_sql(
            "INSERT INTO running_number(kind,day,last) VALUES(?,?,1) "
            "ON CONFLICT(kind,day) DO UPDATE SET last=last+1 RETURNING last",
            (kind, day),
        ).scalar_one()
    )


def job_number(work: Work, when: Moment | None = None) -> str:
    """WX260302-009: the day and the running number of that day."""
    day = f"{local(when or work.now, work.zone):%y%m%d}"
    return f"WX{day}-{next_number(work, 'job', day):03d}"


def form_number(work: Work, kind: str) -> str:
    """0001873: the running number printed on a sheet of paper."""
    return f"{next_number(work, kind):07d}"
