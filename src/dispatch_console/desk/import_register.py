"""Decides, row by row and outside the lock, what a phone register from outside means here; nothing is dropped in silence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from dispatch_console.commands.imports import ImportRegister, RegisterEntry
from dispatch_console.commands.registry import Command
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import (
    UNDECIDED,
    Candidate,
    Plan,
    RowPlan,
    SourceRow,
    file_facts,
    key_of,
    other_of,
    text_of,
)
from dispatch_console.desk.matching import Known, Office, common, core
from dispatch_console.domain import phones, spoken
from dispatch_console.domain.calls import MAKES_JOB, CallKind
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.domain.moment import at, local
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said

KIND_WORDS: Mapping[str, CallKind] = {
    "报修": CallKind.REPAIR, "维修": CallKind.REPAIR, "安装": CallKind.INSTALLATION, "装机": CallKind.INSTALLATION,
    "保养": CallKind.MAINTENANCE, "咨询": CallKind.ENQUIRY, "电话咨询": CallKind.ENQUIRY, "投诉": CallKind.COMPLAINT,
    "催单": CallKind.URGE, "催": CallKind.URGE, "回报": CallKind.CALL_IN, "留言": CallKind.MESSAGE,
}  # fmt: skip
DITTO = {"同上", "〃", '"', "″", "''"}
NOBODY = {"？", "?", "不详", "不明", "无", "没留", ""}
TWICE = dt.timedelta(minutes=10)
NEW = N_("Make a new customer of it")
LATER = N_("Take the call, ask later whose it was")


def plan_register(desk: Desk, rows: Iterable[SourceRow], *, file_name: str, sha256: str, form: str) -> Plan:
    """Understand a phone register; the command inside adds what is new, in one transaction (R3, R108).

    A row whose customer is doubtful is not taken in until somebody chose; its candidates say why they may be it.
    """
    with desk.store.reading() as connection:
        office = Office.read(connection, form)
    plan = Plan(form, file_name=file_name, sha256=sha256, maker=_make)
    deciding = _Deciding(office, desk.clock(), desk.zone)
    plan.chooser = deciding.chosen
    for row in rows:
        plan.rows.append(deciding.decide(row))
    plan.close()
    return plan


def ask_later(plan: Plan) -> None:
    """Where it is doubtful whose call it was: take the call without a customer, who is then still to be asked."""
    for n, row in enumerate(plan.rows):
        if row.candidates and row.chosen is None and row.decision == "refused":
            plan.choose(n, next(k for k, c in enumerate(row.candidates) if c.name == LATER))
    plan.close()


def _make(plan: Plan, entries: Sequence[RegisterEntry]) -> Command:
    return ImportRegister(file=file_facts(plan, plan.file_name, plan.sha256), rows=tuple(entries))


@dataclass(slots=True)
class _Who:
    """Whose call a row is: known, or only a name; with candidates when that is doubtful, `sure` when one was taken."""

    known: Known
    candidates: tuple[Candidate, ...] = ()
    taken: int | None = None


@dataclass(slots=True)
class _Deciding:
    """Decides the rows of one register, one after the other; what came before is known by its customer."""

    office: Office
    now: dt.datetime
    zone: ZoneInfo
    before: dict[int, list[RegisterEntry]] = field(default_factory=dict)
    equals: dict[str, int] = field(default_factory=dict)

    def decide(self, row: SourceRow, whose: Candidate | None = None) -> RowPlan:
        """What becomes of a row; `whose` was chosen by hand."""
        name = text_of(row, "customer_name")
        shown = (text_of(row, "model"), text_of(row, "fault"), self._told(row))
        if key_of(row) in self.office.keys:
            return RowPlan(row.line, "same", name, shown=shown, source=row)
        doubts: list[Said] = [*row.unread.values(), *row.doubts.values()]
        if row.nth > 1:
            doubts.append(Said(N_("The same row as line {line}: both are counted."), {"line": self.equals.get(row.key, row.line)}))
        else:
            self.equals[row.key] = row.line
        try:
            entry, who = self._entry(row, doubts, whose)
        except Refused as no:
            return RowPlan(row.line, "refused", name, no.said, shown=shown, source=row)
        what = entry.customer_name or (self.office.name_of.get(entry.customer_id, "") if entry.customer_id else "")
        told = RowPlan(row.line, "added", what or name or str(entry.number), None, tuple(doubts), (), shown, "added", entry,
                       who.candidates, who.taken, (), row)  # fmt: skip
        if who.candidates and who.taken is None:
            return replace(told, decision="refused", what=name or text_of(row, "contact"), reason=Said(UNDECIDED), entry=None)
        if entry.customer_id is not None:
            self.before.setdefault(entry.customer_id, []).append(entry)
        return told

    def chosen(self, _plan: Plan, row: RowPlan, whose: Candidate) -> RowPlan:
        """The row again, with the customer that a hand chose."""
        assert row.source is not None
        if row.entry is not None and row.entry.customer_id in self.before:
            self.before[row.entry.customer_id] = [e for e in self.before[row.entry.customer_id] if e is not row.entry]
        return self.decide(row.source, whose)

    def _told(self, row: SourceRow) -> str:
        called = row.cells.get("called_at")
        return f"{local(called, self.zone):%m-%d %H:%M}" if isinstance(called, dt.datetime) else text_of(row, "called_at")

    def _entry(self, row: SourceRow, doubts: list[Said], whose: Candidate | None) -> tuple[RegisterEntry, _Who]:
        office = self.office
        called = row.cells.get("called_at")
        if not isinstance(called, dt.datetime):
            raise Refused(N_("When was the call? The time cannot be read."))
        if called > self.now:
            raise Refused(N_("The call lies in the future."))
        name = text_of(row, "customer_name")
        if name in DITTO or text_of(row, "contact") in DITTO:
            raise Refused(N_("Ditto marks: whose call was it?"))
        word = text_of(row, "kind")
        fault = text_of(row, "fault")
        if not (name or text_of(row, "contact") or text_of(row, "phone") or fault):
            fault = word or text_of(row, "handling") or text_of(row, "remark")  # something that tells what it was about
        if not (name or text_of(row, "contact") or text_of(row, "phone") or fault):
            raise Refused(N_("Nothing to save yet: type at least a phone number."))
        kind = KIND_WORDS.get(word, CallKind.REPAIR if not word else CallKind.OTHER)
        if kind is CallKind.OTHER:
            doubts.append(Said(N_('The kind "{word}" is not known; kept as other.'), {"word": word}))
        phone = phones.parse(text_of(row, "phone"))
        technician = office.technician(text_of(row, "technician"))
        ask: list[str] = []
        if not phone.digits:
            ask.append("phone")
            doubts.append(Said(N_("No telephone number.")))
        elif phone.why_doubtful is not None:
            ask.append("phone")
            doubts.append(phone.why_doubtful)
        caller = office.technician(text_of(row, "contact")) if kind is CallKind.CALL_IN else None
        found = self._whose(name, phone.digits, ask, doubts, whose) if caller is None else _Who(Known(None, ""))
        who = found.known
        machine_id, model = _machine(office, who, row, ask, doubts)
        arrived, completed = _times(self.now, self.zone, row, called, doubts)
        if kind is CallKind.COMPLAINT and not text_of(row, "fault"):
            raise Refused(N_("Write down what the customer complains of."))
        attach, job_id = _attach(kind, who, machine_id, called, row, self.before.get(who.row_id or 0, ()), office)
        if kind is CallKind.URGE and attach is None and job_id is None:
            doubts.append(Said(N_("No open job of this caller: kept as a call.")))
        entry = RegisterEntry(
            line=row.line, key=key_of(row), kind=kind, called_at=called, number=PhoneText(text_of(row, "phone") if phone.digits else ""),
            caller_name=NameText("" if text_of(row, "contact") in NOBODY else text_of(row, "contact")), customer_id=who.row_id,
            customer_name=NameText("" if who.row_id else who.name), machine_id=machine_id,
            model="" if machine_id else model, serial="" if machine_id else text_of(row, "serial"),
            address=AddressText(text_of(row, "address")), fault=fault, wish=other_of(row, "希望", "约定"),
            handling=text_of(row, "handling"), attach_to_line=attach, job_id=job_id, still_to_ask=tuple(ask),
            technician_id=(technician if kind in MAKES_JOB else None) or caller, arrived_at=arrived if technician else None,
            completed_at=completed,
        )  # fmt: skip
        return entry, found

    def _whose(self, name: str, digits: str, ask: list[str], doubts: list[Said], whose: Candidate | None) -> _Who:
        """Whose call it was, by number and name; a doubtful match is never made in silence (R5, R14)."""
        office = self.office
        by_number = tuple(dict.fromkeys(office.by_number.get(digits, ()))) if digits else ()
        by_name = office.named(name) if name not in NOBODY else ()
        both = [c for c in by_number if c in by_name]
        if whose is None and len(both) == 1:
            return _Who(Known(both[0], name))
        if whose is None and not by_number and len(by_name) == 1:
            return _Who(Known(by_name[0], name), self._candidates(name, digits, by_number, by_name), 0)
        if name in NOBODY and len(by_number) < 2:
            if not by_number:
                ask.append("customer")
            return _Who(Known(by_number[0], name) if by_number else Known(None, ""))
        candidates = self._candidates(name, digits, by_number, by_name)
        if whose is not None:
            return self._by_hand(whose, name, ask, candidates)
        if not any(c.customer_id for c in candidates):
            return _Who(Known(None, name))
        if len(by_name) > 1:
            doubts.append(Said(N_("{n} customers are called {name}: which one?"), {"n": len(by_name), "name": name}))
        elif by_number:
            doubts.append(Said(N_("The number belongs to {known}, the row says {name}."),
                               {"known": office.name_of[by_number[0]], "name": name}))  # fmt: skip
        else:
            doubts.append(Said(N_("A name like it is known: {known}."), {"known": candidates[0].name}))
        return _Who(Known(None, name), candidates)

    def _by_hand(self, whose: Candidate, name: str, ask: list[str], candidates: tuple[Candidate, ...]) -> _Who:
        if whose.customer_id is not None:
            return _Who(Known(whose.customer_id, name), candidates, 0)
        if whose.name == LATER:
            ask.append("customer")
            return _Who(Known(None, ""), candidates, 0)
        return _Who(Known(None, name), candidates, 0)

    def _candidates(
        self, name: str, digits: str, by_number: Sequence[int], by_name: Sequence[int]
    ) -> tuple[Candidate, ...]:
        """Whose it may be, with the reason, best first; then a new customer, then nobody yet."""
        office = self.office
        likely = dict.fromkeys([*by_number, *by_name])
        if name not in NOBODY:
            likely |= dict.fromkeys(c for c, _same, _of in office.alike(name))
        made = []
        for row_id in list(likely)[:5]:
            same, of = common(core(name), core(office.name_of[row_id]))
            values = {"same": same, "of": of}
            if row_id in by_number:
                reason = Said(N_("number same, name alike {same}/{of}"), values)
            elif same == of:
                reason = Said(N_("name same, number not") if digits else N_("name same, no number"))
            else:
                reason = Said(N_("name alike {same}/{of}, number not"), values)
            made.append(Candidate(row_id, office.name_of[row_id], office.place_of.get(row_id, ""), reason))
        new = [Candidate(None, NEW)] if name not in NOBODY else []
        return (*made, *new, Candidate(None, LATER))


def _machine(office: Office, who: Known, row: SourceRow, ask: list[str], doubts: list[Said]) -> tuple[int | None, str]:
    model, serial = text_of(row, "model"), text_of(row, "serial").upper()
    if who.row_id is None:
        return None, "" if not who.name else model
    mine = office.machines.get(who.row_id, ())
    exact = [m for m in mine if serial and m.serial.upper() == serial]
    if exact:
        return exact[0].row_id, model
    alike = [m for m in mine if model and model in (m.model, m.full)]
    near = [m for m in alike if serial and _one_off(m.serial.upper(), serial)]
    if near:
        ask.append("serial")
        doubts.append(
            Said(N_("The serial {said} differs in one sign from {known}."), {"said": serial, "known": near[0].serial})
        )
        return near[0].row_id, model
    if not serial and len(alike) == 1:
        return alike[0].row_id, model
    return None, model if serial else ""


def _one_off(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _times(
    now: dt.datetime, zone: ZoneInfo, row: SourceRow, called: dt.datetime, doubts: list[Said]
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Arrival and completion as the paper says; what cannot be is kept as a doubt and not believed."""
    arrived = _time_of(now, zone, row.cells.get("arrived_at") or other_of(row, "到达"), called, doubts)
    completed = _time_of(now, zone, row.cells.get("completed_at") or other_of(row, "完工", "完成"), arrived or called, doubts)
    status = row.cells.get("status")
    if status == "open" and completed is not None:
        completed = None  # its doubt stands in row.doubts
    elif status == "closed" and completed is None:
        doubts.append(Said(N_("It is closed, but not when: the time of the call is taken.")))
        completed = called
    if arrived and completed and completed < arrived:
        doubts.append(Said(N_("Finished before he arrived: both times are left out.")))
        return None, None
    if arrived and arrived < called:
        doubts.append(Said(N_("He arrived before the call: the arrival is left out.")))
        return None, completed if completed and completed > called else None
    if completed and (completed < called or completed > now):
        doubts.append(Said(N_("Finished before the call, or not yet: the time is left out.")))
        return arrived, None
    return arrived, completed


_DAY = re.compile(r"^(\d{1,2})\s*[日号]\s*(.+)$")
_HOUR = re.compile(r"^(\d{1,2})\s*[:：点时]\s*(\d{1,2})?\s*分?$")


def _time_of(
    now: dt.datetime, zone: ZoneInfo, said: str | dt.datetime, day_of: dt.datetime, doubts: list[Said]
) -> dt.datetime | None:
    if isinstance(said, dt.datetime):
        return said
    text = str(said)
    if not text:
        return None
    day = local(day_of, zone).date()
    found = _DAY.match(text)
    if found:
        number = int(found.group(1))
        day = next((day + dt.timedelta(days=n) for n in range(31) if (day + dt.timedelta(days=n)).day == number), day)
        text = found.group(2)
    hour = _HOUR.match(text.strip())
    if hour and int(hour.group(1)) < 24 and int(hour.group(2) or 0) < 60:
        return at(day, int(hour.group(1)), int(hour.group(2) or 0), zone)
    try:
        return spoken.parse_happened(text, now, zone)
    except Refused:
        doubts.append(Said(N_('The time "{text}" cannot be read.'), {"text": text}))
        return None


def _attach(
    kind: CallKind, who: Known, machine_id: int | None, called: dt.datetime, row: SourceRow,
    before: Sequence[RegisterEntry], office: Office,
) -> tuple[int | None, int | None]:  # fmt: skip
    """The row or job a call belongs to: one call written down twice, or an urging of a job that is open."""
    if who.row_id is None:
        return None, None
    mine = [e for e in before if e.kind in MAKES_JOB]
    if kind is CallKind.URGE:
        still = [e for e in mine if e.completed_at is None or e.completed_at > called]
        if still:
            return still[-1].line, None
        return None, office.open_job.get(who.row_id)
    if kind in MAKES_JOB:
        for entry in reversed(mine):
            near = abs(called - entry.called_at) <= TWICE
            if near and entry.fault == text_of(row, "fault") and entry.machine_id == machine_id:
                return entry.line, None
    return None, None
