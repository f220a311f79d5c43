"""Points: a returned report is audited, the rules reckon, every entry names rule, version, arithmetic, evidence."""

from __future__ import annotations

import json
from typing import Any

from dispatch_console.commands.facts import JOB
from dispatch_console.commands.registry import TOLD, UNDO, Command, Role, command, does
from dispatch_console.commands.visits import person_row, visit_row
from dispatch_console.commands.work import Work
from dispatch_console.domain import points
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import PointEntry, PointRule
from dispatch_console.store.tables.papers import RepairReport
from dispatch_console.store.tables.policies import PriceItem
from dispatch_console.words import N_, kept

REPORT, ENTRY = table_of(RepairReport), table_of(PointEntry)


def rules_on(work: Work, day: Any) -> list[points.PointRule]:
    """The newest version of each rule that holds on a local day."""
    table = table_of(PointRule)
    newest: dict[str, points.PointRule] = {}
    for row in work.all(table.select().order_by(table.c.version)):
        rule = points.PointRule(
            row.code,
            row.version,
            points.RuleKind(row.kind),
            json.loads(row.parameters),
            row.valid_from,
            row.valid_until,
        )
        if rule.valid_on(day):
            newest[rule.code] = rule
    return list(newest.values())


@command(role=Role.SUPERVISOR, undo=UNDO, requirement="R192")
class AuditReport(Command):
    """Audit a typed report: its points count from today (R192). bonus_tenths needs its reason.

    A report of a machine that came back takes points from whoever repaired it before.
    """

    report_id: int
    bonus_tenths: int = 0
    bonus_reason: str = ""
    repaired: bool = True


@does
def audit_report(command: AuditReport, work: Work) -> dict[str, Any]:
    """The points given, in tenths."""
    report = work.first(REPORT.select().where(REPORT.c.id == command.report_id))
    if report is None:
        raise Refused(N_("There is no such report."))
    if report.audited_at is not None:
        raise Refused(N_("This report was audited already."))
    if command.bonus_tenths and not command.bonus_reason.strip():
        raise Refused(N_("A bonus needs its reason."))
    if report.visit_id is None:
        raise Refused(N_("Nobody was sent to this job yet."))
    job = work.first(JOB.select().where(JOB.c.id == report.job_id))
    visit = visit_row(work, report.visit_id)
    rules = rules_on(work, local(work.now, work.zone).date())
    facts = _facts(work, command, report, job)
    total = _book(work, visit.technician_id, report.job_id, report.id, points.score(facts, rules))
    if job is not None and job.repeat_of_id is not None:
        total_back = _take_back(work, job.repeat_of_id, rules)
    else:
        total_back = 0
    work.change(RepairReport, report.id, audited_at=work.now, audited_by=work.actor)
    return {"points_tenths": total, "taken_back_tenths": total_back, "technician_id": int(visit.technician_id)}


def _price(work: Work, code: str) -> Any:
    table = table_of(PriceItem)
    return work.first(table.select().where(table.c.code == code).order_by(table.c.version.desc()).limit(1))


def _facts(work: Work, command: AuditReport, report: Any, job: Any) -> points.JobFacts:
    price = _price(work, report.price_code) if report.price_code else None
    return points.JobFacts(
        job_kind=job.service_type if job is not None else "repair",
        hours_tenths=price.hours_tenths if price else 0,
        difficulty_tenths=price.difficulty_tenths if price else 0,
        newness_tenths=price.newness_tenths if price else 0,
        fee_fen=report.fee_labour_fen + report.fee_visit_fen,
        repaired=command.repaired,
        bonus_tenths=command.bonus_tenths,
        bonus_reason=command.bonus_reason,
        same_fault_again=_same_again(work, report, job),
    )


def _same_again(work: Work, report: Any, job: Any) -> bool:
    """The same man, the same machine, within the repeat's chain: the fault counts once (forms.md 4.2)."""
    if job is None or job.repeat_of_id is None:
        return False
    visit = visit_row(work, report.visit_id)
    before = work.first(
        ENTRY.select().where(ENTRY.c.job_id == job.repeat_of_id, ENTRY.c.person_id == visit.technician_id)
    )
    return before is not None


def _book(work: Work, person_id: int, job_id: int, report_id: int | None, lines: list[points.PointLine]) -> int:
    for line in lines:
        work.add(
            PointEntry, person_id=person_id, job_id=job_id, report_id=report_id, rule_version=line.version,
            rule_code=line.rule, arithmetic=kept(line.arithmetic), points_tenths=line.tenths,
            counted_on=local(work.now, work.zone).date(),
        )  # fmt: skip
    return points.total_tenths(lines)


def _take_back(work: Work, job_id: int, rules: list[points.PointRule]) -> int:
    """The deduction of the job that came back, from whoever repaired it."""
    report = work.first(REPORT.select().where(REPORT.c.job_id == job_id).order_by(REPORT.c.id.desc()).limit(1))
    if report is None or report.visit_id is None:
        return 0
    price = _price(work, report.price_code) if report.price_code else None
    rework = [r for r in rules if r.kind is points.RuleKind.REWORK]
    facts = points.JobFacts(
        job_kind="", difficulty_tenths=price.difficulty_tenths if price else 0, repaired=False, rework_count=1
    )
    lines = [line for line in points.score(facts, rework) if line.tenths < 0]
    return _book(work, visit_row(work, report.visit_id).technician_id, job_id, report.id, lines)


@command(role=Role.SUPERVISOR, undo=TOLD, requirement="R192")
class CounterPoints(Command):
    """Correct an entry of the ledger by a counter-entry; nothing is rubbed out (R192, R111)."""

    entry_id: int
    reason: str


@does
def counter_points(command: CounterPoints, work: Work) -> dict[str, Any]:
    """The counter-entry's number."""
    entry = work.first(ENTRY.select().where(ENTRY.c.id == command.entry_id))
    if entry is None:
        raise Refused(N_("There is no such entry."))
    if not command.reason.strip():
        raise Refused(N_("This needs a reason."))
    if work.first(ENTRY.select().where(ENTRY.c.counter_of_id == entry.id)) is not None or entry.counter_of_id:
        raise Refused(N_("This entry was countered already."))
    person_row(work, entry.person_id)
    counter_id = work.add(
        PointEntry, person_id=entry.person_id, job_id=entry.job_id, report_id=entry.report_id,
        rule_version=entry.rule_version, rule_code=entry.rule_code, arithmetic=command.reason,
        points_tenths=-entry.points_tenths, counted_on=local(work.now, work.zone).date(), counter_of_id=entry.id,
    )  # fmt: skip
    return {"entry_id": counter_id}
