"""A process that works until it is killed: acknowledges each command after it was done."""

import sys
from pathlib import Path
from uuid import UUID

from dispatch_console.cli.paper_verbs import read_plan
from dispatch_console.commands.calls import RegisterCall
from dispatch_console.desk.opening import open_desk
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import parse_moment, standing
from dispatch_console.places import resources


def main(what: str, folder: str, start: str) -> None:
    desk = open_desk(Path(folder), clock=standing(parse_moment("2026-03-02T08:00")), actor="陈静")
    print("ready", flush=True)
    if what == "import":
        plan = read_plan(desk, "phone_register", resources() / "sample" / "phone_register.xlsx")
        print("planned", flush=True)
        if plan.command is not None:
            desk.do(plan.command)
        print("done", flush=True)
    elif what == "draft":
        uid = UUID(int=7)
        for n in range(10_000):
            text = f'{{"said": "{"字" * n}"}}'
            desk.keep_draft(uid, "call", text)
            print(n, flush=True)
    else:
        for n in range(int(start), int(start) + 10_000):
            desk.do(RegisterCall(uid=UUID(int=n), kind=CallKind.REPAIR, number=f"1390017{n % 10000:04d}", said="卡纸"))
            print(n, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
