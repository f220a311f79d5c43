"""The verbs that need only the desk: make, do, ask, list, back up, restore, check."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from dispatch_console.commands.calls import RecordMissedCall
from dispatch_console.commands.registry import all_commands, find_command
from dispatch_console.commands.setup import SeedDesk
from dispatch_console.desk import backups, opening
from dispatch_console.desk import check as checking
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.ringing import Ring, tell
from dispatch_console.domain import codec
from dispatch_console.domain.masked import PhoneText
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.registry import all_queries, find_query
from dispatch_console.words import N_, _


def opened(given: argparse.Namespace) -> Desk:
    """The desk of this run."""
    return opening.open_desk(given.folder, clock=given.clock, actor=given.actor)


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(sys.stdin.read() if text == "-" else text)
    except ValueError as wrong:
        raise Refused(N_("This is no JSON: {text}"), text=text[:60]) from wrong
    if not isinstance(value, dict):
        raise Refused(N_("The fields are given as a JSON object."))
    return value


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def init(given: argparse.Namespace) -> int:
    """Make a desk and show its recovery code."""
    made = opening.make(given.folder)
    if not given.empty:
        desk = opening.open_desk(given.folder, clock=given.clock, actor=given.actor or "setup")
        desk.do(SeedDesk())
        desk.close()
    _print({"folder": str(made.folder), "recovery_code": made.recovery_code, "key": made.key_lies_in})
    return 0


def incoming(given: argparse.Namespace) -> int:
    """Hand a call to the open window; with nobody there to see it ring it is noted once as to be called back."""
    ring = Ring(given.number, given.name, given.call_id, given.state)
    if tell(given.folder, ring):
        return 0
    if ring.state == "answered":
        raise Refused(N_("No window is open on this desk."))
    given.actor = given.actor or _("Telephone system")
    desk = opened(given)
    try:
        spoken = uuid5(NAMESPACE_OID, f"{ring.key}:{local(desk.clock(), desk.zone):%Y-%m-%d %H}")
        done = desk.do(RecordMissedCall(number=PhoneText(ring.number), uid=UUID(int=spoken.int, version=4)))
    finally:
        desk.close()
    _print({"missed": done.result})
    return 0


def do(given: argparse.Namespace) -> int:
    """Carry out one command."""
    spec = find_command(given.command)
    command = codec.build(spec.kind, _json(given.arguments))
    desk = opened(given)
    try:
        done = desk.do(command)
    finally:
        desk.close()
    changed = [list(row) for row in sorted(done.changes.rows)]
    _print({"result": done.result, "changed": changed, "audit_id": done.audit_id})
    return 0


def ask(given: argparse.Namespace) -> int:
    """Ask one query."""
    spec = find_query(given.query)
    question = codec.build(spec.kind, _json(given.arguments))
    desk = opened(given)
    try:
        answer = desk.ask(question)
    finally:
        desk.close()
    rows = answer if isinstance(answer, tuple | list) else [answer]
    for row in rows:
        _print(codec.plain(row))
    return 0


def _fields(kind: type) -> list[str]:
    lines = []
    for field in dataclasses.fields(kind):
        given = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        lines.append(f"  {field.name}: {field.type}{'' if given else '  (needed)'}")
    return lines


def commands(given: argparse.Namespace) -> int:
    """List the commands, or explain one."""
    if given.name:
        spec = find_command(given.name)
        told = _("can be undone") if spec.undo.possible else f"{_('not undone:')} {_(spec.undo.why_not)}"
        print(f"{spec.name} · {spec.role} · {spec.requirement} · {told}\n{spec.help}")
        print("\n".join(_fields(spec.kind)))
        return 0
    for name, spec in all_commands().items():
        print(f"{name:22} {spec.requirement:6} {spec.help.splitlines()[0]}")
    return 0


def queries(given: argparse.Namespace) -> int:
    """List the queries, or explain one."""
    if given.name:
        spec = find_query(given.name)
        print(f"{spec.name} · {spec.role} · {', '.join(sorted(spec.reads))}\n{spec.help}")
        print("\n".join(_fields(spec.kind)))
        return 0
    for name, spec in all_queries().items():
        print(f"{name:22} {spec.help.splitlines()[0]}")
    return 0


def backup(given: argparse.Namespace) -> int:
    """Copy the desk."""
    desk = opened(given)
    try:
        made = backups.take(desk, given.folder)
    finally:
        desk.close()
    _print({"file": str(made.path), "bytes": made.size, "sha256": made.sha256})
    return 0


def restore(given: argparse.Namespace) -> int:
    """Bring a copy back."""
    desk = backups.restore(
        given.file, given.folder, clock=given.clock, actor=given.actor or "restore", recovery_code=given.recovery_code
    )
    desk.close()
    _print({"restored": given.file.name})
    return 0


def check(given: argparse.Namespace) -> int:
    """Look whether the file is whole."""
    desk = opened(given)
    try:
        found = checking.check(desk, replay=given.replay)
        digest = checking.digest(desk) if given.digest else ""
    finally:
        desk.close()
    for wrong in found.wrong:
        print(str(wrong), file=sys.stderr)
    answer: dict[str, Any] = {"clean": found.clean, **found.looked_at}
    if digest:
        answer["digest"] = digest
    _print(answer)
    return 0 if found.clean else 1
