"""The desk without a screen: every command and query by its name, import, export, print, backup, check."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dispatch_console import __version__, places, words
from dispatch_console.domain.moment import Clock, parse_moment, running_from, standing, system_clock
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.words import N_

DONE, NO, USAGE, WORLD = 0, 1, 2, 3
Verb = Callable[[argparse.Namespace], int]


def options(*, alone: bool = True) -> argparse.ArgumentParser:
    """What may stand before a verb; alone, it opens the window, which must not wait for the verbs."""
    top = argparse.ArgumentParser(
        prog="dispatch-console",
        description="The dispatcher's desk of an after-sales company. No verb opens the window.",
        add_help=not alone,
    )
    top.add_argument("--data-dir", type=Path, help="the folder of the desk")
    top.add_argument("--now", help="the time to work at, local: 2026-03-02T08:00; stands still for a verb")
    top.add_argument("--lang", choices=("zh_CN", "en"), default=words.DEFAULT)
    top.add_argument("--actor", default="", help="who is at the desk")
    if alone:
        top.set_defaults(verb=None)
    else:
        top.add_argument("--version", action="version", version=__version__)
    return top


def parser() -> argparse.ArgumentParser:
    """Every verb with its help."""
    top = options(alone=False)
    verbs = top.add_subparsers(dest="verb", metavar="VERB")

    def verb(name: str, run: str, says: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=says, description=says)
        sub.set_defaults(run=run)
        return sub

    d, p = "desk_verbs", "paper_verbs"  # imported when one of theirs is asked for
    sub = verb("init", f"{d}.init", "make a desk; prints its recovery code once")
    sub.add_argument("--empty", action="store_true", help="without the values of the manuals")
    sub = verb("demo", f"{p}.demo", "play the sample day and write its papers")
    sub.add_argument("-o", "--out", type=Path, default=Path("demo"))
    sub = verb("do", f"{d}.do", "carry out one command: do COMMAND [JSON|-]")
    sub.add_argument("command")
    sub.add_argument("arguments", nargs="?", default="{}", help="JSON, or - for standard input")
    sub = verb("ask", f"{d}.ask", "ask one query: ask QUERY [JSON]")
    sub.add_argument("query")
    sub.add_argument("arguments", nargs="?", default="{}")
    sub = verb("commands", f"{d}.commands", "list what can be done, or explain one command")
    sub.add_argument("name", nargs="?")
    sub = verb("queries", f"{d}.queries", "list what can be asked, or explain one query")
    sub.add_argument("name", nargs="?")
    sub = verb("import", f"{p}.import_", "take a list in: phone_register, customers_machines, technicians, price_list; or a filled form that came back: import form FILE")
    sub.add_argument("form")
    sub.add_argument("file", type=Path)
    sub.add_argument("--sheet", default="", metavar="NAME", help="which worksheet; else the first that holds something")
    sub.add_argument("--map", action="append", default=[], metavar="HEADING=FIELD", help="what a column means; HEADING= leaves it unread. Remembered for the next list with these headings")
    sub.add_argument("--days", action="append", default=[], metavar="FIELD=ORDER", help="how its days are written: mdy, dmy, ymd")
    sub.add_argument("--ask-later", action="store_true", help="where it is doubtful whose call it was, take it without a customer")
    sub.add_argument("--take", choices=("back", "present"), default="", help="which value counts where the file and the desk say something else: back is the file's")
    sub.add_argument("--report", type=Path, metavar="FILE", help="write the rows that were not taken in, with their reasons, as .xlsx")
    sub.add_argument("--dry-run", action="store_true")
    sub.add_argument("--json", action="store_true")
    sub = verb("export", f"{p}.export", "write a list or report: phone_register, daily_log, daily_report, points_sheet, quality_call_sheet, maintenance_plan, service_analysis")
    sub.add_argument("form")
    sub.add_argument("--on")
    sub.add_argument("--from", dest="first")
    sub.add_argument("--to", dest="last")
    sub.add_argument("--month")
    sub.add_argument("--period", choices=("day", "week", "month", "quarter", "year"), default="month", help="of service_analysis: the one in which the day lies")
    sub.add_argument("--words", default="", help="of service_analysis: only these zones, customers, models")
    sub.add_argument("--purpose", default="")
    sub.add_argument("-o", "--out", type=Path, required=True)
    sub = verb("print", f"{p}.print_", "paint a job's form as PDF, or any form empty: print FORM NUMBER, print FORM --blank")
    sub.add_argument("form", help="see the verb forms")
    sub.add_argument("number", nargs="?", default="")
    sub.add_argument("--blank", action="store_true", help="empty, for a day without the program")
    sub.add_argument("-o", "--out", type=Path, required=True)
    sub = verb("forms", f"{p}.forms", "list the forms; forms blank FORM FILE saves one to be changed, put FORM FILE uses the changed copy, restore FORM goes back")
    sub.add_argument("act", nargs="?", choices=("list", "blank", "put", "restore"), default="list")
    sub.add_argument("form", nargs="?", default="")
    sub.add_argument("file", nargs="?", type=Path, default=Path())
    sub = verb("incoming", f"{d}.incoming", "tell the open window that the telephone rings; without one the call is noted as missed")
    sub.add_argument("number")
    sub.add_argument("--name", default="", help="what the telephone shows")
    sub.add_argument("--call-id", default="", help="the telephone system's own name of the call")
    sub.add_argument("--state", choices=("ringing", "answered", "ended", "missed"), default="ringing")
    verb("backup", f"{d}.backup", "copy the desk, checked before it counts")
    sub = verb("restore", f"{d}.restore", "bring a copy back; the present files are moved aside")
    sub.add_argument("file", type=Path)
    sub.add_argument("--recovery-code")
    sub = verb("check", f"{d}.check", "look whether the file is whole")
    sub.add_argument("--replay", action="store_true", help="rebuild every table from the audit and compare")
    sub.add_argument("--digest", action="store_true", help="print one number for the content")
    return top


def clock_of(given: argparse.Namespace) -> Clock:
    """The clock of this run: the computer's, or one that stands (a verb) or runs on (the window) from --now."""
    if not given.now:
        return system_clock
    try:
        start = parse_moment(given.now)
    except ValueError as wrong:
        raise Refused(N_("{text} is no time. Write 2026-03-02T08:00."), text=given.now) from wrong
    return standing(start) if given.verb else running_from(start)


def _verb(name: str) -> Verb:
    module, function = name.split(".")
    found: Verb = getattr(importlib.import_module(f"dispatch_console.cli.{module}"), function)
    return found


def run(arguments: list[str], *, window: Verb, picture: Callable[[Any, Path], None]) -> int:
    """Carry one line out and say in one line why not; window and picture come from the door above."""
    try:
        given, rest = options().parse_known_args(arguments)
        if rest:
            given = parser().parse_args(arguments)
    except SystemExit as leave:
        return int(leave.code or 0) and USAGE
    words.use(given.lang)
    given.folder = given.data_dir or places.user_folder()
    given.picture = picture
    try:
        given.clock = clock_of(given)
        return (_verb(given.run) if given.verb else window)(given)
    except Refused as no:
        print(str(no), file=sys.stderr)
        return NO
    except StoreTrouble as trouble:
        print(str(trouble), file=sys.stderr)
        return WORLD
    except ImportError as missing:
        print(f"{words._('The window needs a library that is missing:')} {missing}", file=sys.stderr)
        return WORLD
    except BrokenPipeError:
        return DONE
