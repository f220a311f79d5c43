"""What the papers of a job tell beyond its card: the machine's record, the report, the claim, the application, earlier jobs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.queries.registry import Query, Reading, answers, query
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.contracts import Contract
from dispatch_console.store.tables.customers import Customer, Machine
from dispatch_console.store.tables.jobs import Job
from dispatch_console.store.tables.papers import (
    DeviceStay,
    PartClaim,
    RepairReport,
    ReportPart,
    ServiceApplication,
)
from dispatch_console.store.tables.quality import QualityCheck

J, C, M, T, Q = (table_of(t) for t in (Job, Customer, Machine, Contract, QualityCheck))
R, L, D, U, A = (table_of(t) for t in (RepairReport, ReportPart, DeviceStay, PartClaim, ServiceApplication))
EARLIER = 6  # as many as the form has room for


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """The last repair report typed from paper; money in fen, scores 1 to 4."""

    cause: str
    method: str
    left_over: str
    counter: int | None
    opinion: str
    parts: tuple[tuple[str, str, str, int, int], ...]  # name, old and new serial, quantity, price_fen
    rates: tuple[int | None, int | None, int | None, int | None]  # timely, skill, attitude, charge
    result: str  # solved, watched, again, taken_in, waiting_part, unsolved or empty
    advice: str
    fees: tuple[int, int, int, int, int]  # visit, labour, parts, other, discount, in fen
    payment: str
    checks: tuple[str, ...]
    signed_by: NameText


@dataclass(frozen=True, slots=True)
class ClaimPaper:
    """The last claim for a part in warranty; cost in fen."""

    part: str
    letter: str
    cause: str
    suggestion: str
    claimed_at: Moment
    approved_by: NameText
    approved_at: Moment | None
    plan: str
    cost_fen: int | None
    ended_how: str  # made_good, rejected or empty


@dataclass(frozen=True, slots=True)
class ApplicationPaper:
    """The last service application."""

    number: str
    goods: str
    cause: str
    occurred: str
    damage: str
    made_on: dt.date | None
    inspection: str
    conditions: str
    filled_at: Moment
    filled_by: str
    approved_by: NameText


@dataclass(frozen=True, slots=True)
class CheckPaper:
    """The last quality call or revisit: how it was made, how the machine runs, four scores 1 to 4, what he said."""

    tried_at: Moment
    tried_by: str
    channel: str
    result: str
    running_well: bool | None
    rates: tuple[int | None, int | None, int | None, int | None]
    opinion: str


@dataclass(frozen=True, slots=True)
class Papers:
    """What stands on a job's papers beside the card; None for what is not there."""

    customer_code: str
    bought_on: dt.date | None
    installed_on: dt.date | None
    counter: int | None
    appearance: str
    taken_at: Moment | None
    contract_number: str
    contract_name: str
    report: ReportPaper | None
    claim: ClaimPaper | None
    application: ApplicationPaper | None
    check: CheckPaper | None
    earlier: tuple[tuple[str, Moment, str], ...]  # number, when registered, fault: this machine's earlier jobs, newest first


@query(
    reads=("job", "customer", "machine", "contract", "device_stay", "repair_report", "report_part", "part_claim",
           "service_application", "quality_check")
)  # fmt: skip
class JobPapers(Query[Papers | None]):
    """What a job's forms tell beside its card (R149, R153-R156, R163, R187)."""

    job_id: int


_HEAD = (
    sa.select(
        J.c.id, J.c.machine_id, C.c.code, M.c.bought_on, M.c.installed_on, M.c.counter,
        T.c.number.label("contract_number"), T.c.name.label("contract_name"),
    )
    .select_from(
        J.outerjoin(C, C.c.id == J.c.customer_id).outerjoin(M, M.c.id == J.c.machine_id)
        .outerjoin(T, T.c.id == J.c.contract_id)
    )
    .where(J.c.id == sa.bindparam("id"))
)  # fmt: skip


def _last(table: Any) -> sa.Select[Any]:
    return sa.select(table).where(table.c.job_id == sa.bindparam("id")).order_by(table.c.id.desc()).limit(1)


_STAY, _REPORT, _CLAIM, _APPLICATION, _CHECK = (_last(t) for t in (D, R, U, A, Q))
_PARTS = sa.select(L).where(L.c.report_id == sa.bindparam("id")).order_by(L.c.id)
_EARLIER = (
    sa.select(J.c.number, J.c.registered_at, J.c.fault)
    .where(J.c.machine_id == sa.bindparam("machine"), J.c.id != sa.bindparam("id"))
    .order_by(J.c.registered_at.desc())
    .limit(EARLIER)
)


@answers
def job_papers(question: JobPapers, reading: Reading) -> Papers | None:
    """What the papers tell, or None for no job."""
    head = reading.first(_HEAD, id=question.job_id)
    if head is None:
        return None
    stay = reading.first(_STAY, id=head.id)
    earlier = reading.all(_EARLIER, id=head.id, machine=head.machine_id) if head.machine_id is not None else []
    return Papers(
        head.code or "", head.bought_on, head.installed_on, head.counter, stay.appearance if stay else "",
        stay.taken_at if stay else None, head.contract_number or "", head.contract_name or "",
        _report(reading, head.id), _claim(reading.first(_CLAIM, id=head.id)),
        _application(reading.first(_APPLICATION, id=head.id)), _check(reading.first(_CHECK, id=head.id)),
        tuple((e.number, e.registered_at, e.fault) for e in earlier),
    )  # fmt: skip


def _report(reading: Reading, job_id: int) -> ReportPaper | None:
    r = reading.first(_REPORT, id=job_id)
    if r is None:
        return None
    parts = tuple((p.name, p.old_serial, p.new_serial, p.quantity, p.price_fen) for p in reading.all(_PARTS, id=r.id))
    rates = (r.rate_timely, r.rate_skill, r.rate_attitude, r.rate_charge)
    return ReportPaper(r.cause, r.method, r.left_over, r.counter, r.opinion, parts, rates, r.result, r.advice,
                       (r.fee_visit_fen, r.fee_labour_fen, r.fee_parts_fen, r.fee_other_fen, r.fee_discount_fen), r.payment,
                       tuple(r.checks), NameText(r.signed_by))  # fmt: skip


def _claim(r: Any) -> ClaimPaper | None:
    if r is None:
        return None
    return ClaimPaper(
        r.part, r.letter, r.cause, r.suggestion, r.claimed_at, NameText(r.approved_by), r.approved_at, r.plan, r.cost_fen,
        r.ended_how,
    )  # fmt: skip


def _application(r: Any) -> ApplicationPaper | None:
    if r is None:
        return None
    return ApplicationPaper(
        r.number, r.goods, r.cause, r.occurred, r.damage, r.made_on, r.inspection, r.conditions, r.filled_at, r.filled_by,
        NameText(r.approved_by),
    )  # fmt: skip


def _check(r: Any) -> CheckPaper | None:
    if r is None:
        return None
    return CheckPaper(
        r.tried_at, r.tried_by, r.channel, r.result, r.running_well, (r.timely, r.skill, r.attitude, r.charge), r.opinion
    )
