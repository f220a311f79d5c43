"""The lines that are measured: ours against raw sqlcipher3 with the same key and settings, interleaved in one run."""

from __future__ import annotations

import gc
import json
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.desk import opening
from dispatch_console.desk.desk import Desk
from dispatch_console.domain import grams, phones
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.moment import parse_moment, standing, stored
from dispatch_console.queries.board import Board
from dispatch_console.queries.call_log import CallLog
from dispatch_console.queries.calls import CallerCard
from dispatch_console.queries.find import Find
from dispatch_console.store.link import connect

NOW = parse_moment("2026-03-02T10:42")


@dataclass(frozen=True)
class Line:
    """One measured line: both medians in ms, the ratio, ours at the 99th percentile, and what was aimed at."""

    name: str
    ours: float
    floor: float
    p99: float
    target: str
    kept: bool

    def __str__(self) -> str:
        ratio = self.ours / self.floor if self.floor else 0.0
        mark = "ok  " if self.kept else "OVER"
        return f"{mark} {self.name:40} {self.ours:10.3f} {self.floor:10.3f} {ratio:8.2f} {self.p99:10.3f}  {self.target}"


HEADING = f"{'':4} {'line (ms, medians)':40} {'ours':>10} {'floor':>10} {'ratio':>8} {'our p99':>10}  target"


def timed(ours: Callable[[int], Any], floor: Callable[[int], Any], times: int) -> tuple[float, float, float]:
    """Run both in turn; medians and our 99th percentile in ms."""
    mine: list[float] = []
    theirs: list[float] = []
    for n in range(10):
        ours(n), floor(n)
    gc.collect()
    gc.disable()
    for n in range(10, times + 10):
        for work, kept in ((ours, mine), (floor, theirs)):
            begun = time.perf_counter()
            work(n)
            kept.append((time.perf_counter() - begun) * 1000)
    gc.enable()
    mine.sort()
    return statistics.median(mine), statistics.median(theirs), mine[int(len(mine) * 0.99) - 1]


def opened(folder: Path) -> tuple[Desk, Any]:
    desk = opening.open_desk(folder, clock=standing(NOW), actor="陈静")
    return desk, connect(folder / opening.DATABASE, opening.key_for(folder))


def register_call(folder: Path, times: int) -> Line:
    """A call that makes a job, with audit, search columns and derived status, against the same rows by hand."""
    desk, raw = opened(folder)
    customers = desk.store.raw_reader.execute("SELECT max(id) FROM customer").fetchone()[0]
    machine_of = {
        c: desk.store.raw_reader.execute("SELECT id FROM machine WHERE customer_id=? LIMIT 1", (c,)).fetchone()
        for c in range(1, min(customers, times + 11) + 1)
    }
    base = desk.store.raw_reader.execute("SELECT max(id) FROM job").fetchone()[0]

    def ours(n: int) -> None:
        customer = n % len(machine_of) + 1
        machine = machine_of[customer]
        desk.do(RegisterCall(
            kind=CallKind.REPAIR, number=f"1391{n:07d}", caller_name="", customer_id=customer,
            machine_id=machine[0] if machine else None, said="手送台频繁卡纸，客户清过两次", wish="上午",
        ))  # fmt: skip

    stamp = stored(NOW)
    said = "手送台频繁卡纸，客户清过两次"

    def floor(n: int) -> None:
        uid = str(uuid4())
        number = f"WXRAW-{base + n:06d}"
        image = json.dumps({"said": said, "number": number, "uid": uid, "at": stamp, "rest": "x" * 380}, ensure_ascii=False)
        raw.execute("BEGIN IMMEDIATE")
        digits = phones.parse(f"1391{n:07d}").digits
        call = raw.execute(
            "INSERT INTO call(uid,direction,channel,number,digits,caller_name,customer_id,kind,outcome,said,answer,"
            "still_to_ask,started_at,ended_at,taken_by,register_line) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (uid, "in", "phone", digits, digits, "", 1, "repair", "registered", said, "", "[]", stamp, stamp, "x", ""),
        ).lastrowid
        phone = raw.execute(
            "INSERT INTO phone_number(customer_id,raw,digits,extension,kind) VALUES(1,?,?,'','mobile')", (digits, digits)
        ).lastrowid
        job = raw.execute(
            "INSERT INTO job(uid,number,customer_id,policy_id,service_type,priority,fault,fault_code,wish,phone,"
            "contact_name,address,warranty,warranty_basis,registered_at,owner,status,due_at,due_sort,clock_kind,"
            "clock_started_at) VALUES(?,?,1,1,'repair','normal',?,'','',?,'','','in','',?,'x','registered',?,?,'r',?)",
            (uid, number, said, digits, stamp, stamp, stamp, stamp),
        ).lastrowid
        raw.execute("UPDATE call SET job_id=? WHERE id=?", (job, call))
        raw.execute(
            "INSERT INTO event(job_id,call_id,kind,happened_at,reported_at,recorded_at,by,channel,reason,note) "
            "VALUES(?,?,'registered',?,?,?,'x','phone_in','',?)", (job, call, stamp, stamp, stamp, said),
        )  # fmt: skip
        raw.executemany(
            "INSERT INTO find_key(shape,key,subject,row_id,customer_id) VALUES(?,?,?,?,1)",
            [("d", digits, "phone_number", phone), ("t", digits[::-1], "phone_number", phone),
             ("j", number[::-1], "job", job), ("s", number, "job", job)],
        )  # fmt: skip
        pieces = grams.grams(said)
        raw.execute("INSERT INTO job_grams(rowid,grams) VALUES(?,?)", (job, pieces))
        raw.execute("INSERT INTO call_grams(rowid,grams) VALUES(?,?)", (call, pieces))
        entry = raw.execute(
            "INSERT INTO audit_entry(command_uid,kind,command,arguments,arguments_digest,result,actor,at,row_count,"
            "previous_hash,hash) VALUES(?,'do','RegisterCall',?,'x','{}','x',?,5,'x','x')", (uid, image, stamp),
        ).lastrowid  # fmt: skip
        raw.executemany(
            "INSERT INTO audit_row(entry_id,table_name,row_id,before,after,digest) VALUES(?,?,?,NULL,?,?)",
            [(entry, t, i, image, "x" * 64) for t, i in (("call", call), ("phone_number", phone), ("job", job), ("call", call), ("event", job))],
        )
        raw.execute("COMMIT")

    mine, theirs, p99 = timed(ours, floor, times)
    desk.idle()
    desk.close()
    raw.close()
    return Line("register a call, whole / raw rows", mine, theirs, p99, "<= 2x, p99 <= 10 ms", mine <= 2 * theirs and p99 <= 10)


def reading(folder: Path, times: int) -> list[Line]:
    """Board, caller card, call log and find on the big file against a bare SQL of the same rows."""
    desk, raw = opened(folder)
    dice = random.Random(2)
    top = desk.store.raw_reader.execute("SELECT max(id) FROM phone_number").fetchone()[0]
    digits = [r[0] for r in raw.execute(
        f"SELECT digits FROM phone_number WHERE id IN ({','.join(str(dice.randint(1, top)) for _ in range(200))})")]  # fmt: skip
    found: list[Line] = []
    for number in digits:  # the working day is warm; the first look at a page from disk is the disk's
        desk.ask(CallerCard(number=number))
        _raw_card(raw, number)

    def line(name: str, ours: Callable[[int], Any], floor: Callable[[int], Any], target: str, limit: float, ratio: float,
             n: int = times) -> None:  # fmt: skip
        mine, theirs, p99 = timed(ours, floor, n)
        found.append(Line(name, mine, theirs, p99, target, (p99 <= limit if limit else True) and (mine <= ratio * theirs if ratio else True)))

    line("caller card by number", lambda n: desk.ask(CallerCard(number=digits[n % len(digits)])),
         lambda n: _raw_card(raw, digits[n % len(digits)]), "p99 <= 1 ms", 1.0, 0)  # fmt: skip
    line("board, 400 open jobs", lambda n: desk.ask(Board()), lambda n: raw.execute(
        "SELECT j.id,j.number,j.clock_kind,j.clock_started_at,j.due_at,j.paused_for,j.status,c.name,j.contact_name,"
        "j.phone,j.complaint_open,j.escalated,j.urged,j.repeats,c.kind,m.brand,m.model,j.fault,p.name,j.technician_id,"
        "j.agreed_from,j.agreed_until,j.wish,j.priority,j.due_sort FROM job j LEFT JOIN customer c ON c.id=j.customer_id "
        "LEFT JOIN machine m ON m.id=j.machine_id LEFT JOIN person p ON p.id=j.technician_id WHERE j.is_open=1 "
        "ORDER BY j.due_sort,j.id LIMIT 400").fetchall(), "p99 <= 30 ms", 30, 0, max(30, times // 5))  # fmt: skip
    line("call log, newest 50 of all", lambda n: desk.ask(CallLog(limit=50)),
         lambda n: raw.execute("SELECT * FROM call ORDER BY started_at DESC,id DESC LIMIT 50").fetchall(), "p99 <= 5 ms", 5, 0)  # fmt: skip
    for what, text in (("last 4 digits", "4321"), ("initials", "hyzdh"), ("two characters", "卡纸"), ("a rare word", "第 777 号")):
        line(f"find by {what}", lambda n, t=text: desk.ask(Find(text=t)), lambda n: raw.execute("SELECT 1").fetchone(), "p99 <= 15 ms", 15, 0)
    desk.close()
    raw.close()
    return found


def _raw_card(raw: Any, digits: str) -> None:
    customer = raw.execute("SELECT customer_id FROM phone_number WHERE digits=? LIMIT 5", (digits,)).fetchone()[0]
    for sql in (
        "SELECT id,name,kind,note FROM customer WHERE id=?",
        "SELECT t.id,t.name,t.position,n.digits FROM contact t LEFT JOIN phone_number n ON n.customer_id=t.customer_id "
        "AND n.contact_id=t.id WHERE t.customer_id=? LIMIT 8",
        "SELECT address FROM site WHERE customer_id=? LIMIT 1",
        "SELECT * FROM machine WHERE customer_id=? AND replaced_by_id IS NULL LIMIT 12",
        "SELECT * FROM job WHERE customer_id=? ORDER BY is_open DESC, registered_at DESC LIMIT 12",
        "SELECT count(*) FROM call WHERE customer_id=? AND started_at>='2026-03-02'",
    ):
        raw.execute(sql, (customer,)).fetchall()


__all__ = ["HEADING", "Line", "reading", "register_call"]
