"""The verbs that read and write files: import, export, print, and the sample day."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from dispatch_console import paper
from dispatch_console.cli.desk_verbs import opened
from dispatch_console.desk import importing
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_plan import Plan
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import own_forms
from dispatch_console.queries.card import JobCard
from dispatch_console.words import N_, _


def read_plan(desk: Desk, form: str, file: Path) -> Plan:
    """Read a file in a process of its own and decide every row; nothing is written yet."""
    if form not in importing.FORMS:
        raise Refused(N_("{form} cannot be taken in. Known: {known}."), form=form, known=", ".join(importing.FORMS))
    sheet = paper.read_list(file, form, today=desk.today(), zone=desk.zone)
    more: tuple[paper.RegisterRow, ...] = ()
    if form == "customers_machines" and importing.MACHINE_SHEET in sheet.sheets:
        more = paper.read_list(file, form, today=desk.today(), zone=desk.zone, sheet=importing.MACHINE_SHEET).rows
    return importing.plan(desk, form, sheet.rows, more, file_name=file.name, sha256=sheet.sha256)


def import_(given: argparse.Namespace) -> int:
    """Take a list in, row by row accounted for."""
    desk = opened(given)
    try:
        plan = read_plan(desk, given.form, given.file)
        if plan.command is not None and not given.dry_run:
            desk.do(plan.command)
    finally:
        desk.close()
    if given.json:
        rows = [
            {
                "line": r.line, "decision": r.decision, "what": r.what, "reason": str(r.reason) if r.reason else "",
                "doubts": [str(d) for d in r.doubts],
            }
            for r in plan.rows
        ]  # fmt: skip
        sys.stdout.write(json.dumps({"summary": plan.summary, "rows": rows}, ensure_ascii=False) + "\n")
        return 0
    s = plan.summary
    print(_("{read} read = {added} added + {updated} updated + {same} same + {refused} refused", **s))
    for row in plan.rows:
        if row.decision == "refused":
            print(_("line {line}: {reason}", line=row.line, reason=str(row.reason)))
    return 0


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
