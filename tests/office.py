"""The little office that stories play in: invented people, invented numbers."""

from __future__ import annotations

import datetime as dt

from dispatch_console.commands.customers import AddCustomer, MachineFacts
from dispatch_console.commands.people import AddPerson
from dispatch_console.commands.setup import SeedDesk
from dispatch_console.desk.opening import open_desk

TECHNICIANS = (
    ("李强", "lq", "徐汇"), ("王建平", "wjp", "浦东"), ("孙立", "sl", "虹口"), ("陈晓峰", "cxf", "长宁"),
    ("周敏", "zm", "普陀"), ("张国生", "zgs", "闵行"), ("赵海涛", "zht", "静安"), ("吴刚", "wg", "杨浦"),
)  # fmt: skip


def furnish(folder, clock):
    """Seed the desk and put in technicians and three customers."""
    desk = open_desk(folder, clock=clock, actor="顾明")
    desk.do(SeedDesk())
    for at, (name, initials, district) in enumerate(TECHNICIANS, 1):
        desk.do(AddPerson(name=name, initials=initials, code=f"{at:02d}", district=district,
                          mobile=f"1390000{at:04d}", grade="BC"[at % 2], skills=("copier",)))  # fmt: skip
    desk.do(AddPerson(name="沈国栋", code="21", role="supervisor", mobile="13900000021"))
    desk.do(AddPerson(name="陈静", code="31", role="dispatcher"))
    desk.do(AddPerson(name="顾明", code="41", role="manager"))
    desk.do(AddCustomer(
        name="宏远国际贸易有限公司", kind="key", contact="周雯", position="行政", phones=("021-62458837", "13900174420"),
        address="长宁区 天山路 88 号 6 楼", district="长宁",
        machines=(MachineFacts(brand="理光", model="MP C3004", serial="E173M732081", category="copier",
                               bought_on=dt.date(2025, 9, 15), warranty_basis="invoice"),),
    ))  # fmt: skip
    desk.do(AddCustomer(
        name="启明律师事务所", contact="单志强", phones=("021-64370011",), address="徐汇区 钦州南路 88 号 602",
        district="徐汇", machines=(MachineFacts(brand="佳能", model="iR 2625", serial="2QX04417", category="copier",
                                              bought_on=dt.date(2023, 1, 10), warranty_basis="invoice"),),
    ))  # fmt: skip
    desk.do(AddCustomer(
        name="恒达物流", contact="老魏", phones=("13901234567",), address="浦东新区 外高桥 日京路 1 号", district="浦东",
        machines=(MachineFacts(brand="理光", model="MP 3055", serial="RL3055001", category="copier"),),
    ))  # fmt: skip
    desk.close()
