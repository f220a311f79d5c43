"""The verbs that read and write files: import, export, print, and the sample day."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from dispatch_console.cli.desk_verbs import opened
from dispatch_console.desk import import_batches
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan
from dispatch_console.desk.import_register import ask_later
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import own_forms
from dispatch_console.paper.reading.headings import KINDS
from dispatch_console.press.incoming import Incoming, Means, read_in
from dispatch_console.press.refused_rows import write_refused
from dispatch_console.press.returned import read_form
from dispatch_console.queries.card import JobCard
from dispatch_console.words import N_, _


def read_plan(desk: Desk, form: str, file: Path) -> Plan:
    """Read a file in a process of its own and decide every row; nothing is written yet."""
    got = read_in(desk, form, file)
    if got.trouble is not None:
        raise Refused(got.trouble.msgid, **got.trouble.values)
    return got.plan


def _means(given: argparse.Namespace) -> Means | None:
    """What --map and --days say of the columns; None when they say nothing."""
    columns, days = _pairs(given.map, "--map"), _pairs(given.days, "--days")
    return Means(columns, {str(f): o for f, o in days.items()}) if columns or days else None


def _pairs(said: list[str], option: str) -> dict[str | int, str]:
    pairs = [text.rpartition("=") for text in said]
    if any(not sign for _left, sign, _right in pairs):
        raise Refused(N_("{option} is written HEADING=FIELD."), option=option)
    return {left.strip(): right.strip() for left, _sign, right in pairs}


def import_(given: argparse.Namespace) -> int:
    """Take a list in, row by row accounted for; what --map said of its columns is remembered."""
    desk = opened(given)
    if given.form == "form":
        return _form(desk, given)
    try:
        got = read_in(desk, given.form, given.file, _told(desk, given), sheet=given.sheet)
        plan = got.plan
        if got.trouble is not None:
            raise Refused(got.trouble.msgid, **got.trouble.values)
        if given.ask_later:
            ask_later(plan)
        _settle(plan, given.take)
        plan.close()
        remember = got.to_remember()
        if not given.dry_run:
            if remember is not None:
                desk.do(remember)
            _take(desk, plan)
        if given.report is not None:
            write_refused(got, given.report)
    finally:
        desk.close()
    _say_plan(given, got)
    return 0


def _settle(plan: Plan, takes: str) -> None:
    """Where both sides say something else, this side counts, when one was named."""
    for n, row in enumerate(plan.rows):
        for change in row.changes:
            if takes and not change.takes:
                plan.settle(n, change.field, takes)


def _take(desk: Desk, plan: Plan) -> None:
    """Take the rows in; very many of them batch by batch, so that no call has to wait for them."""
    if isinstance(plan.command, import_batches.LongList) and import_batches.is_long(plan):
        taken = import_batches.take_in(desk, plan.command, lambda _n: None, lambda: False)
        if taken.why is not None:
            raise Refused(taken.why.msgid, **taken.why.values)
    elif plan.command is not None:
        desk.do(plan.command)


def _form(desk: Desk, given: argparse.Namespace) -> int:
    """Take a filled form in: what it says beside what was printed and what stands here."""
    try:
        plan = read_form(desk, given.file)
        _settle(plan, given.take)
        plan.close()
        if plan.command is not None and not given.dry_run:
            desk.do(plan.command)
    finally:
        desk.close()
    if given.json:
        rows = [
            {
                "line": r.line, "decision": r.decision, "what": r.what, "reason": str(r.reason) if r.reason else "",
                "changes": [{"field": c.field, "printed": c.printed, "back": c.back, "present": c.present, "takes": c.takes,
                             "verdict": str(c.verdict)} for c in r.changes],
            }
            for r in plan.rows
        ]  # fmt: skip
        sys.stdout.write(json.dumps({"form": plan.form, "summary": plan.summary, "rows": rows}, ensure_ascii=False) + "\n")
        return 0
    print(_("{read} read = {added} added + {updated} updated + {same} same + {refused} refused", **plan.summary))
    for row in plan.rows:
        print(f"{row.what}: {row.reason}" if row.reason else row.what)
        for c in row.changes:
            print(f"  {c.field}: {c.printed if c.printed is not None else '?'} | {c.back} | {c.present} · {c.verdict}")
    return 0


def _told(desk: Desk, given: argparse.Namespace) -> Means | None:
    """What the options say, beside what is remembered or guessed of the other columns."""
    said = _means(given)
    if said is None:
        return None
    unknown = [f for f in said.columns.values() if f and f not in KINDS[given.form].headings] if given.form in KINDS else []
    if unknown:
        raise Refused(N_("{field} is no field of this list. Known: {known}."), field=unknown[0], known=", ".join(KINDS[given.form].headings))
    got = read_in(desk, given.form, given.file, sheet=given.sheet)
    means = Means(dict(got.means.columns), {**got.means.days, **said.days})
    for heading, field in said.columns.items():
        if heading not in {h.name for h in got.headings}:
            raise Refused(N_("There is no column {heading}. The columns: {known}."), heading=heading, known=", ".join(h.name for h in got.headings))
        means = means.with_column(got.headings, str(heading), field)
    return means


def _say_plan(given: argparse.Namespace, got: Incoming) -> None:
    plan = got.plan
    if given.json:
        rows = [
            {
                "line": r.line, "decision": r.decision, "what": r.what, "reason": str(r.reason) if r.reason else "",
                "doubts": [str(d) for d in r.doubts],
                "candidates": [{"customer_id": c.customer_id, "name": _(c.name), "reason": str(c.reason or "")} for c in r.candidates],
            }
            for r in plan.rows
        ]  # fmt: skip
        columns = {h.name: h.field or "" for h in got.headings}
        told = {"summary": plan.summary, "sheet": got.found.sheet, "columns": columns, "remembered": got.remembered, "rows": rows}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    s = plan.summary
    if got.sheets:
        print(_("Worksheet {name} of {known}.", name=got.found.sheet, known="、".join(got.sheets)))
    if got.remembered:
        print(_("The columns mean what they meant the last time."))
    for question in got.questions:
        orders = ", ".join(f"{order} = {day}" for order, day in question.readings)
        print(_("{heading} {shown}: day or month first? --days {field}=ORDER ({orders})", heading=question.heading,
                shown=question.shown, field=question.field, orders=orders))  # fmt: skip
    print(_("{read} read = {added} added + {updated} updated + {same} same + {refused} refused", **s))
    for row in plan.rows:
        if row.decision == "refused":
            print(_("line {line}: {reason}", line=row.line, reason=str(row.reason)))


def _days(given: argparse.Namespace, desk: Desk) -> list[dt.date]:
    try:
        if given.month:
            return [dt.date.fromisoformat(f"{given.month}-01")]
        if given.first:
            first, last = dt.date.fromisoformat(given.first), dt.date.fromisoformat(given.last or given.first)
            return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        return [dt.date.fromisoformat(given.on)] if given.on else [desk.today()]
    except ValueError as wrong:
        raise Refused(N_("A day is written 2026-03-02, a month 2026-03.")) from wrong


def export(given: argparse.Namespace) -> int:
    """Write a list as a workbook; several days give several files, the day behind the name; the analysis is of one period."""
    from dispatch_console.press import day_papers, papers, service_report

    desk = opened(given)
    written: list[dict[str, Any]] = []
    try:
        days = _days(given, desk)
        if given.form == "day_papers":  # a closed day as it was that evening: the whole folder
            for day in days:
                day_papers.keep(desk, day)
                names = day_papers.write(desk, day, [form for form, _word in day_papers.FORMS], given.out, given.purpose)
                written += [{"file": str(given.out / name)} for name in names]
            days = []
        for day in days:
            path = given.out if len(days) == 1 else given.out.with_stem(f"{given.out.stem}-{day:%Y-%m-%d}")
            if given.form == service_report.FORM:
                rows = service_report.export(desk, given.period, day, path, given.purpose, words=given.words)
            else:
                rows = papers.export(desk, given.form, day, path, given.purpose)
            written.append({"file": str(path), "rows": rows})
    finally:
        desk.close()
    sys.stdout.write(json.dumps(written, ensure_ascii=False) + "\n")
    return 0


def print_(given: argparse.Namespace) -> int:
    """Paint a job's form as PDF, or an empty form for a day without the program."""
    from dispatch_console.press import papers

    desk = opened(given)
    try:
        if given.blank:
            pages = papers.print_blank(desk, given.form, given.out)
            sys.stdout.write(json.dumps({"file": str(given.out), "pages": pages}, ensure_ascii=False) + "\n")
            return 0
        card = desk.ask(JobCard(number=given.number))
        if card is None:
            raise Refused(N_("There is no job {number}."), number=given.number)
        number = papers.print_job(desk, given.form, card.id, given.out)
    finally:
        desk.close()
    sys.stdout.write(json.dumps({"file": str(given.out), "number": number}, ensure_ascii=False) + "\n")
    return 0


def forms(given: argparse.Namespace) -> int:
    """The forms of the office: which are ours and which are changed copies; take one out, put one in, go back."""
    desk = opened(given)
    try:
        folder = desk.store.path.parent
        if given.act == "blank":
            own_forms.save_blank(given.form, given.file, folder)
        elif given.act == "put":
            own_forms.put_in(given.form, given.file, folder)
        elif given.act == "restore":
            own_forms.restore(given.form, folder)
        rows = [r for r in own_forms.standing(folder) if given.act == "list" or r.name == given.form]
    finally:
        desk.close()
    for row in rows:
        told = {"form": row.name, "title": row.title, "paper_mm": row.paper_mm, "own": row.own, "trouble": row.trouble}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 0


def demo(given: argparse.Namespace) -> int:
    """Play the sample day on a desk of its own and write its papers."""
    from dispatch_console.cli.demo import play

    for line in play(given.out, given.data_dir, given.picture):
        print(line)
    return 0
