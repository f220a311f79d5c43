"""Make a desk with a million calls through the same tables, with its audit rows; say its size and a backup's time.

    python benchmarks/make_big.py FOLDER [--scale 1.0]
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from dispatch_console.commands.people import AddPerson
from dispatch_console.commands.setup import SeedDesk
from dispatch_console.desk import backups, derive, opening
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import parse_moment, standing, stored
from dispatch_console.store import audit, capture, search
from dispatch_console.store.tables.base import Base, image_columns

NOW = parse_moment("2026-03-02T10:42")
CUSTOMERS, CALLS, JOBS, OPEN = 200_000, 1_000_000, 300_000, 400
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
PLACES = "东南西北中华新大金宏远恒达启明天元复川海昌松果静安育才百川育新康乐安信德丰盛泰瑞祥和兴隆"
TRADES = ("国际贸易", "律师事务所", "印务", "物流", "口腔门诊", "会计师事务所", "科技", "广告", "茶业", "建材", "设计院", "幼儿园")
ROADS = ("长宁路", "钦州南路", "四川北路", "共和新路", "沪闵路", "浦东南路", "漕溪北路", "江宁路", "曹杨路", "天山路")
FAULTS = ("卡纸", "不进纸", "有黑线", "不能开机", "蓝屏", "偏色", "漏水", "不制热", "打印发淡", "扫描失败", "报代码 SC542", "噪音大")
MODELS = ("理光 MP 3055", "佳能 iR 2625", "惠普 M428", "联想 启天 M435", "格力 3 匹柜机", "爱普生 L1800")

Rows = Iterator[tuple[Any, ...]]


class Filler:
    """Writes rows of a table with their audit rows, keys and pieces, a chunk at a time."""

    def __init__(self, desk: Desk) -> None:
        self.raw = desk.store.raw_writer
        self.head = self.raw.execute("SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1").fetchone()[0]
        self.entry = self.raw.execute("SELECT max(id) FROM audit_entry").fetchone()[0]
        self.dice = random.Random(1)

    def write(self, table: str, rows: list[dict[str, Any]], derived: list[dict[str, Any]] | None = None) -> None:
        columns = image_columns(Base.metadata.tables[table])
        usual = {c.name: c.default.arg for c in Base.metadata.tables[table].columns if c.default is not None and c.default.is_scalar}
        usual = {name: int(value) if isinstance(value, bool) else value for name, value in usual.items() if isinstance(value, str | int)}
        rows = [{**usual, **row} for row in rows]
        names = columns + (list(derived[0]) if derived else [])
        marks = ",".join("?" * len(names))
        sql = f'INSERT INTO "{table}"({",".join(chr(34) + n + chr(34) for n in names)}) VALUES({marks})'
        values = [tuple(r.get(c) for c in columns) for r in rows]
        if derived:
            values = [v + tuple(d.values()) for v, d in zip(values, derived, strict=True)]
        self.raw.executemany(sql, values)
        self._audit(table, [{c: r.get(c) for c in columns} for r in rows])
        keys: list[tuple[Any, ...]] = []
        for row in rows:
            image = {c: row.get(c) for c in columns}
            if table in search.KEYS:
                whose = image["id"] if table == "customer" else image.get("customer_id")
                keys += [(s, k, table, image["id"], whose) for s, k in search.KEYS[table](image)]
        if keys:
            self.raw.executemany("INSERT INTO find_key(shape,key,subject,row_id,customer_id) VALUES(?,?,?,?,?)", keys)
        if table in search.GRAMS:
            pieces = [(r["id"], search.gram_text(table, {c: r.get(c) for c in columns})) for r in rows]
            self.raw.executemany(
                f"INSERT INTO {table}_grams(rowid,grams) VALUES(?,?)", [p for p in pieces if p[1]]
            )

    def _audit(self, table: str, images: list[dict[str, Any]]) -> None:
        entries, lines = [], []
        stamp = stored(NOW)
        for image in images:
            self.entry += 1
            uid = str(UUID(int=self.entry << 20))
            after = json.dumps(image, ensure_ascii=False, separators=(",", ":"))
            digest = audit.row_digest(table, image["id"], None, after)
            argued = hashlib.sha256(b"{}").hexdigest()
            facts = (uid, "do", "MakeBig", argued, "{}", "bench", stamp, None)
            hashed = audit.entry_hash(self.head, facts, [digest])
            entries.append((self.entry, uid, "do", "MakeBig", "{}", argued, "{}", "bench", stamp, None, 1, self.head, hashed))
            lines.append((self.entry, table, image["id"], None, after, digest))
            self.head = hashed
        self.raw.executemany(
            "INSERT INTO audit_entry(id,command_uid,kind,command,arguments,arguments_digest,result,actor,at,about_id,"
            "row_count,previous_hash,hash) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)", entries,
        )  # fmt: skip
        self.raw.executemany(
            "INSERT INTO audit_row(entry_id,table_name,row_id,before,after,digest) VALUES(?,?,?,?,?,?)", lines
        )

    def fill(self, table: str, count: int, make: Callable[[int], dict[str, Any]], chunk: int = 20_000,
             derived: Callable[[int], dict[str, Any]] | None = None) -> None:  # fmt: skip
        start = time.perf_counter()
        for low in range(1, count + 1, chunk):
            numbers = range(low, min(count, low + chunk - 1) + 1)
            self.raw.execute("BEGIN IMMEDIATE")
            self.write(table, [make(n) for n in numbers], [derived(n) for n in numbers] if derived else None)
            self.raw.execute("COMMIT")
        print(f"{table:14} {count:>9,} rows {time.perf_counter() - start:7.1f} s", flush=True)


def main(folder: Path, scale: float) -> None:
    begun = time.perf_counter()
    opening.make(folder)
    desk = opening.open_desk(folder, clock=standing(NOW), actor="bench")
    desk.do(SeedDesk())
    for n in range(1, 21):
        desk.do(AddPerson(name=f"{SURNAMES[n]}师傅", code=f"{n:02d}", initials=f"t{n}"))
    capture.remove(desk.store.raw_writer)
    desk.store.raw_writer.execute("PRAGMA synchronous=OFF")
    filler = Filler(desk)
    dice = filler.dice
    customers, calls, jobs = int(CUSTOMERS * scale), int(CALLS * scale), int(JOBS * scale)

    def name(n: int) -> str:
        return "".join(PLACES[(n * k) % len(PLACES)] for k in (7, 13)) + str(n % 97) + TRADES[n % len(TRADES)]

    filler.fill("customer", customers, lambda n: {"id": n, "name": name(n), "code": "", "kind": "ordinary", "note": ""})
    filler.fill("contact", customers, lambda n: {
        "id": n, "customer_id": n, "name": SURNAMES[n % 40] + "先生", "position": "", "mood": ""})  # fmt: skip
    filler.fill("phone_number", int(customers * 1.3), lambda n: {
        "id": n, "customer_id": (n - 1) % customers + 1, "contact_id": (n - 1) % customers + 1,
        "raw": f"139{n:08d}", "digits": f"139{n:08d}", "extension": "", "kind": "mobile"})  # fmt: skip
    filler.fill("site", customers, lambda n: {
        "id": n, "customer_id": n, "address": f"上海市{ROADS[n % 10]} {n % 1999} 号 {n % 30} 楼", "district": "",
        "access_note": ""})  # fmt: skip
    filler.fill("machine", int(customers * 1.25), lambda n: {
        "id": n, "customer_id": (n - 1) % customers + 1, "site_id": (n - 1) % customers + 1, "brand": "",
        "model": MODELS[n % 6], "category": "copier", "serial": f"SN{n * 7919 % 10**9:09d}", "bought_on": "2025-06-01",
        "warranty_basis": "invoice", "channel": "regular", "network": ""})  # fmt: skip
    oldest = NOW - dt.timedelta(days=3650)
    span = (NOW - oldest).total_seconds()

    def when(n: int, of: int) -> str:
        return stored(oldest + dt.timedelta(seconds=span * (n - 1) / of))

    def job(n: int) -> dict[str, Any]:
        at = when(n, jobs)
        return {
            "id": n, "uid": str(UUID(int=n)), "number": f"WX{at[2:4]}{at[5:7]}{at[8:10]}-{n:06d}",
            "customer_id": n % customers + 1, "contact_id": None, "site_id": None, "machine_id": n % customers + 1,
            "policy_id": 1, "service_type": "repair", "priority": "normal",
            "fault": f"{FAULTS[n % 12]}，{FAULTS[n * 5 % 12]}，第 {n % 1000} 号机", "fault_code": "", "wish": "",
            "phone": "", "contact_name": "", "address": "", "warranty": "in", "warranty_basis": "invoice",
            "registered_at": at, "owner": "陈静",
        }  # fmt: skip

    def job_state(n: int) -> dict[str, Any]:
        open_now = n > jobs - OPEN
        return {"status": "registered" if open_now else "closed", "is_open": int(open_now),
                "closed_at": None if open_now else when(n, jobs)}  # fmt: skip

    filler.fill("job", jobs, job, derived=job_state)
    filler.fill("event", jobs * 2, lambda n: {
        "id": n, "job_id": (n + 1) // 2, "kind": "registered" if n % 2 else "closed",
        "happened_at": when((n + 1) // 2, jobs), "reported_at": when((n + 1) // 2, jobs),
        "recorded_at": when((n + 1) // 2, jobs), "by": "陈静", "channel": "phone_in", "reason": "" if n % 2 else "x",
        "note": ""} if n % 2 or (n + 1) // 2 <= jobs - OPEN else {
        "id": n, "job_id": (n + 1) // 2, "kind": "contacted", "happened_at": stored(NOW), "reported_at": stored(NOW),
        "recorded_at": stored(NOW), "by": "陈静", "channel": "phone_out", "reason": "", "note": ""})  # fmt: skip
    filler.fill("call", calls, lambda n: {
        "id": n, "uid": str(UUID(int=n << 40)), "direction": "in", "channel": "phone", "number": f"139{n % customers:08d}",
        "digits": f"139{n % customers:08d}", "caller_name": "", "customer_id": n % customers + 1, "kind": "repair",
        "outcome": "registered" if n % 3 == 0 else "answered",
        "said": f"{FAULTS[n % 12]}{dice.choice(FAULTS)}，{n % 5000} 室", "answer": "", "still_to_ask": "[]",
        "started_at": when(n, calls), "ended_at": when(n, calls), "taken_by": "陈静", "register_line": "",
        "job_id": n % jobs + 1 if n % 3 == 0 else None})  # fmt: skip
    raw = desk.store.raw_writer
    raw.execute("PRAGMA synchronous=FULL")
    capture.install(raw)
    writer = desk.store.writer
    with writer.begin():
        derive.derive_jobs(writer, range(jobs - OPEN + 1, jobs + 1), NOW, desk.zone)
    for _ in range(40):
        derive.merge_search(writer)
    raw.execute("ANALYZE")
    desk.store.checkpoint("TRUNCATE")
    size = (folder / opening.DATABASE).stat().st_size
    took = time.perf_counter()
    made = backups.take(desk, folder)
    took = time.perf_counter() - took
    made.path.unlink()
    desk.close()
    told = f"size {size / 1e6:,.0f} MB · built in {time.perf_counter() - begun:,.0f} s · backup, checked, in {took:.1f} s"
    print(told)
    folder.with_name(f"{folder.name}.txt").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("folder", type=Path)
    words.add_argument("--scale", type=float, default=1.0)
    given = words.parse_args()
    sys.exit(main(given.folder, given.scale))
