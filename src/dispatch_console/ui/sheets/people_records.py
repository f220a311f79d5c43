"""The records of the people: staff files, tools and documents lent, the lending register; and the rules of the points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatch_console.commands.loans import LendTool, PayCompensation, SaveTool, TakeToolBack
from dispatch_console.commands.papers import LoseForm, ReturnForm
from dispatch_console.commands.people import RECORD_KINDS, SaveStaffRecord
from dispatch_console.commands.points import SaveGrade, SavePointRule
from dispatch_console.commands.registry import Command
from dispatch_console.commands.stock import FileForm, IssueBlanks
from dispatch_console.domain import money, points
from dispatch_console.domain.loans import STATES, TOOL_KINDS
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.press import papers
from dispatch_console.queries.office import People
from dispatch_console.queries.points import GradeRow, Grades, PointRules, RuleVersion
from dispatch_console.queries.staff import LoanRow, Loans, StaffFile, StaffLine, ToolRow, Tools
from dispatch_console.queries.stock import NumberedSheets, SheetRow
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import No
from dispatch_console.ui.sheets.record_table import Entry, Table, Values, day_text, filtered, read_day, read_number
from dispatch_console.ui.sheets.upkeep import UpkeepSheet
from dispatch_console.words import N_, _

YES_NO = (("no", N_("No")), ("yes", N_("Yes")))
NOBODY = (("", "—"),)  # a desk without staff
IN_USE = (("yes", N_("In use")), ("no", N_("No longer")))


def _people(asked: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(p.id), p.name) for p in asked.ask(People())) or NOBODY


def _holders(asked: Any) -> tuple[tuple[str, str], ...]:
    return (("", N_("In the store")), *_people(asked))


def _fen(typed: str) -> int:
    try:
        return money.parse_yuan(typed) if typed.strip() else 0
    except ValueError as wrong:
        raise Refused(N_("{text} is no amount of money."), text=typed.strip()) from wrong


def _yuan(fen: int) -> str:
    return money.plain(fen) if fen else ""


# ---- the staff file ----


def _record(row: StaffLine | None, v: Values) -> Command:
    day = read_day(v["on_day"])
    if day is None:
        raise Refused(N_("On which day?"))
    return SaveStaffRecord(
        record_id=row.id if row is not None else None, person_id=row.person_id if row is not None else int(v["person"] or 0), kind=v["kind"],
        on_day=day, title=v["title"], number=v["number"], result=v["result"], valid_until=read_day(v["valid_until"]), measure=v["measure"],
        amount_fen=_fen(v["amount"]), decided_by=v["decided_by"], note=v["note"],
    )  # fmt: skip


STAFF_FILE = Table(
    "staff_file", N_("Staff files"), "card-account-details-outline", "staff_record",
    lambda b, text: filtered(b.ask(StaffFile()), text, lambda r: f"{r.person} {r.title} {r.number} {_(RECORD_KINDS[r.kind])}"),
    lambda r: r.id, lambda r: f"{r.person} · {r.title}",
    lambda r: " · ".join(filter(None, (_(RECORD_KINDS[r.kind]), r.result, r.measure, _("ends {day}", day=r.valid_until) if r.valid_until else ""))),
    lambda r: "!" if r.expires else f"{r.on_day:%y-%m}",
    (
        Entry("person", N_("Employee"), lambda r: str(r.person_id), only="new", wide=True, options=NOBODY, offers=_people),
        Entry("kind", N_("Kind"), lambda r: r.kind, options=tuple(RECORD_KINDS.items()), wide=True),
        Entry("title", N_("What"), lambda r: r.title, wide=True), Entry("on_day", N_("Day"), lambda r: day_text(r.on_day), "2026-03-02"),
        Entry("valid_until", N_("Valid until"), lambda r: day_text(r.valid_until), "2027-03-01"),
        Entry("number", N_("Number"), lambda r: r.number), Entry("result", N_("Result"), lambda r: r.result, N_("of an exam")),
        Entry("measure", N_("Measure"), lambda r: r.measure, N_("fine, demotion, pay stop; reward")), Entry("amount", N_("Amount"), lambda r: _yuan(r.amount_fen)),
        Entry("decided_by", N_("Decided by"), lambda r: r.decided_by), Entry("note", N_("Note"), lambda r: r.note),
    ),
    lambda r, values, changed: _record(r, values), lambda near, v: _record(None, v),
    lambda r: [(_("Mind"), _("It ends within thirty days, or has ended."))] if r.expires else [], room=N_("Staff"),
)  # fmt: skip


# ---- what is lent ----


def _save_tool(row: ToolRow | None, v: Values) -> SaveTool:
    return SaveTool(
        tool_id=row.id if row is not None else None, name=v["name"], kind=v["kind"], code=v["code"], contents=tuple(v["contents"].replace("、", "|").split("|")),
        value_fen=_fen(v["value"]), active=v["active"] == "yes", note=v["note"],
    )  # fmt: skip


BACK = frozenset(("holder", "due", "state", "missing", "report", "pay", "decided_by"))


def _change_tool(row: ToolRow, v: Values, changed: Values) -> Command:
    if not changed.keys() & BACK:
        return _save_tool(row, v)
    if changed.keys() - BACK:
        raise Refused(N_("Save what was changed of the tool first, then lend it or take it back."))
    if row.loan_id is None:
        if not v["holder"]:
            raise Refused(N_("Lent to whom?"))
        return LendTool(tool_id=row.id, person_id=int(v["holder"]), due_on=read_day(v["due"]))
    if v["holder"] == str(row.holder_id):
        raise Refused(N_("It is with {name}: choose the store when it comes back."), name=row.holder)
    if v["holder"]:
        raise Refused(N_("It is with {name}; take it back first."), name=row.holder)
    return TakeToolBack(loan_id=row.loan_id, state=v["state"], missing=v["missing"], report=v["report"], compensation_fen=_fen(v["pay"]),
                        decided_by=v["decided_by"])  # fmt: skip


def _tool_tells(r: ToolRow) -> Sequence[tuple[str, str]]:
    if r.loan_id is None:
        return [(_("Lend it"), _("choose who gets it, and until when; empty: for good"))]
    since = f"{r.out_at:%Y-%m-%d}" if r.out_at is not None else ""
    return [(_("Lent"), _("{name} since {day}", name=r.holder, day=since) + (_(", late") if r.late else "")),
            (_("Comes back"), _("choose the store, then its state; worn needs a report, lost or damaged who decided what is paid"))]  # fmt: skip


TOOLS = Table(
    "tools", N_("Tools and documents"), "toolbox-outline", "tool",
    lambda b, text: filtered(b.ask(Tools()), text, lambda r: f"{r.code} {r.name} {r.holder}"),
    lambda r: r.id, lambda r: r.name, lambda r: " · ".join(filter(None, (r.code, _(TOOL_KINDS[r.kind]), r.holder or (_("In the store") if r.active else _("No longer"))))),
    lambda r: _("late") if r.late else "",
    (
        Entry("name", N_("Called"), lambda r: r.name), Entry("code", N_("Code"), lambda r: r.code, N_("empty: the next one")),
        Entry("value", N_("Worth"), lambda r: _yuan(r.value_fen)), Entry("note", N_("Note"), lambda r: r.note),
        Entry("contents", N_("In the kit"), lambda r: "、".join(r.contents), N_("parted by |"), wide=True),
        Entry("kind", N_("Kind"), lambda r: r.kind, options=tuple(TOOL_KINDS.items())), Entry("active", N_("Use"), lambda r: "yes" if r.active else "no", options=IN_USE),
        Entry("holder", N_("With"), lambda r: str(r.holder_id or ""), only="", wide=True, options=(("", N_("In the store")),), offers=_holders),
        Entry("due", N_("Back by"), lambda r: day_text(r.due_on), "2026-03-31"), Entry("decided_by", N_("Decided by")),
        Entry("state", N_("State when back"), lambda r: "whole", options=tuple(STATES.items()), wide=True),
        Entry("missing", N_("Parts missing"), lambda r: "", N_("of a kit")), Entry("pay", N_("To be paid")), Entry("report", N_("Report"), lambda r: "", N_("why it is worn or broken"), wide=True),
    ),
    _change_tool, lambda near, v: _save_tool(None, v), _tool_tells, room=N_("Lent"),
)  # fmt: skip


def _loan_state(r: LoanRow) -> str:
    if r.back_at is None:
        return _("out")
    return _(STATES[r.state]) + (f" · {_('to be paid')} {money.plain(r.compensation_fen)}" if r.compensation_fen and r.paid_at is None else "")


def _pay(r: LoanRow, v: Values) -> Command:
    if v["paid"] != "yes":
        raise Refused(N_("Only that it was paid is noted here."))
    return PayCompensation(loan_id=r.id)


LOANS = Table(
    "loans", N_("Lending register"), "clipboard-list-outline", "tool_loan",
    lambda b, text: filtered(b.ask(Loans()), text, lambda r: f"{r.code} {r.tool} {r.person}"),
    lambda r: r.id, lambda r: f"{r.person} · {r.tool}", lambda r: f"{r.out_at:%Y-%m-%d} – {f'{r.back_at:%Y-%m-%d}' if r.back_at else ''} · {_loan_state(r)}",
    lambda r: r.code,
    (
        Entry("state", N_("State"), _loan_state, only="seen"), Entry("decided", N_("Decided by"), lambda r: r.decided_by, only="seen"),
        Entry("missing", N_("Parts missing"), lambda r: r.missing, only="seen"), Entry("report", N_("Report"), lambda r: r.report, only="seen", wide=True),
        Entry("paid", N_("Paid"), lambda r: "yes" if r.paid_at is not None else "no", options=YES_NO),
    ),
    lambda r, values, changed: _pay(r, values), room=N_("Lent"),
)  # fmt: skip


# ---- numbered sheets ----

WHERE: dict[str, str] = {
    "taken": N_("Number taken"), "printed": N_("Printed"), "issued": N_("Given out"), "returned": N_("Came back"), "filed": N_("Filed"), "void": N_("Void"),
    "missing": N_("Missing"),
}  # fmt: skip
SHEET_KINDS = (
    ("repair_report", N_("Repair report")), ("work_order", N_("Work order")), ("pickup_slip", N_("Pick-up slip")), ("visit_card", N_("Visit card")),
)  # fmt: skip


def _move_sheet(r: SheetRow, v: Values) -> Command:
    match v["status"]:
        case "returned":
            return ReturnForm(form_id=r.id)
        case "filed":
            return FileForm(form_id=r.id)
        case "void" | "missing":
            return LoseForm(form_id=r.id, reason=v["note"], void=v["status"] == "void")
        case _:
            raise Refused(N_("A sheet comes back, is filed, void or missing; the rest comes by itself."))


def _give_out(v: Values) -> Command:
    return IssueBlanks(kind=v["kind"], person_id=int(v["person"] or 0), count=read_number(v["count"]) or 1)


SHEETS = Table(
    "sheets", N_("Numbered sheets"), "file-document-multiple-outline", "form_issue",
    lambda b, text: filtered(b.ask(NumberedSheets()), text, lambda r: f"{r.number} {r.person} {r.job_number} {r.customer} {_(WHERE[r.status])}"),
    lambda r: r.id, lambda r: f"{_(dict(SHEET_KINDS).get(r.kind, r.kind))} {r.number}",
    lambda r: " · ".join(filter(None, (_(WHERE[r.status]), r.person, str(r.customer), r.job_number[-8:]))),
    lambda r: f"{r.printed_at:%m-%d}" if r.printed_at else "",
    (
        Entry("status", N_("It is"), lambda r: r.status, options=tuple(WHERE.items()), wide=True),
        Entry("note", N_("Reason"), lambda r: r.note, N_("why it is void or missing"), wide=True),
        Entry("kind", N_("Form"), lambda r: r.kind, options=SHEET_KINDS, only="new", wide=True),
        Entry("person", N_("Given to"), lambda r: str(r.person_id or ""), only="new", wide=True, options=NOBODY, offers=_people),
        Entry("count", N_("How many"), lambda r: "", N_("1 to 50"), only="new"),
    ),
    lambda r, values, changed: _move_sheet(r, values), lambda near, v: _give_out(v),
    lambda r: [(_("Printed"), _("times: {n}", n=r.printed_times))] if r.printed_times > 1 else [], room=N_("Lent"),
)  # fmt: skip


# ---- the rules of the points ----


def _tenths(typed: str) -> int:
    whole, _point, rest = typed.strip().partition(".")
    if not (whole + rest).isdigit() or len(rest) > 1:
        raise Refused(N_("{text} are no points: 1.5."), text=typed.strip() or "—")
    return int(whole or "0") * 10 + int(rest or "0")


def typed_values(parameters: Sequence[tuple[str, int]]) -> str:
    """The values of a rule as they are typed: points=0.5."""
    return " ".join(f"{name}={value if name == 'from_percent' else points.shown(value)}" for name, value in parameters)


def values_typed(typed: str) -> tuple[str, ...]:
    """As typed, for SavePointRule: points in tenths; raises Refused."""
    found = []
    for part in typed.replace("，", " ").split():
        name, sign, value = part.partition("=")
        if not sign:
            raise Refused(N_('"{text}" is no value: write points=0.5.'), text=part)
        found.append(f"{name}={value if name == 'from_percent' else _tenths(value)}")
    return tuple(found)


def _preview(row: RuleVersion | None, v: Values, typed: str) -> str:
    kind = points.RuleKind(row.kind if row is not None else v["kind"])
    return str(points.rule_words(kind, points.checked_parameters(kind, points.read_values(values_typed(typed)))))


def _save_rule(row: RuleVersion | None, v: Values) -> Command:
    return SavePointRule(
        code=row.code if row is not None else v["code"], kind=row.kind if row is not None else v["kind"], values=values_typed(v["values"]),
        valid_from=read_day(v["from"]), valid_until=read_day(v["until"]),
    )  # fmt: skip


def _rule_detail(r: RuleVersion) -> str:
    until = f"–{r.valid_until}" if r.valid_until else ""
    return " · ".join(filter(None, (_("version {n}", n=r.version), f"{r.valid_from or ''}{until}", "" if r.in_force else _("no longer in force"))))


POINT_RULES = Table(
    "point_rules", N_("Rules of the points"), "counter", "point_rule",
    lambda b, text: filtered(b.ask(PointRules()), text, lambda r: f"{r.code} {_(points.KIND_WORDS[points.RuleKind(r.kind)])} {r.words}"),
    lambda r: r.id, lambda r: _(points.KIND_WORDS[points.RuleKind(r.kind)]), _rule_detail, lambda r: r.code,
    (
        Entry("code", N_("Called"), lambda r: r.code, only="new"), Entry("from", N_("From"), lambda r: "", N_("empty: today")),
        Entry("until", N_("Until"), lambda r: ""),
        Entry("kind", N_("Kind"), lambda r: r.kind, options=tuple((str(k), w) for k, w in points.KIND_WORDS.items()), only="new", wide=True),
        Entry("values", N_("Values"), lambda r: typed_values(r.parameters), N_("installation=1.0 maintenance=0.8; points=0.5; base=3.0; from_percent=95"), wide=True, preview=_preview),
    ),
    lambda r, values, changed: _save_rule(r, values), lambda near, v: _save_rule(None, v),
    lambda r: [(_("In words"), str(r.words)), (_("Afterwards"), _("What is saved becomes the next version from its day on; entries booked before keep theirs."))],
    room=N_("Points"),
)  # fmt: skip

GRADES = Table(
    "grades", N_("Grades"), "stairs-up", "grade", lambda b, text: filtered(b.ask(Grades()), text, lambda r: f"{r.code} {r.name}"),
    lambda r: r.id, lambda r: f"{r.code} {r.name}", lambda r: _("standard {points} a month", points=points.shown(r.standard_tenths)),
    lambda r: f"¥ {money.plain(r.fen_per_point)}",
    (
        Entry("code", N_("Code"), lambda r: r.code, only="new"), Entry("name", N_("Called"), lambda r: r.name),
        Entry("standard", N_("Standard points"), lambda r: points.shown(r.standard_tenths), echo=lambda t: _("a month") if _tenths(t) >= 0 else ""),
        Entry("worth", N_("Yuan a point"), lambda r: money.plain(r.fen_per_point), echo=lambda t: f"¥ {money.plain(_fen(t))}"),
    ),
    lambda r, v, changed: _grade(r, v), lambda near, v: _grade(None, v), room=N_("Points"),
)  # fmt: skip


def _grade(row: GradeRow | None, v: Values) -> Command:
    return SaveGrade(code=row.code if row is not None else v["code"], name=v["name"], standard_tenths=_tenths(v["standard"]), fen_per_point=_fen(v["worth"]))


class PeopleSheet(UpkeepSheet):
    """Staff files, tools and documents, the lending register: the same pattern as the records."""

    action_id = "people_records"
    title_word, glyph_name = N_("Staff files and loans"), "toolbox-outline"
    tables = (STAFF_FILE, TOOLS, LOANS, SHEETS)

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+P prints the slip of what is lent, or the empty sheet with its number."""
        return {**super().claims(), "print": self.print_out}

    def print_out(self) -> None:
        """The loan slip of who has the tool in front, or the numbered sheet in front, as PDF (Ctrl+P)."""
        record = self.form.record
        lent = isinstance(record, ToolRow) and record.holder_id is not None
        if not lent and not (isinstance(record, SheetRow) and record.status == "issued" and not record.job_number):
            self.refuse(_("Printed is the slip of what is lent, or an empty sheet that was given out."))
            return
        name = f"{_('Loan slip')}-{record.holder}" if isinstance(record, ToolRow) else f"{record.kind}-{record.number}"

        def write(told: Answers) -> None:
            path = Path(told["path"].strip().strip('"')).expanduser()
            try:
                if isinstance(record, ToolRow):
                    pages = papers.print_loan_slip(self.bridge.desk, record.holder_id or 0, path)
                else:
                    pages = papers.print_numbered(self.bridge.desk, record.kind, [record.number], path)
            except StoreTrouble as trouble:
                self.refuse(No(trouble.said))
                return
            self.band.close_band()
            self.done.emit({"pages": pages}, _("Saved as {file}.", file=path.name))

        self.band.ask(_("Print as PDF"), [Asked("path", _("File"), str(Path.home() / f"{name}.pdf"), wide=3)], write)


class PointRulesSheet(UpkeepSheet):
    """The rules of the points by version, in plain words, and the grades."""

    action_id = "point_rules"
    title_word, glyph_name = N_("Rules of the points"), "counter"
    tables = (POINT_RULES, GRADES)

