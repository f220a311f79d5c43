"""Writes the sample office into resources/sample: the same bytes each time, all people and numbers invented.

Run: python packaging/make_sample.py [folder]
"""


from __future__ import annotations

import csv
import datetime as dt
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sample_calls import CALLS
from sample_people import CUSTOMERS, MACHINES, STAFF

HERE = Path(__file__).resolve().parent.parent
MADE = dt.datetime(2026, 3, 1, 18, 0)  # noqa: DTZ001
THIN = Side(style="thin")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
REGISTER_HEAD = [
    "序号", "*报修时间", "报修单位", "联系人", "*联系电话 ", "地址", "机型", "机号", "保内/保外", "类别",
    "*故障现象（用户描述）", "希望上门", "派工", "到达时间", "完工时间", "处理结果", "收费（￥）", "备注",
]  # fmt: skip
REGISTER_WIDTH = [5, 17, 18, 9, 17, 30, 16, 14, 9, 9, 30, 11, 8, 12, 12, 30, 9, 26]
CATEGORY = {"all": "通用", "copier": "复印机", "printer": "打印机", "computer": "电脑", "aircon": "空调"}
KIND = {"part": "配件", "labour": "工时", "visit": "上门", "other": "包年"}


def heading(sheet: Worksheet, title: str, subtitle: str, head: list[str], widths: list[int]) -> int:
    """A merged title, a line under it and the bold header; gives the header's row."""
    last = get_column_letter(len(head))
    sheet.merge_cells(f"A1:{last}1")
    sheet["A1"] = title
    sheet["A1"].font = Font(name="宋体", size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 30
    sheet.merge_cells(f"A2:{last}2")
    sheet["A2"] = subtitle
    for column, (text, width) in enumerate(zip(head, widths, strict=True), 1):
        cell = sheet.cell(3, column, text)
        cell.font = Font(name="宋体", size=10, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = GRID
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A4"
    return 3


def put(sheet: Worksheet, row: int, values: list[Any]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value if value != "" else None)
        cell.border = GRID
        cell.font = Font(name="宋体", size=10)
        if isinstance(value, dt.datetime):
            cell.number_format = "yyyy-mm-dd hh:mm"
        elif isinstance(value, dt.date):
            cell.number_format = "yyyy-mm-dd"


def spelled(when: dt.datetime, row: int) -> Any:
    """The same moment as several hands write it."""
    ways: list[Any] = [
        when,
        when,
        f"{when:%Y-%m-%d %H:%M}",
        f"{when.month}月{when.day}日 {when.hour}:{when:%M}",
        when,
        f"{when:%Y.%m.%d %H:%M}",
        f"{when.year}/{when.month}/{when.day} {when.hour}:{when:%M}:00",
        when,
        f"{when.month}.{when.day} {'上午' if when.hour < 12 else '下午'}{(when.hour - 1) % 12 + 1}点{when:%M}",
    ]
    return ways[row % len(ways)]


def phone_spelled(phone: str, row: int) -> Any:
    if phone.isdigit() and len(phone) == 11:
        if row % 4 == 0:
            return int(phone)
        if row % 7 == 0:
            return float(phone)
        if row % 5 == 0:
            return f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
        if row % 11 == 0:
            return f"+86 {phone}"
    return phone


def warranty_word(machine: tuple[str, ...] | None, on: dt.date, remark: str) -> str:
    if machine is None:
        return ""
    for word in ("保内", "保外"):
        if word in remark:
            return word
    if machine[7]:
        return "保内" if on <= dt.date.fromisoformat(machine[7]) else "保外"
    if machine[6] == "无":
        return "不明"
    bought = dt.date.fromisoformat(machine[4])
    return "保内" if on < bought.replace(year=bought.year + 1) else "保外"


def register_rows() -> list[list[Any]]:
    people = {c[1]: c for c in CUSTOMERS}
    machines: dict[str, list[tuple[str, ...]]] = {}
    for machine in MACHINES:
        machines.setdefault(machine[0], []).append(machine)
    rows: list[list[Any]] = []
    for number, line in enumerate(CALLS.strip().splitlines(), 1):
        parts = [p.strip() for p in line.split("|")][:13]
        day, time, short, kind, which, said, wish, who, arrived, done, result, fee, remark = parts
        untidy, day = day.startswith("U"), day.lstrip("U")
        date = dt.date(2026, 3 if day == "1" else 2, int(day))
        when = dt.datetime.combine(date, dt.time.fromisoformat(time))
        person = people.get(short) or (people["永兴商行(虹口)"] if short == "永兴商行" else None)
        own = machines.get(person[1], []) if person else []
        machine = own[int(which)] if which.isdigit() and own else None
        phone: Any = (
            phone_spelled(person[6] if number % 3 or not person[7] else person[7], number) if person else ""
        )
        serial = machine[3] if machine else ""
        name, contact, address = (
            (person[0], person[4], f"上海市{person[2]}{person[3]}") if person else ("", "", "")
        )
        if untidy:
            name, contact, phone, serial, address = untidied(
                name, contact, phone, serial, address, short, said, remark
            )
        word = warranty_word(machine, date, remark) if kind in ("报修", "保养") else ""
        rows.append([
            number, spelled(when, number), name, contact, phone, address, machine[2] if machine else "", serial,
            word, kind, said, wish, who, stamp(arrived, date, number), stamp(done, date, number + 1), result,
            money(fee, number), remark,
        ])  # fmt: skip
    return rows


def untidied(
    name: str, contact: str, phone: Any, serial: str, address: str, short: str, said: str, remark: str
) -> tuple[str, str, Any, str, str]:
    """What goes wrong on paper: no number, a wrong serial, a name that fits two, ditto marks."""
    if remark.startswith("电话没留"):
        return name, contact, "无", serial, address
    if remark.startswith("机号"):
        return name, contact, phone, "VPT5Z04112", address
    if remark.startswith("两家同名"):
        return "永兴商行", "李老板", "", "", ""
    if remark.startswith("号码写成"):
        return name, contact, "6000414", serial, address
    if remark.startswith("催的是"):
        return "？", "男", 13817040077, "", ""
    if remark.startswith("客户名写"):
        return "同上", "〃", "〃", "", "〃"
    if remark.startswith("报错单位"):
        return "（技术员）", "李强", STAFF[0][3], "", ""
    if "同一电话" in remark or "重复" in remark:
        return "启明律师事务所 ", contact, "62458837", serial, address
    return name, contact, phone, serial, address


def stamp(text: str, date: dt.date, row: int) -> Any:
    """Arrival and completion: mostly the time of day as text or time, with the day where it is another one."""
    if "日" in text or not text or text.startswith("24"):
        return text
    hour, minute = (int(p) for p in text.split(":"))
    if row % 3 == 0:
        return dt.time(hour, minute)
    if row % 3 == 1:
        return f"{hour}:{minute:02d}"
    return f"{hour}点{minute:02d}" if minute else f"{hour}点"


def money(text: str, row: int) -> Any:
    if not text:
        return ""
    return (int(text), f"{text}元", float(text), f"￥{text}")[row % 4]


def phone_register() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "登记表0223-0301"
    line = "2026年2月23日—3月1日    信息中心    值班：陈静    （*为必填）"
    row = heading(sheet, "用户电话登记表", line, REGISTER_HEAD, REGISTER_WIDTH)
    rows = register_rows()
    for values in rows:
        row += 1
        put(sheet, row, values)
    sheet.cell(row + 1, 1, "合计")
    sheet.cell(row + 1, 11, f"来电 {len(rows)} 个")
    sheet.cell(row + 3, 1, "制表：陈静        审核：沈国栋        2026.3.1")
    notes = book.create_sheet("填写说明")
    for place, text in enumerate(
        (
            "1、电话必填，手机请再问座机。",
            "2、保内须写依据：发票、保修卡、合同。",
            "3、到达、完工以技术员回电为准。",
        ),
        1,
    ):
        notes.cell(place, 1, text)
    return book


def customers_machines() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "客户"
    head = [
        "客户编号",
        "客户名称",
        "简称",
        "类别",
        "联系人",
        "职务",
        "手机",
        "座机",
        "区",
        "地址",
        "服务政策",
    ]
    row = heading(sheet, "客户档案", "2026年2月整理", head, [10, 22, 16, 8, 10, 12, 14, 20, 10, 34, 14])
    for number, c in enumerate(CUSTOMERS, 1):
        row += 1
        put(sheet, row, [
            f"KH{number:04d}", c[0], c[1], c[8] or "一般", c[4], c[5], c[6], c[7], c[2], f"上海市{c[2]}{c[3]}", c[9]
        ])  # fmt: skip
    people = {c[1]: (f"KH{n:04d}", c[0]) for n, c in enumerate(CUSTOMERS, 1)}
    machines = book.create_sheet("机器")
    head = ["客户编号", "客户名称", "品牌型号", "机号", "类别", "购买日期", "安装日期", "凭证", "保修至"]
    row = heading(machines, "机器档案", "2026年2月整理", head, [10, 22, 20, 16, 10, 12, 12, 10, 12])
    for short, category, model, serial, bought, installed, paper, until in MACHINES:
        row += 1
        put(machines, row, [
            *people[short], model, serial, CATEGORY[category], dt.date.fromisoformat(bought),
            dt.date.fromisoformat(installed), paper, dt.date.fromisoformat(until) if until else "",
        ])  # fmt: skip
    return book


def technicians() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "人员"
    head = ["工号", "姓名", "职务", "手机", "技能（等级1-3）", "负责区域", "级别", "入职日期"]
    row = heading(sheet, "服务部人员表", "2026年2月", head, [8, 10, 10, 14, 26, 18, 8, 12])
    for person in STAFF:
        row += 1
        put(sheet, row, [*person[:7], dt.date.fromisoformat(person[7])])
    return book


def price_list() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "统一报价"
    head = [
        "编码",
        "类别",
        "项目",
        "性质",
        "单位",
        "统一报价（￥）",
        "下浮%",
        "上浮%",
        "工时分",
        "难度分",
        "新品分",
    ]
    widths = [9, 9, 26, 8, 8, 14, 8, 8, 8, 8, 8]
    row = heading(sheet, "统一报价和浮动价格表", "2026年第1版    自2026年1月1日起执行", head, widths)
    with (HERE / "resources" / "data" / "price_list.csv").open(encoding="utf-8") as file:
        for item in csv.DictReader(file):
            row += 1
            put(sheet, row, [
                item["code"], CATEGORY[item["category"]], item["name"], KIND[item["kind"]], item["unit"],
                int(item["list_fen"]) / 100, int(item["float_low_pct"]), int(item["float_high_pct"]),
                *(int(item[f"{k}_tenths"]) / 10 for k in ("hours", "difficulty", "newness")),
            ])  # fmt: skip
            sheet.cell(row, 6).number_format = "0.00"
    return book


def save(book: Workbook, path: Path) -> None:
    """Write a workbook so that the same content gives the same bytes."""
    book.properties.creator = "sample"
    book.properties.created = book.properties.modified = MADE
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _fixed_times(content)
            info = zipfile.ZipInfo(name, (2026, 3, 1, 18, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)


def _fixed_times(content: bytes) -> bytes:
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save(phone_register(), folder / "phone_register.xlsx")
    save(customers_machines(), folder / "customers_machines.xlsx")
    save(technicians(), folder / "technicians.xlsx")
    save(price_list(), folder / "price_list.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "resources" / "sample")
