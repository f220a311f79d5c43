"""The pictures of taking lists and forms in."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook, load_workbook

from dispatch_console import places
from dispatch_console.commands.customers import AddCustomer
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.press import papers
from dispatch_console.press.incoming import Means, read_in
from dispatch_console.press.returned import read_form
from dispatch_console.ui import pictures
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.scene_parts import job_of, main_scene


def import_scene(window: MainWindow) -> None:
    """Taking a list in."""
    main_scene(window)
    window.do("import")


def preview_scene(window: MainWindow) -> None:
    """A list was read; its rows are shown before they are taken."""
    main_scene(window)
    window.do("import")
    sheet: Any = window.rooms.sheet
    file = places.resources() / "sample" / "customers_machines.xlsx"
    sheet.form.choose("customers_machines")
    sheet.file.edit.setText(str(file))
    sheet.show_plan(read_in(window.rooms.desk, "customers_machines", file))


REGISTER = """登记,单位,来电,机型,现象,师傅,章
01/02/2026 07:20,东篱茶业,13800011001,佳能 iR 2625,换硒鼓后有底灰,李强,
01/02/2026 08:04,启明律师事务所,,佳能 iR 2625,手送台卡纸,,阅
01/02/2026 08:31,宏远国贸,62458837,理光 MP C3004,重影,孙立,
01/02/2026 08:31,宏远国贸,62458837,理光 MP C3004,重影,孙立,
01/02/2026 9:7x,百川货运,13800011003,理光 MP 3055,开机报 SC542,,
02/01/2026 10:10,恒达商贸公司,,惠普 M435,不能定影,,
"""


def worksheets_scene(window: MainWindow) -> None:
    """A workbook of three worksheets; the second was read, another is in hand."""
    main_scene(window)
    window.do("import")
    sheet: Any = window.rooms.sheet
    file = window.rooms.desk.store.path.parent / "浦东点 2 月.xlsx"
    book = Workbook()
    book.worksheets[0].title = "说明"
    for name in ("二月登记", "三月登记"):
        lines = [line.split(",") for line in REGISTER.splitlines()]
        lines[0][:5] = ["来电时间", "客户", "电话", "机型", "故障"]
        for line in lines:
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(line)
    book["说明"].append(["每周五交"])
    book.save(file)
    sheet.file.edit.setText(str(file))
    sheet.show_plan(read_in(window.rooms.desk, "phone_register", file, sheet="二月登记"))
    sheet.worksheets.setFocus()


def columns_scene(window: MainWindow) -> None:
    """The columns of a foreign list are told by keyboard; one asks."""
    list_scene(window)
    sheet: Any = window.rooms.sheet
    sheet.columns.setFocus()
    sheet.columns.at = 6
    sheet.columns._open()


def list_scene(window: MainWindow) -> None:
    """A foreign register with its columns, a question, a doubtful customer."""
    main_scene(window)
    window.do("import")
    sheet: Any = window.rooms.sheet
    file = window.rooms.desk.store.path.parent / "浦东点 2 月登记表.csv"
    file.write_text(REGISTER, encoding="utf-8")
    sheet.file.edit.setText(str(file))
    columns: dict[str | int, str] = {"登记": "called_at", "单位": "customer_name", "来电": "phone", "现象": "fault", "师傅": "technician"}
    sheet.show_plan(read_in(window.rooms.desk, "phone_register", file, Means(columns)))


def returned_scene(window: MainWindow) -> None:
    """A repair report came back as a file: printed, returned, present."""
    main_scene(window)
    desk, job_id = window.rooms.desk, job_of(window, "华彩")
    file = desk.store.path.parent / "华彩 维修报告书.xlsx"
    papers.hand_out(desk, "repair_report", job_id, lambda works: file.write_bytes(works[0]))
    book = load_workbook(file)
    told = {"completed_at": "2026-03-02 10:40", "cause": "打印头堵塞", "method": "清洗打印头，校色", "fee_other": 12, "contact": "罗敏",
            "arrived_at": "2026-03-02 09:05", "opinion": "很快"}  # fmt: skip
    for name, value in told.items():
        [(sheet_name, place)] = list(book.defined_names[name].destinations)
        book[sheet_name][place.replace("$", "").split(":")[0]].value = value
    book.save(file)
    window.do("import")
    sheet: Any = window.rooms.sheet
    sheet.file.edit.setText(str(file))
    sheet.show_plan(read_form(desk, file))
    sheet.found.changes.setFocus()


def known_scene(window: MainWindow) -> None:
    """A list about customers who stand here: what it says otherwise."""
    main_scene(window)
    desk = window.rooms.desk
    file = desk.store.path.parent / "客户表 2 月.csv"
    file.write_text("客户编号,客户名称,联系人,电话,地址\n" + "\n".join(KNOWN), encoding="utf-8")
    for code, name, contact, number, place in HERE:
        desk.do(AddCustomer(code=code, name=NameText(name), contact=NameText(contact), phones=(PhoneText(number),), address=AddressText(place)))
    window.do("import")
    sheet: Any = window.rooms.sheet
    sheet.file.edit.setText(str(file))
    sheet.show_plan(read_in(desk, "customers_machines", file))
    sheet.found.changes.setFocus()


HERE = (("S201", "东篱茶业", "彭刚", "13800011001", "浦东南路 1001 号"), ("S202", "百川货运", "赵敏", "58763321", "沪南路 88 号"))
KNOWN = ("S201,东篱茶叶行,罗敏,138****1001,张江路 9 号", "S202,百川货运,赵敏,13900022002,沪南路 88 号", "S203,新厂,王五,13900000002,金桥路 5 号")


def whose_scene(window: MainWindow) -> None:
    """Whose call was it? The candidates with their reasons."""
    list_scene(window)
    sheet: Any = window.rooms.sheet
    sheet.columns.answered.emit("called_at", "mdy")
    while sheet.busy:
        pictures.settle()
    sheet.found.table.setFocus()
    sheet.found.next_open()
