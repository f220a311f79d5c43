"""What the tests of commands say again and again: the card of a job, and a technician sent to it."""

from __future__ import annotations

import datetime as dt

from dispatch_console.commands.jobs import AgreeTime, DecideJob
from dispatch_console.commands.visits import DispatchJob
from dispatch_console.domain.moment import at
from dispatch_console.queries.card import JobCard


def card(desk, job):
    """The job as it stands now."""
    return desk.ask(JobCard(job_id=job))


def sent(desk, job, technician=1, hour=9, minutes=60):
    """Decided free of charge, agreed for this hour, somebody sent; the visit's number."""
    desk.do(DecideJob(job_id=job, warranty="in", fee=False))
    start = at(desk.today(), hour)
    desk.do(AgreeTime(job_id=job, from_at=start, until_at=start + dt.timedelta(minutes=30)))
    return desk.do(DispatchJob(job_id=job, technician_id=technician, planned_from=start, minutes=minutes)).result["visit_id"]
