"""A job of its own in every state that a job can have, made by commands."""

from __future__ import annotations

import datetime as dt

from dispatch_console.commands import guidance, jobs, papers, replacing, visits, workshop
from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.setup import SetSetting
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.jobs import Status
from dispatch_console.queries.card import JobCard
from dispatch_console.queries.office import People, Settings

S = Status


class Maker:
    """Brings a job of its own into a state, by commands."""

    def __init__(self, desk):
        self.desk = desk
        self.at = desk.clock() + dt.timedelta(minutes=30)

    def call(self, **more):
        given = {"number": "13900174107", "customer_id": 1, "machine_id": 1, "said": "不能开机"} | more
        return self.desk.do(RegisterCall(kind=CallKind.REPAIR, **given)).result["job_id"]

    def decided(self, fee=False):
        job = self.call()
        self.desk.do(jobs.DecideJob(job_id=job, warranty="out" if fee else "in", fee=fee))
        return job

    def agreed(self):
        job = self.decided()
        self.desk.do(jobs.AgreeTime(job_id=job, from_at=self.at, until_at=self.at + dt.timedelta(minutes=30)))
        return job

    def sent(self):
        job = self.agreed()
        self.desk.do(visits.DispatchJob(job_id=job, technician_id=self.free(), planned_from=self.at, override_reason="巡检用例"))
        return job

    def free(self):
        return next(p.id for p in self.desk.ask(People(role="technician")) if p.name == "孙立")

    def issued(self):
        job = self.sent()
        slip = self.desk.do(papers.RecordPrinted(kind="work_order", job_id=job)).result["number"]
        visit = self.desk.ask(JobCard(job_id=job)).visits[-1].id
        self.desk.do(visits.IssueVisit(visit_id=visit, slip_number=slip))
        return job

    def reported(self, *moves, **more):
        job = self.issued()
        for move in moves[:-1]:
            self.desk.do(visits.CallIn(job_id=job, move=move))
        self.desk.do(visits.CallIn(job_id=job, move=moves[-1], **more))
        return job

    def solved(self):
        job = self.call()
        self.desk.do(jobs.SolveByPhone(job_id=job, advice="重启"))
        return job

    def bad(self):
        job = self.solved()
        self.desk.do(jobs.CheckSolved(job_id=job, solved=False, words="还是不行"))
        return job

    def taken(self):
        job = self.reported("arrived")
        self.desk.do(workshop.TakeMachineIn(job_id=job, consent_by="周雯", loaner="备用机 B-09"))
        return job

    def typed(self):
        job = self.reported("arrived", "done")
        self.desk.do(papers.TypeReport(job_id=job, method="换电源"))
        return job

    def guided(self):
        job = self.call()
        self.desk.do(guidance.GuideByPhone(job_id=job, tried="重启"))
        return job

    def applied(self):
        job = self.call()
        self.desk.do(guidance.AskApproval(job_id=job, what="合同外上门"))
        return job

    def uncalled(self):
        job = self.reported("arrived", "done")
        kept = self.desk.ask(Settings())["quality_call_for"]
        self.desk.do(SetSetting(name="quality_call_for", value="installation"))
        self.desk.do(papers.TypeReport(job_id=job, method="换电源"))
        self.desk.do(SetSetting(name="quality_call_for", value=kept))
        return job

    def replaced(self):
        job = self.reported("arrived")
        self.desk.do(replacing.ReplaceMachine(job_id=job, serial="N-1", decided_by="刘总", ground="unrepairable"))
        return job

    def ended(self, kind):
        job = self.call()
        self.desk.do(kind(job_id=job, reason="客户不修了"))
        return job

    def all(self):
        """A job in each state."""
        return {
            S.REGISTERED: self.call(), S.PHONE_GUIDANCE: self.guided(), S.AWAITING_APPROVAL: self.applied(),
            S.REPORT_RETURNED: self.uncalled(), S.PHONE_SOLVED: self.solved(), S.DECIDE: self.bad(), S.AWAITING_CONSENT: self.decided(fee=True),
            S.TO_AGREE: self.decided(), S.TO_DISPATCH: self.agreed(), S.SCHEDULED: self.sent(), S.DISPATCHED: self.issued(),
            S.COLLECTING: self.reported("collecting"), S.EN_ROUTE: self.reported("en_route"), S.WORKING: self.reported("arrived"),
            S.WAITING_PART: self.reported("arrived", "partly_done", reason="part", part="电源"),
            S.WAITING_CUSTOMER: self.reported("nobody_there"), S.IN_WORKSHOP: self.taken(),
            S.WORK_DONE: self.reported("arrived", "done"), S.QUALITY_DUE: self.typed(), S.CLOSED: self.ended(jobs.CloseJob),
            S.CANCELLED: self.ended(jobs.CancelJob), S.REJECTED: self.ended(jobs.RejectJob), S.REFERRED: self.ended(jobs.ReferJob),
            S.REPLACED: self.replaced(),
        }  # fmt: skip
