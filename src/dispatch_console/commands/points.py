"""Points: a returned report is audited, the rules reckon, every entry names rule, version, arithmetic, evidence."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from dispatch_console.commands.facts import JOB, setting
from dispatch_console.commands.registry import TOLD, UNDO, Command, Role, command, does
from dispatch_console.commands.visits import VISIT, person_row, visit_row
from dispatch_console.commands.work import Work
from dispatch_console.domain import points
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.store.points import counted_day, job_facts, point_rules, price_of
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.days import Grade, PointEntry, PointQuestion, PointRule
from dispatch_console.store.tables.papers import RepairReport
from dispatch_console.words import N_, kept

REPORT, ENTRY = table_of(RepairReport), table_of(PointEntry)


def rules_on(work: Work, day: dt.date) -> list[points.PointRule]:
    """The newest version of each rule that holds on a local day."""
    return points.in_force(point_rules(work.connection), day)


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
    today = local(work.now, work.zone).date()
    rules = rules_on(work, today)
    facts = job_facts(work.connection, report, command.bonus_tenths, command.bonus_reason, command.repaired)
    day = counted_day(setting(work, "points_count"), report, today, work.zone)
    total = _book(work, visit.technician_id, report.job_id, report.id, points.score(facts, rules), day)
    if job is not None and job.repeat_of_id is not None:
        total_back = _take_back(work, job.repeat_of_id, rules)
    else:
        total_back = 0
    work.change(RepairReport, report.id, audited_at=work.now, audited_by=work.actor)
    return {"points_tenths": total, "taken_back_tenths": total_back, "technician_id": int(visit.technician_id)}


def _book(work: Work, person_id: int, job_id: int, report_id: int | None, lines: list[points.PointLine], day: dt.date | None = None) -> int:
    for line in lines:
        work.add(
            PointEntry, person_id=person_id, job_id=job_id, report_id=report_id, rule_version=line.version,
            rule_code=line.rule, arithmetic=kept(line.arithmetic), points_tenths=line.tenths,
            counted_on=day or local(work.now, work.zone).date(),
        )  # fmt: skip
    return points.total_tenths(lines)


def book_later(work: Work, job_id: int, kind: points.RuleKind, facts: points.JobFacts) -> int:
    """Points for what the customer says afterwards: a quality score, an upheld complaint; for who did the work. Gives the tenths.

    Who did it is told by the newest report; before one is typed by the newest visit. Nobody was sent: nobody's points.
    """
    report = work.first(REPORT.select().where(REPORT.c.job_id == job_id, REPORT.c.visit_id.is_not(None)).order_by(REPORT.c.id.desc()).limit(1))
    newest = VISIT.select().where(VISIT.c.job_id == job_id).order_by(VISIT.c.id.desc()).limit(1)
    visit = visit_row(work, report.visit_id) if report is not None else work.first(newest)
    if visit is None:
        return 0
    rules = [r for r in rules_on(work, local(work.now, work.zone).date()) if r.kind is kind]
    lines = points.score(facts, rules)
    return _book(work, visit.technician_id, job_id, report.id if report is not None else None, lines)


def _take_back(work: Work, job_id: int, rules: list[points.PointRule]) -> int:
    """The deduction of the job that came back, from whoever repaired it."""
    report = work.first(REPORT.select().where(REPORT.c.job_id == job_id).order_by(REPORT.c.id.desc()).limit(1))
    if report is None or report.visit_id is None:
        return 0
    price = price_of(work.connection, report.price_code)
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
    return {"entry_id": _counter(work, command.entry_id, command.reason)}


def _counter(work: Work, entry_id: int, reason: str) -> int:
    entry = work.first(ENTRY.select().where(ENTRY.c.id == entry_id))
    if entry is None:
        raise Refused(N_("There is no such entry."))
    if not reason.strip():
        raise Refused(N_("This needs a reason."))
    if work.first(ENTRY.select().where(ENTRY.c.counter_of_id == entry.id)) is not None or entry.counter_of_id:
        raise Refused(N_("This entry was countered already."))
    person_row(work, entry.person_id)
    return work.add(
        PointEntry, person_id=entry.person_id, job_id=entry.job_id, report_id=entry.report_id,
        rule_version=entry.rule_version, rule_code=entry.rule_code, arithmetic=reason,
        points_tenths=-entry.points_tenths, counted_on=local(work.now, work.zone).date(), counter_of_id=entry.id,
    )  # fmt: skip


@command(role=Role.MANAGER, undo=UNDO, requirement="R192")
class SavePointRule(Command):
    """Put in a rule of the points, or its next version: the one before ends the day before, entries keep theirs (R192).

    values are whole tenths of a point by name (installation=10, points=5, base=30; from_percent is a percentage).
    """

    code: str
    kind: str
    values: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


@does
def save_point_rule(command: SavePointRule, work: Work) -> dict[str, int]:
    """The new version's row and number."""
    if command.kind not in {str(k) for k in points.RuleKind}:
        raise Refused(N_("{kind} is no kind of rule. Known: {known}."), kind=command.kind, known=", ".join(points.RuleKind))
    code = command.code.strip()
    if not code:
        raise Refused(N_("A rule needs a name."))
    known = point_rules(work.connection)
    from_day = command.valid_from or local(work.now, work.zone).date()
    if command.valid_until is not None and command.valid_until < from_day:
        raise Refused(N_("It ends before it begins."))
    rule = points.PointRule(code, 0, points.RuleKind(command.kind), points.read_values(command.values))
    new = points.next_version(known, rule, from_day)
    table = table_of(PointRule)
    for before in work.all(table.select().where(table.c.code == code)):
        if before.kind != command.kind:
            raise Refused(N_("The rule {code} is of another kind; give this one another name."), code=code)
        if before.valid_until is None or before.valid_until >= from_day:
            work.change(PointRule, before.id, valid_until=from_day - dt.timedelta(days=1))
    rule_id = work.add(
        PointRule, code=code, version=new.version, kind=command.kind, parameters=json.dumps(dict(new.parameters)), valid_from=from_day,
        valid_until=command.valid_until,
    )  # fmt: skip
    return {"rule_id": rule_id, "version": new.version}


@command(role=Role.MANAGER, undo=UNDO, requirement="R192")
class SaveGrade(Command):
    """A grade: its standard points a month (tenths) and what a point above or below is worth (fen; R192)."""

    code: str
    name: str
    standard_tenths: int
    fen_per_point: int


@does
def save_grade(command: SaveGrade, work: Work) -> dict[str, int]:
    """The grade's row."""
    if not command.code.strip() or not command.name.strip():
        raise Refused(N_("A grade needs a code and a name."))
    if command.standard_tenths < 0 or command.fen_per_point < 0:
        raise Refused(N_("An amount is not less than nothing."))
    table = table_of(Grade)
    there = work.first(table.select().where(table.c.code == command.code.strip()))
    values = {"name": command.name.strip(), "standard_tenths": command.standard_tenths, "fen_per_point": command.fen_per_point}
    if there is not None:
        work.change(Grade, there.id, **values)
        return {"grade_id": int(there.id)}
    return {"grade_id": work.add(Grade, code=command.code.strip(), **values)}


@command(undo=UNDO, requirement="R192")
class AskPoints(Command):
    """A technician asks about an entry of his points (R111, R192)."""

    entry_id: int
    question: str


@does
def ask_points(command: AskPoints, work: Work) -> dict[str, int]:
    """The question's row."""
    entry = work.first(ENTRY.select().where(ENTRY.c.id == command.entry_id))
    if entry is None:
        raise Refused(N_("There is no such entry."))
    if not command.question.strip():
        raise Refused(N_("What does he ask?"))
    return {
        "question_id": work.add(
            PointQuestion, entry_id=entry.id, question=command.question.strip(), asked_at=work.now,
            asked_by=person_row(work, entry.person_id).name,
        )
    }  # fmt: skip


@command(role=Role.SUPERVISOR, undo=TOLD, requirement="R192")
class AnswerPoints(Command):
    """Answer a question about points: granted makes the counter-entry at once, with the answer as its reason (R111, R192)."""

    question_id: int
    answer: str
    granted: bool = False


@does
def answer_points(command: AnswerPoints, work: Work) -> dict[str, int | None]:
    """The question's row, and the counter-entry when it was granted."""
    table = table_of(PointQuestion)
    row = work.first(table.select().where(table.c.id == command.question_id))
    if row is None or row.answered_at is not None:
        raise Refused(N_("This question is answered already."))
    if not command.answer.strip():
        raise Refused(N_("Write down what he was answered."))
    work.change(PointQuestion, row.id, answer=command.answer.strip(), answered_at=work.now, answered_by=work.actor)
    return {"question_id": int(row.id), "counter_id": _counter(work, row.entry_id, command.answer.strip()) if command.granted else None}
