"""The firm's own texts and days in the records sheet: knowledge, sentences, words of faults, holidays."""

from __future__ import annotations

from typing import Any

from dispatch_console.commands.registry import Command
from dispatch_console.commands.texts import SaveFaultWords, SaveKnowledge, SaveScript, SetCalendarDay
from dispatch_console.domain.refused import Refused
from dispatch_console.domain.steps import STEPS
from dispatch_console.queries.texts import FaultWordRecords, KnowledgeBase, ScriptRecords, SpecialDays
from dispatch_console.ui.job_card.ways import PRIORITIES
from dispatch_console.ui.sheets.record_table import Entry, Table, Values, day_text, filtered, read_day
from dispatch_console.words import N_, _

MOODS = (
    ("", N_("Everybody")), ("angry", N_("Angry")), ("insisting", N_("Insisting")), ("hesitant", N_("Hesitant")),
    ("friendly", N_("Friendly")),
)  # fmt: skip
SERVICES = (("repair", N_("Repair")), ("installation", N_("Installation")), ("maintenance", N_("Maintenance")))
MOMENTS: dict[str, str] = {  # when a sentence is said; a firm may name moments of its own
    "answer": N_("taking the call"), "ask_fault": N_("asking for the fault"), "ask_model": N_("asking for model and serial"),
    "ask_prepare": N_("what to have ready"), "mobile_number": N_("a mobile number"), "guide": N_("guiding by phone"),
    "insist_visit": N_("he insists on a visit"), "phone_check": N_("checking what was solved"), "ask_time": N_("asking for a time"),
    "confirm_time": N_("the time is agreed"), "paid_visit": N_("a visit with a fee"), "explain_warranty": N_("explaining the warranty"),
    "quote": N_("quoting"), "part_missing": N_("a part is missing"), "part_arrived": N_("the part is here"), "late": N_("running late"),
    "urge": N_("he urges"), "complaint": N_("he complains"), "hold": N_("asking him to wait"), "after_hold": N_("after waiting"),
    "transfer": N_("putting through"), "message": N_("taking a message"), "read_back": N_("reading back"), "hang_up": N_("hanging up"),
    "not_sure": N_("not sure of it"), "out_of_scope": N_("beyond what we do"), "quality_call": N_("quality call"),
    "machine_away": N_("taking a machine in"), "machine_ready": N_("the machine is ready"), "nobody_answered": N_("nobody was there"),
    "door": N_("at the door"), "ask_rating": N_("asking for scores"), "leave": N_("leaving"), "angry": N_("he is angry"),
    "insisting": N_("he insists"), "hesitant": N_("he hesitates"), "friendly": N_("he is friendly"),
}  # fmt: skip
DAYS = (("off", N_("Holiday")), ("work", N_("Working day")), ("none", N_("An ordinary day")))


def read_step(typed: str) -> str:
    """A step by its number in the list or by the beginning of its word; raises Refused."""
    plain = typed.strip()
    if plain.isdigit() and 1 <= int(plain) <= len(STEPS):
        return list(STEPS)[int(plain) - 1]
    found = [step for step, word in STEPS.items() if plain and _(word).lower().startswith(plain.lower())]
    if len(found) != 1:
        raise Refused(N_("{step} is no step of the work."), step=plain or "—")
    return found[0]


def _step_numbers() -> str:
    return "  ".join(f"{n} {_(word)}" for n, word in enumerate(STEPS.values(), 1))


def _knowledge(record: Any, values: Values) -> Command:
    return SaveKnowledge(
        knowledge_id=record.id if record is not None else None, step=read_step(values["step"]), title=values["title"], words=values["words"],
        text=values["text"],
    )  # fmt: skip


KNOWLEDGE = Table(
    "knowledge", N_("Knowledge"), "book-open-variant", "knowledge", lambda b, text: b.ask(KnowledgeBase(text=text)), lambda r: r.id,
    lambda r: r.title, lambda r: _(STEPS.get(r.step, r.step)), lambda r: "",
    (
        Entry("title", N_("Heading"), lambda r: r.title, wide=True), Entry("text", N_("Text"), lambda r: r.text, wide=True),
        Entry("words", N_("Found by"), lambda r: r.words, N_("apart by spaces"), wide=True),
        Entry("step", N_("At which step"), lambda r: _(STEPS.get(r.step, r.step)), N_("its number or first word"),
              echo=lambda typed: f"= {_(STEPS[read_step(typed)])}"),
    ),
    lambda r, values, changed: _knowledge(r, values), lambda near, values: _knowledge(None, values),
    lambda r: [(_("Steps"), _step_numbers()), (_("Text"), r.text)], room=N_("Words"),
)  # fmt: skip


def _moment(step: str) -> str:
    return _(MOMENTS[step]) if step in MOMENTS else step


def read_moment(typed: str) -> str:
    """When a sentence is said, by its word or its own name; other words stay as they are."""
    plain = typed.strip()
    return next((step for step in MOMENTS if plain and plain.lower() == _moment(step).lower()), plain)


def _script(record: Any, values: Values) -> Command:
    return SaveScript(
        script_id=record.id if record is not None else None, step=read_moment(values["step"]), say=values["say"], avoid=values["avoid"],
        customer_type=values["mood"],
    )  # fmt: skip


SCRIPTS = Table(
    "scripts", N_("Sentences"), "comment-quote-outline", "script",
    lambda b, text: filtered(b.ask(ScriptRecords()), text, lambda r: f"{_moment(r.step)} {r.step} {r.say} {r.avoid}"),
    lambda r: r.id, lambda r: r.say, lambda r: " · ".join(filter(None, (_moment(r.step), _(dict(MOODS).get(r.customer_type, "")) if r.customer_type else ""))),
    lambda r: "",
    (
        Entry("say", N_("To say"), lambda r: r.say, N_("names and fee are filled in"), wide=True),
        Entry("avoid", N_("Not to say"), lambda r: r.avoid, N_("parted by |"), wide=True),
        Entry("step", N_("When it is said"), lambda r: _moment(r.step)), Entry("mood", N_("To whom"), lambda r: r.customer_type, options=MOODS, wide=True),
    ),
    lambda r, values, changed: _script(r, values), lambda near, values: _script(None, values),
    lambda r: [(_("Moments"), "  ".join(_(word) for word in MOMENTS.values()))], room=N_("Words"),
)  # fmt: skip


def _fault(record: Any, v: Values) -> Command:
    return SaveFaultWords(
        fault_word_id=record.id if record is not None else None, words=v["words"], fault_code=v["code"], service_type=v["service"],
        priority=v["priority"], category=record.category if record is not None else "", questions=v["questions"], advice=v["advice"],
    )  # fmt: skip


FAULTS = Table(
    "faults", N_("Fault words"), "alert-circle-outline", "fault_word",
    lambda b, text: filtered(b.ask(FaultWordRecords()), text, lambda r: f"{r.words} {r.fault_code} {r.advice}"),
    lambda r: r.id, lambda r: r.words.replace("|", " "), lambda r: r.advice or r.questions.replace("|", "；"), lambda r: r.fault_code,
    (
        Entry("words", N_("What he says"), lambda r: r.words, N_("parted by |"), wide=True),
        Entry("questions", N_("To ask"), lambda r: r.questions, N_("parted by |"), wide=True),
        Entry("advice", N_("Advice"), lambda r: r.advice, wide=True), Entry("code", N_("Fault code"), lambda r: r.fault_code),
        Entry("service", N_("Kind"), lambda r: r.service_type, options=SERVICES, wide=True),
        Entry("priority", N_("Pressing"), lambda r: r.priority, options=PRIORITIES, wide=True),
    ),
    lambda r, values, changed: _fault(r, values), lambda near, values: _fault(None, values), room=N_("Words"),
)  # fmt: skip


def _day(values: Values) -> Command:
    on_day = read_day(values["on_day"])
    if on_day is None:
        raise Refused(N_("Which day?"))
    return SetCalendarDay(on_day=on_day, kind=values["kind"], name=values["name"])


HOLIDAYS = Table(
    "days", N_("Holidays"), "calendar-star", "calendar_day",
    lambda b, text: filtered(b.ask(SpecialDays()), text, lambda r: f"{r.on_day} {r.name}"),
    lambda r: r.id, lambda r: f"{r.on_day:%Y-%m-%d}", lambda r: " · ".join(filter(None, (_(dict(DAYS)[r.kind]), r.name))), lambda r: "",
    (
        Entry("on_day", N_("Day"), lambda r: day_text(r.on_day), "2026-03-02", only="new"), Entry("name", N_("Called"), lambda r: r.name),
        Entry("kind", N_("What it is"), lambda r: r.kind, options=DAYS, wide=True),
    ),
    lambda r, values, changed: _day({**values, "on_day": day_text(r.on_day)}), lambda near, values: _day(values), room=N_("Time"),
)  # fmt: skip
