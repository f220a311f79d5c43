"""What comes again and again: put in, changed, and what became of a day: done, skipped, moved, made into a job."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa

from dispatch_console.commands.calls import RegisterCall, register_call
from dispatch_console.commands.facts import setting
from dispatch_console.commands.registry import UNDO, Command, Role, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import plans as rules
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer, Machine
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.papers import RepairReport
from dispatch_console.store.tables.plans import Plan, PlanDay
from dispatch_console.words import N_, Said

_P = table_of(Plan)


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R185")
class SavePlan(Command):
    """Put in a plan, or change it: what, by which rule, for whom, so many days ahead (R98, R110, R130, R131, R185, R186).

    rule is an RRULE of RFC 5545, or short: 30d, 3m, m10, q-1.
    """

    name: str
    rule: str
    starts_on: dt.date
    kind: str = "office"
    lead_days: int = 0
    customer_id: int | None = None
    machine_id: int | None = None
    person_id: int | None = None
    active: bool = True
    requirement: str = ""
    plan_id: int | None = None
    every_count: int | None = None  # sheets on the machine's counter: due by them or by the rule, whichever comes first


@does
def save_plan(command: SavePlan, work: Work) -> dict[str, Any]:
    """The plan's row, and the first day that is open."""
    if not command.name.strip():
        raise Refused(N_("What is to be done?"))
    if command.kind not in rules.KINDS:
        raise Refused(N_("{kind} is no kind of plan."), kind=command.kind)
    if not 0 <= command.lead_days <= 366:
        raise Refused(N_("A plan shows at most a year ahead."))
    if command.every_count is not None and (command.every_count < 1 or command.machine_id is None):
        raise Refused(N_("By the counter goes only the upkeep of a machine, every so many sheets."))
    rule = rules.typed(command.rule)
    customer_id = command.customer_id
    if command.machine_id is not None:
        machine = work.first(table_of(Machine).select().where(table_of(Machine).c.id == command.machine_id))
        if machine is None:
            raise Refused(N_("There is no such entry."))
        customer_id = machine.customer_id
    last = None if command.plan_id is None else _last_settled(work, command.plan_id)
    next_on = rules.next_day(rule, command.starts_on, last)
    if next_on is None:
        raise Refused(N_("{rule} is no rule of days."), rule=command.rule)
    values = {
        "kind": command.kind, "name": command.name.strip(), "rule": rule, "starts_on": command.starts_on, "lead_days": command.lead_days,
        "customer_id": customer_id, "machine_id": command.machine_id, "person_id": command.person_id, "active": command.active,
        "next_on": next_on if command.active else None, "every_count": command.every_count,
    }  # fmt: skip
    if command.plan_id is None:
        return {"plan_id": work.add(Plan, requirement=command.requirement, **values), "next_on": next_on.isoformat()}
    work.change(Plan, command.plan_id, **values)
    return {"plan_id": command.plan_id, "next_on": next_on.isoformat()}


def _last_settled(work: Work, plan_id: int) -> dt.date | None:
    table = table_of(PlanDay)
    row = work.first(table.select().where(table.c.plan_id == plan_id, table.c.how != "moved").order_by(table.c.due_on.desc()).limit(1))
    return None if row is None else row.due_on


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R185")
class PlanRevisits(Command):
    """The year's plan of contacts and visits, for every customer who has none yet (R130, R185), by the months of the settings.

    Key customers are called every month and visited twice a year, ordinary ones called every quarter; the first days are spread
    over the round, so that no day has all of them. kind is key, ordinary or all.
    """

    from_day: dt.date | None = None
    kind: str = "all"


MOST_AT_ONCE = 5_000


@does
def plan_revisits(command: PlanRevisits, work: Work) -> dict[str, int]:
    """How many contacts and visits were planned."""
    if command.kind not in ("key", "ordinary", "all"):
        raise Refused(N_("{kind} is no class of customers."), kind=command.kind)
    today = local(work.now, work.zone).date()
    first = command.from_day or today
    if first < today:
        raise Refused(N_("A plan begins today or later."))
    visits_a_year = max(1, _whole(work, "key_visits_per_year", 2))
    rounds = [
        ("key", "contact", N_("Call the key customer"), _whole(work, "key_contact_months", 1)),
        ("key", "revisit", N_("Visit the key customer"), max(1, 12 // visits_a_year)),
        ("ordinary", "contact", N_("Call the customer"), _whole(work, "ordinary_contact_months", 3)),
    ]
    made = {"contacts": 0, "visits": 0}
    customers = table_of(Customer)
    for of, kind, name, months in rounds:
        if command.kind not in (of, "all"):
            continue
        have = sa.select(_P.c.customer_id).where(_P.c.kind == kind, _P.c.active, _P.c.customer_id.is_not(None))
        wanted = sa.select(customers.c.id).where(
            customers.c.kind == of, customers.c.merged_into_id.is_(None), customers.c.id.not_in(have)
        )
        ids = [r.id for r in work.all(wanted.order_by(customers.c.id).limit(MOST_AT_ONCE + 1))]
        if len(ids) > MOST_AT_ONCE:
            raise Refused(N_("More than {n} customers: plan the key ones only."), n=MOST_AT_ONCE)
        for customer_id, day in zip(ids, rules.spread(first, months, len(ids)), strict=True):
            work.add(Plan, kind=kind, name=str(Said(name)), rule=rules.every_months(months), starts_on=day, lead_days=0 if kind == "contact" else 7,
                     customer_id=customer_id, next_on=day, active=True, requirement="R185")  # fmt: skip
        made["contacts" if kind == "contact" else "visits"] += len(ids)
    return made


def _whole(work: Work, name: str, otherwise: int) -> int:
    value = setting(work, name)
    return int(value) if value.isdigit() and int(value) else otherwise


def after_service(work: Work, job: Any) -> None:
    """A service that the firm looks after again: one revisit so many days later (R185), by the settings."""
    days = setting(work, "revisit_after_days")
    if not days.isdigit() or not int(days) or job.service_type not in setting(work, "revisit_after_for").split("|") or job.customer_id is None:
        return
    day = local(work.now, work.zone).date() + dt.timedelta(days=int(days))
    work.add(Plan, kind="revisit", name=str(Said(N_("Look after the service again"))), rule=rules.ONCE, starts_on=day, lead_days=2,
             customer_id=job.customer_id, machine_id=job.machine_id, next_on=day, active=True, requirement="R185")  # fmt: skip


def counter_read(work: Work, machine_id: int | None, counter: int | None) -> None:
    """A counter was read: upkeep by the counter that has become due is due today (R186)."""
    if machine_id is None or counter is None:
        return
    today = local(work.now, work.zone).date()
    for plan in work.all(_P.select().where(_P.c.machine_id == machine_id, _P.c.every_count.is_not(None), _P.c.active)):
        if plan.next_on is not None and plan.next_on > today and rules.due_by_count(counter, _counter_then(work, plan), plan.every_count):
            work.change(Plan, plan.id, next_on=today)


def _counter_then(work: Work, plan: Any) -> int | None:
    """What the counter said when the upkeep was last done, else when it was first read."""
    days, reports, jobs = table_of(PlanDay), table_of(RepairReport), table_of(Job)
    read = (
        sa.select(reports.c.counter)
        .select_from(reports.join(jobs, jobs.c.id == reports.c.job_id))
        .where(jobs.c.machine_id == plan.machine_id, reports.c.counter.is_not(None))
    )
    done = work.value(sa.select(sa.func.max(days.c.at)).where(days.c.plan_id == plan.id, days.c.how.in_(("done", "job"))))
    if done is not None:
        then = work.value(read.where(reports.c.typed_at <= done).order_by(reports.c.id.desc()).limit(1))
        if then is not None:
            return int(then)
    first = work.value(read.order_by(reports.c.id).limit(1))
    return None if first is None else int(first)


@command(undo=UNDO, requirement="R186")
class SettlePlanDay(Command):
    """What became of the open day of a plan: done, skipped with a reason, moved to a day, or made into a job (R186, R187).

    how is done, skipped, moved or job.
    """

    plan_id: int
    how: str
    reason: str = ""
    moved_to: dt.date | None = None


@does
def settle_plan_day(command: SettlePlanDay, work: Work) -> dict[str, Any]:
    """The day that is open next, and the job that was made."""
    plan = work.first(_P.select().where(_P.c.id == command.plan_id))
    if plan is None or plan.next_on is None:
        raise Refused(N_("Nothing of this plan is open."))
    today = local(work.now, work.zone).date()
    if command.how not in ("done", "skipped", "moved", "job"):
        raise Refused(N_("{how} is no end of a planned day."), how=command.how)
    if command.how in ("skipped", "moved") and not command.reason.strip():
        raise Refused(N_("This needs a reason."))
    if command.how == "moved" and (command.moved_to is None or command.moved_to < today):
        raise Refused(N_("To which day? It must be still to come."))
    if command.how == "job" and plan.kind not in rules.MAKES_JOB:
        raise Refused(N_("This plan needs no job."))
    job_id = _job(command, work, plan) if command.how == "job" else None
    work.add(
        PlanDay, plan_id=plan.id, due_on=plan.next_on, how=command.how, moved_to=command.moved_to if command.how == "moved" else None,
        reason=command.reason.strip(), job_id=job_id, at=work.now, by=work.actor,
    )  # fmt: skip
    following = command.moved_to if command.how == "moved" else rules.next_day(plan.rule, plan.starts_on, max(plan.next_on, _rule_day(plan, today)))
    work.change(Plan, plan.id, next_on=following)
    return {"next_on": following.isoformat() if following is not None else None, **({"job_id": job_id} if job_id is not None else {})}


def _rule_day(plan: Any, today: dt.date) -> dt.date:
    """The newest day of the rule that is over: what was missed before it is settled together with it."""
    gone: dt.date = plan.next_on
    for day in rules.days(plan.rule, plan.starts_on, plan.next_on):
        if day > today:
            break
        gone = day
    return gone


def _job(command: SettlePlanDay, work: Work, plan: Any) -> int:
    kind = CallKind(plan.kind)
    uid = UUID(int=uuid5(command.uid, "job").int, version=4)
    entry = RegisterCall(
        uid=uid, kind=kind, customer_id=plan.customer_id, machine_id=plan.machine_id, said=plan.name, channel="paper", direction="out",
    )  # fmt: skip
    return int(register_call(entry, work)["job_id"])
