"""What each action on a job asks before it is done, and which command it becomes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dispatch_console.commands import calls, jobs, papers, promises, quality, quotes, visits, workshop
from dispatch_console.commands.registry import Command
from dispatch_console.domain import spoken
from dispatch_console.domain.durations import age_words
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.visits import DAY_WORDS
from dispatch_console.domain.workshop import NEXT, STAY_WORDS, StayStatus
from dispatch_console.queries.card import Card, EventLine
from dispatch_console.queries.roster import TechnicianRow
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.words import N_, _


@dataclass(frozen=True, slots=True)
class Case:
    """What an action is about: the job, who could go, and now."""

    card: Card
    people: tuple[TechnicianRow, ...]
    now: Moment
    zone: ZoneInfo
    event: EventLine | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One action on a job. Without questions it is done at once; said is told afterwards."""

    asks: Callable[[Case], Sequence[Asked]]
    command: Callable[[Case, Answers], Command]


# ---- reading what was typed ----

_FROM_TO = re.compile(r"^(.*?)(\d{1,2})[:：]?(\d{2})\s*[-–—~到至]\s*(\d{1,2})[:：]?(\d{2})$")


def _whole(name: str) -> str:
    """A name to begin with; half a name, shown to visitors, is never written down."""
    return "" if "*" in name else str(name)


def happened(case: Case, typed: str) -> Moment:
    """When it happened: empty is now; raises Refused."""
    return spoken.parse_happened(typed, case.now, case.zone)


def when_asked(case: Case, word: str = N_("When")) -> Asked:
    """A question for the time of something that happened."""

    def read(typed: str) -> str:
        found = happened(case, typed)
        return "= " + _("{time} ({age})", time=f"{local(found, case.zone):%H:%M}", age=age_words(found, case.now))

    return Asked("when", word, "", _("now, -15, 1420"), read=read)


def span(case: Case, typed: str) -> tuple[Moment, Moment]:
    """An agreed time as spoken or typed (明天下午2点, 1430, 1430-1500, 明天 0930-1000); raises Refused."""
    plain = typed.strip()
    both = _FROM_TO.match(plain)
    if both is not None:
        ends = (f"{both[1]}{both[2]}:{both[3]}", f"{both[1]}{both[4]}:{both[5]}")
        found = [spoken.parse_wish(words, case.now, case.zone) for words in ends]
        if found[0] is not None and found[1] is not None and found[0].from_at < found[1].from_at:
            return found[0].from_at, found[1].from_at
    if plain.isdigit() and len(plain) in (3, 4):
        plain = f"{plain[:-2]}:{plain[-2:]}"
    wish = spoken.parse_wish(plain, case.now, case.zone)
    if wish is None:
        raise Refused(N_('"{text}" is no time to come: type 1430, 明天上午 or 周三下午3点.'), text=typed.strip())
    until = wish.until_at if not wish.exact else wish.from_at + dt.timedelta(minutes=30)
    return wish.from_at, until


def span_asked(case: Case, value: str = "") -> Asked:
    """A question for a time to come."""

    def read(typed: str) -> str:
        if not typed.strip():
            return ""
        start, end = (local(m, case.zone) for m in span(case, typed))
        return f"= {start:%m-%d %H:%M}–{end:%H:%M}"

    return Asked("span", N_("Time"), value, _("1430, tomorrow morning"), read=read, wide=2)


def technician(case: Case, typed: str) -> TechnicianRow:
    """Who is meant by initials, a name or its beginning; raises Refused."""
    plain = typed.strip().lower()
    exact = [p for p in case.people if plain in p.initials.split() or plain == p.name]
    begun = [p for p in case.people if p.name.startswith(plain) or any(i.startswith(plain) for i in p.initials.split())]
    for found in (exact, begun) if plain else ():
        if len(found) == 1:
            return found[0]
        if found:
            names = " ".join(p.name for p in found)
            raise Refused(N_("Several people match {typed}: {people}."), typed=plain, people=names)
    raise Refused(N_("Nobody matches {typed}."), typed=typed.strip() or "—")


def technician_asked(case: Case, value: str = "") -> Asked:
    """A question for a technician."""

    def read(typed: str) -> str:
        if not typed.strip():
            return ""
        found = technician(case, typed)
        return f"= {found.name} · {_(DAY_WORDS[found.state])} {found.next_words}".rstrip()

    free = " ".join(p.initials.split()[0] for p in case.people if str(p.state) == "free" and p.initials)
    return Asked("who", N_("Who"), value, _("initials; free: {free}", free=free or "—"), read=read, wide=2)


def minutes(typed: str, default: int = 60) -> int:
    """A length in minutes; raises Refused."""
    if not typed.strip():
        return default
    if not typed.strip().isdigit():
        raise Refused(N_('"{text}" is no number of minutes.'), text=typed.strip())
    return int(typed)


def day(case: Case, typed: str) -> dt.date | None:
    """A day to come, or none."""
    if not typed.strip():
        return None
    return local(span(case, typed)[0], case.zone).date()


# ---- shared shapes ----


def _reason(word: str = N_("Reason"), hint: str = "") -> Asked:
    return Asked("reason", word, "", hint, wide=3)


def _only(*asked: Asked) -> Callable[[Case], Sequence[Asked]]:
    return lambda case: asked


def _by_reason(kind: Callable[..., Command]) -> Way:
    return Way(_only(_reason()), lambda c, a: kind(job_id=c.card.id, reason=a["reason"]))


def _call_in(case: Case, move: str, answers: Answers) -> Command:
    reason = answers.get("why", "")
    note = answers.get("note", "")
    return visits.CallIn(
        job_id=case.card.id, move=move, happened_at=happened(case, answers.get("when", "")), reported_at=case.now,
        reason=reason, note=note, part=note if reason == "part" else "",
    )  # fmt: skip


# ---- the ways ----


def _dispatch_asks(case: Case) -> list[Asked]:
    live = any(v.live for v in case.card.visits)
    start = case.card.agreed_from
    value = f"{local(start, case.zone):%H:%M}" if start and start > case.now and not live else ""
    asked = [technician_asked(case), span_asked(case, value), Asked("minutes", N_("Minutes"), "60")]
    if live:
        asked.append(Asked("reason", N_("Why another"), wide=2))
    return [*asked, Asked("bring", N_("Bring"), "", _("parts, tools"), wide=2)]


def _dispatch(case: Case, answers: Answers) -> Command:
    who = technician(case, answers["who"])
    start = span(case, answers["span"])[0] if answers["span"] else None
    length = minutes(answers["minutes"])
    override = answers.get("override", "")
    if any(v.live for v in case.card.visits):
        return visits.ReassignVisit(
            job_id=case.card.id, technician_id=who.id, reason=answers["reason"], planned_from=start, minutes=length,
            override_reason=override,
        )  # fmt: skip
    return visits.DispatchJob(
        job_id=case.card.id, technician_id=who.id, planned_from=start, minutes=length, bring=answers["bring"],
        override_reason=override,
    )  # fmt: skip


def _agree_asks(case: Case) -> list[Asked]:
    asked = [span_asked(case, case.card.wish if not case.card.agreed_from else ""),
             Asked("with", N_("With whom"), _whole(case.card.contact))]  # fmt: skip
    if "appointment_changed" in case.card.moves and case.card.agreed_from:
        asked.append(Asked("reason", N_("Why changed"), wide=3))
    return asked


def _agree(case: Case, answers: Answers) -> Command:
    start, end = span(case, answers["span"])
    return jobs.AgreeTime(
        job_id=case.card.id, from_at=start, until_at=end, reason=answers.get("reason", ""),
        agreed_with=NameText(answers["with"]),
    )  # fmt: skip


def _escalate_asks(case: Case) -> list[Asked]:
    if case.card.escalated:
        return [Asked("advice", N_("Advice"), "", _("what the supervisor advises"), wide=3)]
    return [Asked("to", N_("Told to")), Asked("problem", N_("Problem"), case.card.fault, wide=2), when_asked(case)]


def _escalate(case: Case, answers: Answers) -> Command:
    if case.card.escalated:
        return visits.AnswerEscalation(job_id=case.card.id, advice=answers["advice"])
    return visits.Escalate(
        job_id=case.card.id, told_to=NameText(answers["to"]), problem=answers["problem"],
        happened_at=happened(case, answers["when"]),
    )  # fmt: skip


def _workshop_asks(case: Case) -> list[Asked]:
    at = StayStatus(case.card.stay.status) if case.card.stay else StayStatus.PICKED_UP
    steps = tuple((str(s), STAY_WORDS[s]) for s in NEXT[at]) or ((str(at), STAY_WORDS[at]),)
    return [Asked("step", N_("Step"), steps[0][0], options=steps, wide=3), Asked("note", N_("Note"), wide=2), when_asked(case)]


def _issue(case: Case, answers: Answers) -> Command:
    live = [v for v in case.card.visits if v.live]
    if not live:
        raise Refused(N_("Nobody was sent to this job yet."))
    slip = next((p.number for p in case.card.papers if p.kind == "work_order" and p.status == "printed"), "")
    return visits.IssueVisit(visit_id=live[-1].id, slip_number=slip)


def _tell_superior(case: Case, answers: Answers) -> Command:
    waiting = [c for c in case.card.complaints if c.told_at is None]
    if not waiting:
        raise Refused(N_("No complaint is waiting to be told."))
    return quality.TellSuperior(complaint_id=waiting[0].id, told_to=NameText(answers["to"]))


def _answer_complaint(case: Case, answers: Answers) -> Command:
    open_ones = [c for c in case.card.complaints if not c.ended_how]
    if not open_ones:
        raise Refused(N_("No complaint is open."))
    return quality.AnswerComplaint(complaint_id=open_ones[0].id, answer=answers["answer"], how=answers["how"])


def _sheet_out(case: Case) -> int:
    out = [p for p in case.card.papers if p.status in ("printed", "issued")]
    if not out:
        raise Refused(N_("No sheet of this job is out."))
    return out[-1].id


def _correct(case: Case, answers: Answers) -> Command:
    if case.event is None:
        raise Refused(N_("Pick the entry in the story first (Ctrl+2, arrows)."))
    return visits.CorrectEvent(
        event_id=case.event.id, reason=answers["reason"], withdraw=answers["what"] == "withdraw",
        happened_at=None if answers["what"] == "withdraw" else happened(case, answers["when"]),
    )  # fmt: skip


YES_NO = (("yes", N_("Yes")), ("no", N_("No")))
WHY_PARTLY = (
    ("part", N_("Part")), ("time", N_("Time")), ("workshop", N_("To workshop")), ("customer", N_("Customer")),
    ("escalation", N_("Needs help")), ("other", N_("Other")),
)  # fmt: skip
VERDICTS = (("in", N_("In warranty")), ("out", N_("Out of warranty")), ("unknown", N_("Warranty unknown")))
FEES = (("free", N_("Free of charge")), ("fee", N_("With a fee")))
RESULTS = (("satisfied", N_("Satisfied")), ("unsatisfied", N_("Not satisfied")), ("unreachable", N_("Not reached")))
SOLVED = (("yes", N_("Solved")), ("no", N_("Not solved")))
CORRECTIONS = (("time", N_("Another time")), ("withdraw", N_("Did not happen")))
COMPLAINT_ENDS = (("satisfied", N_("Satisfied")), ("filed", N_("Filed")))
LOST = (("missing", N_("Missing")), ("void", N_("Void")))
_said = Asked("said", N_("Said"), wide=3)
_note = Asked("note", N_("Note"), wide=2)

WAYS: Mapping[str, Way] = {
    "urge": Way(_only(_said), lambda c, a: calls.UrgeJob(job_id=c.card.id, said=a["said"])),
    "complain": Way(_only(_said), lambda c, a: quality.MakeComplaint(
        job_id=c.card.id, said=a["said"], customer_id=c.card.customer_id)),
    "tell_superior": Way(_only(Asked("to", N_("Told to"))), _tell_superior),
    "promise": Way(lambda c: [Asked("said", N_("Promised"), wide=1), span_asked(c)], lambda c, a: promises.MakePromise(
        job_id=c.card.id, said=a["said"], due_at=span(c, a["span"])[0])),
    "decide": Way(
        lambda c: [Asked("warranty", N_("Warranty"), c.card.warranty, options=VERDICTS, wide=2),
                   Asked("fee", N_("Fee"), "fee" if c.card.warranty == "out" else "free", options=FEES),
                   Asked("basis", N_("Rests on"), c.card.warranty_basis if c.card.warranty_basis != "none" else "", wide=2)],
        lambda c, a: jobs.DecideJob(job_id=c.card.id, warranty=a["warranty"], fee=a["fee"] == "fee", basis=a["basis"])),
    "agree_time": Way(_agree_asks, _agree),
    "dispatch": Way(_dispatch_asks, _dispatch),
    "issue": Way(_only(), _issue),
    "tell_plan": Way(_only(Asked("plan", N_("Plan"), wide=3)), lambda c, a: jobs.TellPlan(job_id=c.card.id, plan=a["plan"])),
    "phone_solved": Way(_only(Asked("advice", N_("Advice"), wide=3)),
                        lambda c, a: jobs.SolveByPhone(job_id=c.card.id, advice=a["advice"])),
    "check_solved": Way(_only(Asked("solved", N_("Solved?"), "yes", options=SOLVED), Asked("words", N_("Said"), wide=2)),
                        lambda c, a: jobs.CheckSolved(job_id=c.card.id, solved=a["solved"] == "yes", words=a["words"])),
    "arrived": Way(lambda c: [when_asked(c), _note], lambda c, a: _call_in(c, "arrived", a)),
    "done": Way(lambda c: [when_asked(c), _note], lambda c, a: _call_in(c, "done", a)),
    "not_done": Way(
        lambda c: [Asked("why", N_("Why"), "part", options=WHY_PARTLY, wide=3), Asked("note", N_("What is missing"), wide=2),
                   when_asked(c)],
        lambda c, a: _call_in(c, "partly_done", a)),
    "escalate": Way(_escalate_asks, _escalate),
    "take_in": Way(
        lambda c: [Asked("by", N_("Agreed by"), _whole(c.card.contact)), Asked("with", N_("Accessories")),
                   Asked("loaner", N_("Lent machine")), when_asked(c), Asked("term", N_("Back by"), "", _("Friday"))],
        lambda c, a: workshop.TakeMachineIn(
            job_id=c.card.id, consent_by=NameText(a["by"]), accessories=a["with"], loaner=a["loaner"],
            happened_at=happened(c, a["when"]), term_on=day(c, a["term"]))),
    "workshop": Way(_workshop_asks, lambda c, a: workshop.StepWorkshop(
        job_id=c.card.id, step=a["step"], note=a["note"], happened_at=happened(c, a["when"]))),
    "recall": _by_reason(visits.RecallVisit),
    "reschedule": _by_reason(visits.RescheduleVisit),
    "wait_customer": _by_reason(jobs.WaitForCustomer),
    "customer_ready": Way(_only(), lambda c, a: jobs.CustomerReady(job_id=c.card.id)),
    "wait_part": Way(_only(Asked("part", N_("Part"), wide=2), Asked("term", N_("Expected"))), lambda c, a: jobs.WaitForPart(
        job_id=c.card.id, part=a["part"], expected_on=day(c, a["term"]))),
    "part_arrived": Way(_only(), lambda c, a: jobs.PartArrived(job_id=c.card.id)),
    "tell_part": Way(_only(Asked("words", N_("Said"), wide=3)),
                     lambda c, a: jobs.TellPartArrived(job_id=c.card.id, words=a["words"])),
    "quality": Way(
        _only(Asked("result", N_("Result"), "satisfied", options=RESULTS, wide=2),
              Asked("scores", N_("Scores"), "", "4444"), Asked("opinion", N_("Opinion"), wide=3)),
        lambda c, a: _quality(c, a)),
    "close": _by_reason(jobs.CloseJob),
    "cancel": _by_reason(jobs.CancelJob),
    "reject": _by_reason(jobs.RejectJob),
    "refer": _by_reason(jobs.ReferJob),
    "reopen": _by_reason(jobs.ReopenJob),
    "answer_complaint": Way(
        _only(Asked("answer", N_("Answered"), wide=3), Asked("how", N_("End"), "satisfied", options=COMPLAINT_ENDS)),
        _answer_complaint),
    "consent_back": Way(_only(_said), lambda c, a: quotes.TakeBackConsent(job_id=c.card.id, words=a["said"])),
    "loaner_back": Way(_only(), lambda c, a: workshop.TakeLoanerBack(job_id=c.card.id)),
    "slip_back": Way(_only(), lambda c, a: papers.ReturnForm(form_id=_sheet_out(c))),
    "slip_lost": Way(
        _only(Asked("what", N_("The sheet is"), "missing", options=LOST), _reason()),
        lambda c, a: papers.LoseForm(form_id=_sheet_out(c), reason=a["reason"], void=a["what"] == "void")),
    "correct": Way(
        lambda c: [Asked("what", N_("What is wrong"), "time", options=CORRECTIONS, wide=2),
                   when_asked(c, N_("It was at")), _reason()],
        _correct),
}  # fmt: skip


def _quality(case: Case, answers: Answers) -> Command:
    digits = [int(d) if d.isdigit() else None for d in answers["scores"].ljust(4)[:4]]
    return quality.RecordQualityCall(
        job_id=case.card.id, result=answers["result"], timely=digits[0], skill=digits[1], attitude=digits[2],
        charge=digits[3], opinion=answers["opinion"],
    )  # fmt: skip
