"""What each action on a job asks before it is done, and which command it becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from dispatch_console.commands import (
    calls,
    claims,
    contracts,
    guidance,
    jobs,
    papers,
    parts,
    promises,
    quality,
    quotes,
    replacing,
    visits,
    workshop,
)
from dispatch_console.commands.registry import Command
from dispatch_console.domain import money
from dispatch_console.domain.kinds import GROUNDS, POLICIES, QUALITY_RESULTS
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.warranty import BASIS_WORDS, Basis
from dispatch_console.domain.workshop import NEXT, STAY_WORDS, StayStatus
from dispatch_console.queries.card import ApplicationLine, ClaimLine, PartLine
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.job_card.case import (
    Case,
    Way,
    day,
    happened,
    minutes,
    span,
    span_asked,
    technician,
    technician_asked,
    when_asked,
    whole_name,
)
from dispatch_console.words import N_, _

BACK_FILLED = dt.timedelta(minutes=10)

# ---- shared shapes ----


def _reason(word: str = N_("Reason"), hint: str = "") -> Asked:
    return Asked("reason", word, "", hint, wide=3)


def _basis_words(basis: str) -> str:
    return _(BASIS_WORDS[Basis(basis)]) if basis in {*Basis} - {Basis.NONE} else "" if basis == "none" else basis


def _basis(typed: str) -> str:
    return next((str(b) for b, word in BASIS_WORDS.items() if typed.strip() == _(word)), typed.strip())


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
    start = span(case.now, case.zone, answers["span"])[0] if answers["span"] else None
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
             Asked("with", N_("With whom"), whole_name(case.card.contact))]  # fmt: skip
    if "appointment_changed" in case.card.moves and case.card.agreed_from:
        asked.append(Asked("reason", N_("Why changed"), wide=3))
    return [*asked, *_back_filled(case)]


def _back_filled(case: Case) -> list[Asked]:
    """When it was: asked only where the job is entered from paper, after it happened; at the desk it is one key less."""
    late = any(e.channel == "paper" or e.recorded_at - e.happened_at > BACK_FILLED for e in case.card.events)
    return [when_asked(case)] if late else []


def _told(case: Case, answers: Answers) -> Moment | None:
    """When it happened, as on a day on paper; nothing typed is now."""
    return happened(case, answers["when"]) if answers.get("when", "").strip() else None


def _agree(case: Case, answers: Answers) -> Command:
    start, end = span(_told(case, answers) or case.now, case.zone, answers["span"])
    return jobs.AgreeTime(
        job_id=case.card.id, from_at=start, until_at=end, reason=answers.get("reason", ""),
        agreed_with=NameText(answers["with"]), override_reason=answers.get("override", ""), happened_at=_told(case, answers),
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
    return quality.AnswerComplaint(complaint_id=open_ones[0].id, answer=answers["answer"], how=answers["how"], upheld=answers["upheld"] == "yes")


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


def _part_waited_for(case: Case) -> PartLine | None:
    return next((p for p in reversed(case.card.parts) if not p.arrived), None)


def _contract_asks(case: Case) -> list[Asked]:
    holding = [(str(c.id), f"{c.name} · {_('until {day}', day=c.until.isoformat())}" + (f" · {_('left: {n}', n=c.left)}" if c.left is not None else ""))
               for c in case.card.contracts if c.why_not is None]  # fmt: skip
    others = [str(c.why_not) for c in case.card.contracts if c.why_not is not None]
    options = (*holding, ("0", N_("On none")))
    return [Asked("contract", N_("Contract"), str(case.card.contract_id or options[0][0]), " ".join(others), options=options, wide=3)]


def _contract(case: Case, answers: Answers) -> Command:
    return contracts.UseContract(job_id=case.card.id, contract_id=int(answers["contract"]) or None)


def _major_asks(case: Case) -> list[Asked]:
    if case.card.major:
        return [Asked("result", N_("What came of it"), wide=3)]
    return [Asked("seen", N_("What was found"), case.card.fault, wide=2), Asked("to", N_("Told to")),
            Asked("batch", N_("How many"), "no", options=(("no", N_("One machine")), ("yes", N_("A whole batch"))))]  # fmt: skip


def _major(case: Case, answers: Answers) -> Command:
    if case.card.major:
        return claims.SettleMajor(job_id=case.card.id, result=answers["result"])
    return claims.MarkMajor(job_id=case.card.id, seen=answers["seen"], told_to=NameText(answers["to"]), batch=answers["batch"] == "yes")


def _open_claim(case: Case) -> ClaimLine | None:
    return next((c for c in case.card.claims if not c.ended_how), None)


def _claim_asks(case: Case) -> list[Asked]:
    if _open_claim(case) is not None:
        return [Asked("how", N_("Decided"), "made_good", options=CLAIM_ENDS), Asked("by", N_("Decided by")), Asked("plan", N_("Production plan"), wide=2),
                Asked("cost", N_("Cost (yuan)"))]  # fmt: skip
    waited = _part_waited_for(case)
    return [Asked("part", N_("Part"), waited.name if waited else ""), Asked("letter", N_("Customer's letter")), Asked("cause", N_("Cause")),
            Asked("suggestion", N_("Suggestion"), wide=2)]  # fmt: skip


def _claim(case: Case, answers: Answers) -> Command:
    open_one = _open_claim(case)
    if open_one is None:
        return claims.ClaimPart(job_id=case.card.id, part=answers["part"], letter=answers["letter"], cause=answers["cause"], suggestion=answers["suggestion"])
    cost = money.parse_yuan(answers["cost"]) if answers["cost"].strip() else None
    return claims.JudgeClaim(
        claim_id=open_one.id, approved_by=NameText(answers["by"]), made_good=answers["how"] == "made_good", plan=answers["plan"], cost_fen=cost,
    )  # fmt: skip


def _unsigned(case: Case) -> ApplicationLine | None:
    return next((a for a in case.card.applications if not a.approved_by), None)


def _apply_asks(case: Case) -> list[Asked]:
    if _unsigned(case) is not None:
        return [Asked("by", N_("Signed by"))]
    return [Asked("goods", N_("Contract's model and quantity"), case.card.machine, wide=2), Asked("cause", N_("Cause"), case.card.fault, wide=2),
            Asked("occurred", N_("Since when")), Asked("damage", N_("Damage")), Asked("inspection", N_("Inspection record")),
            Asked("conditions", N_("Site conditions"))]  # fmt: skip


def _apply(case: Case, answers: Answers) -> Command:
    unsigned = _unsigned(case)
    if unsigned is not None:
        return claims.SignApplication(application_id=unsigned.id, approved_by=NameText(answers["by"]))
    return claims.ApplyForService(
        job_id=case.card.id, goods=answers["goods"], cause=answers["cause"], occurred=answers["occurred"], damage=answers["damage"],
        inspection=answers["inspection"], conditions=answers["conditions"],
    )  # fmt: skip


PRIORITIES = (("normal", N_("Normal")), ("urgent", N_("Urgent")), ("critical", N_("Critical")))
YES_NO = (("yes", N_("Yes")), ("no", N_("No")))
WHY_PARTLY = (
    ("part", N_("Part")), ("time", N_("Time")), ("workshop", N_("To workshop")), ("customer", N_("Customer")),
    ("escalation", N_("Needs help")), ("other", N_("Other")),
)  # fmt: skip
VERDICTS = (("in", N_("In warranty")), ("out", N_("Out of warranty")), ("unknown", N_("Warranty unknown")))
FEES = (("free", N_("Free of charge")), ("fee", N_("With a fee")))
SOLVED = (("yes", N_("Solved")), ("no", N_("Not solved")))
CORRECTIONS = (("time", N_("Another time")), ("withdraw", N_("Did not happen")))
CLAIM_ENDS = (("made_good", N_("Made good")), ("rejected", N_("Rejected")))
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
        job_id=c.card.id, said=a["said"], due_at=span(c.now, c.zone, a["span"])[0])),
    "decide": Way(
        lambda c: [Asked("warranty", N_("Warranty"), c.card.warranty, options=VERDICTS, wide=2),
                   Asked("fee", N_("Fee"), "fee" if c.card.warranty == "out" else "free", options=FEES),
                   Asked("basis", N_("Rests on"), _basis_words(c.card.warranty_basis), wide=2), *_back_filled(c)],
        lambda c, a: jobs.DecideJob(job_id=c.card.id, warranty=a["warranty"], fee=a["fee"] == "fee", basis=_basis(a["basis"]), happened_at=_told(c, a))),
    "class": Way(
        lambda c: [Asked("policy", N_("Promises"), c.card.policy, options=tuple((n, POLICIES.get(n, n)) for n in c.policies), wide=3),
                   Asked("priority", N_("Pressing"), c.card.priority, options=PRIORITIES, wide=2)],
        lambda c, a: jobs.ClassJob(job_id=c.card.id, policy=a["policy"], priority=a["priority"])),
    "agree_time": Way(_agree_asks, _agree),
    "dispatch": Way(_dispatch_asks, _dispatch),
    "issue": Way(_only(), _issue),
    "tell_plan": Way(_only(Asked("plan", N_("Plan"), wide=3)), lambda c, a: jobs.TellPlan(job_id=c.card.id, plan=a["plan"])),
    "guide": Way(
        _only(Asked("tried", N_("Tries"), "", _("what he is to try"), wide=3), Asked("cause", N_("Cause")), Asked("parts", N_("Parts")),
              Asked("how", N_("How"), "phone", options=(("phone", N_("Telephone")), ("remote", N_("Remotely"))))),
        lambda c, a: guidance.GuideByPhone(
            job_id=c.card.id, tried=a["tried"], cause=a["cause"], parts=a["parts"], remote=a["how"] == "remote")),
    "insist": Way(
        _only(_said, Asked("told", N_("Told that it may cost?"), "no", options=YES_NO)),
        lambda c, a: guidance.InsistOnVisit(job_id=c.card.id, words=a["said"], told_fee=a["told"] == "yes")),
    "ask_answer": Way(
        lambda c: [Asked("asked", N_("Asked")), Asked("question", N_("What is asked"), c.card.fault, wide=2), span_asked(c)],
        lambda c, a: guidance.AskForAnswer(
            job_id=c.card.id, asked=NameText(a["asked"]), question=a["question"], answer_by=span(c.now, c.zone, a["span"])[0])),
    "give_answer": Way(_only(Asked("answer", N_("Answered"), wide=3)),
                       lambda c, a: guidance.GiveAnswer(job_id=c.card.id, answer=a["answer"])),
    "ask_approval": Way(
        _only(Asked("what", N_("To approve"), wide=2), Asked("approver", N_("By whom"))),
        lambda c, a: guidance.AskApproval(job_id=c.card.id, what=a["what"], approver=NameText(a["approver"]))),
    "approve": Way(
        _only(Asked("approver", N_("Approved by")), Asked("condition", N_("Condition"), wide=2)),
        lambda c, a: guidance.ApproveJob(job_id=c.card.id, approver=NameText(a["approver"]), condition=a["condition"])),
    "send_in": Way(
        _only(Asked("where", N_("Where to"), wide=2), Asked("term", N_("Expected"))),
        lambda c, a: guidance.AgreeSendIn(job_id=c.card.id, where=a["where"], expected_on=day(c, a["term"]))),
    "receive": Way(
        lambda c: [Asked("by", N_("Brought by"), whole_name(c.card.contact)), Asked("with", N_("Accessories")),
                   Asked("looks", N_("Looks")), Asked("term", N_("Back by"), "", _("Friday"))],
        lambda c, a: guidance.ReceiveMachine(
            job_id=c.card.id, brought_by=NameText(a["by"]), accessories=a["with"], appearance=a["looks"], term_on=day(c, a["term"]))),
    "replace": Way(
        _only(Asked("ground", N_("Why"), "unrepairable", options=tuple(GROUNDS.items()), wide=3), Asked("serial", N_("New serial")),
              Asked("model", N_("New model"), "", _("empty: the same")), Asked("by", N_("Decided by")), _note),
        lambda c, a: replacing.ReplaceMachine(
            job_id=c.card.id, ground=a["ground"], serial=a["serial"], model=a["model"], decided_by=NameText(a["by"]),
            words=a["note"])),
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
        lambda c: [Asked("by", N_("Agreed by"), whole_name(c.card.contact)), Asked("with", N_("Accessories")),
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
    "wait_part": Way(_only(Asked("part", N_("Part"), wide=2), Asked("term", N_("Expected"))), lambda c, a: parts.WaitForPart(
        job_id=c.card.id, part=a["part"], expected_on=day(c, a["term"]))),
    "part_arrived": Way(_only(), lambda c, a: parts.PartArrived(job_id=c.card.id)),
    "let_part_out": Way(
        lambda c: [Asked("by", N_("Approved by")), Asked("analysis", N_("Analysis"), c.card.fault, wide=2)],
        lambda c, a: parts.LetPartOut(job_id=c.card.id, approved_by=NameText(a["by"]), analysis=a["analysis"])),
    "order_part": Way(
        _only(Asked("where", N_("Ordered from"), wide=2), Asked("term", N_("Expected"))),
        lambda c, a: parts.OrderPart(job_id=c.card.id, ordered_from=a["where"], expected_on=day(c, a["term"]))),
    "contract": Way(_contract_asks, _contract),
    "major": Way(_major_asks, _major),
    "claim": Way(_claim_asks, _claim),
    "apply": Way(_apply_asks, _apply),
    "tell_part": Way(_only(Asked("words", N_("Said"), wide=3)),
                     lambda c, a: parts.TellPartArrived(job_id=c.card.id, words=a["words"])),
    "quality": Way(
        _only(Asked("result", N_("Result"), "satisfied", options=tuple(QUALITY_RESULTS.items()), wide=2),
              Asked("scores", N_("Scores"), "", "4444"), Asked("opinion", N_("Opinion"), wide=3)),
        lambda c, a: _quality(c, a)),
    "close": _by_reason(jobs.CloseJob),
    "cancel": _by_reason(jobs.CancelJob),
    "reject": _by_reason(jobs.RejectJob),
    "refer": _by_reason(jobs.ReferJob),
    "reopen": _by_reason(jobs.ReopenJob),
    "answer_complaint": Way(
        _only(Asked("answer", N_("Answered"), wide=3), Asked("how", N_("End"), "satisfied", options=COMPLAINT_ENDS),
              Asked("upheld", N_("Was he right?"), "no", options=YES_NO)),
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
