"""What each picture of the window shows: one small function a screen, done to a furnished window."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from dispatch_console import words
from dispatch_console.commands.attachments import AttachFile
from dispatch_console.commands.contracts import SaveContract
from dispatch_console.commands.loans import LendTool, SaveTool
from dispatch_console.commands.papers import TypeReport
from dispatch_console.commands.people import SaveStaffRecord
from dispatch_console.commands.points import AskPoints, AuditReport
from dispatch_console.commands.roster import PlannedDay, PlanWeek
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.masked import PathText
from dispatch_console.queries.board import Board
from dispatch_console.queries.customers import ContractRecords
from dispatch_console.queries.office import People
from dispatch_console.queries.points import ReportsToAudit
from dispatch_console.queries.staff import StaffFile
from dispatch_console.queries.weeks import RosterWeek
from dispatch_console.ui import pictures
from dispatch_console.ui.crash import CrashSheet
from dispatch_console.ui.import_scenes import (
    columns_scene,
    import_scene,
    known_scene,
    list_scene,
    preview_scene,
    returned_scene,
    whose_scene,
    worksheets_scene,
)
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.scene_parts import job_of, main_scene

CONTRACT = SaveContract(
    customer_id=1, number="HT2026-017", name="全保服务合同", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31), visits=12,
    part_off_percent=20, labour_off_percent=100, visit_off_percent=100, policy="contract_24h", covers=("W9141200317",), note="每季保养一次",
)  # fmt: skip


def find_scene(window: MainWindow) -> None:
    """Find and commands."""
    main_scene(window)
    window.run("find")
    window.rooms.palette.input.setText("pg" if words.language() == "zh_CN" else "d")
    window.rooms.palette.search()


def call_in_scene(window: MainWindow) -> None:
    """A technician calls in."""
    main_scene(window)
    window.run("call_in")
    window.rooms.roster.line.field.edit.setText("lq w -5")


def form_scene(window: MainWindow) -> None:
    """An action asks what it needs."""
    main_scene(window)
    window.run("not_done")


def refusal_scene(window: MainWindow) -> None:
    """A refusal, with its ways out."""
    window.rooms.show_job(job_of(window, "明德"))
    window.run("done")


def filter_scene(window: MainWindow) -> None:
    """A filter without a result."""
    main_scene(window)
    window.rooms.board.filter.setText("zzz")


def closed_scene(window: MainWindow) -> None:
    """The jobs that have ended."""
    main_scene(window)
    window.run("closed_jobs")


def timeline_scene(window: MainWindow) -> None:
    """The day as a timeline."""
    main_scene(window)
    window.run("timeline")


def ringing_scene(window: MainWindow) -> None:
    """A known caller rings."""
    main_scene(window)
    window.rooms.ring("13900174101")


def call_scene(window: MainWindow) -> None:
    """A call being written down."""
    main_scene(window)
    window.rooms.intake.new_call("13900174106")


def sheet_scene(action_id: str, name: str) -> pictures.Scene:
    """A larger task of a job, as a sheet."""

    def scene(window: MainWindow) -> None:
        window.rooms.show_job(job_of(window, name))
        window.do(action_id)

    return scene


def figures_scene(window: MainWindow) -> None:
    """The statistics of the month before, counted."""
    window.run("figures")
    sheet = window.rooms.sheet
    sheet.turn(-1)
    while sheet.busy:
        pictures.settle()
    pictures.settle()


def figure_tables_scene(window: MainWindow) -> None:
    """The same as tables."""
    figures_scene(window)
    window.rooms.sheet.other_look()


def figures_paper_scene(window: MainWindow) -> None:
    """Their lists as they will come out."""
    figure_tables_scene(window)
    _papers(window)


def day_papers_scene(window: MainWindow) -> None:
    """The papers of the day before it is closed."""
    window.run("close_day")
    _papers(window)


def _papers(window: MainWindow) -> None:
    window.rooms.sheet.print_out()
    sheet = window.rooms.sheet
    while sheet.busy:
        pictures.settle()
    pictures.settle()


def keys_scene(window: MainWindow) -> None:
    """The key card over an open job."""
    main_scene(window)
    window.run("key_card")


def crash_scene(window: MainWindow) -> None:
    """What is shown when the program itself is wrong."""
    window.rooms.open_sheet(CrashSheet("Dispatch Console\nZeroDivisionError\n  File …"))


def hidden_scene(window: MainWindow) -> None:
    """Visitors look on."""
    main_scene(window)
    window.run("hide_customers")


def records_scene(table: str) -> pictures.Scene:
    """A list of records, its first row open."""

    def scene(window: MainWindow) -> None:
        if table == "contracts" and not window.rooms.bridge.ask(ContractRecords()):
            window.rooms.bridge.do(CONTRACT, lambda _no: None)
        window.run("upkeep")
        sheet: Any = window.rooms.sheet
        sheet.show_table(next(n for n, t in enumerate(sheet.tables) if t.id == table))
        if table == "contracts":
            sheet.search.edit.clear()
            sheet._find("")

    return scene


def name_scene(window: MainWindow) -> None:
    """Who is at the desk?"""
    main_scene(window)
    window.rooms.ask_name()


def check_scene(window: MainWindow) -> None:
    """The file was looked at."""
    window.run("check_file")
    sheet: Any = window.rooms.sheet
    while sheet.found is None and not sheet.trouble:
        pictures.settle()


def conflict_scene(window: MainWindow) -> None:
    """The man is elsewhere at that time: not done, and the ways out."""
    window.rooms.open_work("dispatch", job_of(window, "明德"))
    sheet: Any = window.rooms.sheet
    sheet.when.setFocus()
    sheet.when.edit.setText("1140")
    sheet.when.edited.emit("1140")
    busy = next((c for c in sheet.rows if c.overlap is not None and c.why_not is None), None)
    if busy is not None:
        sheet.people.select_key(busy.id)
    sheet.save()


def filter_calls_scene(window: MainWindow) -> None:
    """The call log narrowed."""
    main_scene(window)
    window.rooms.calls.list.setFocus()
    window.run("filter")
    window.rooms.calls.log.filter.edit.setText("恒达")


def filter_people_scene(window: MainWindow) -> None:
    """The technicians narrowed."""
    main_scene(window)
    window.rooms.roster.list.setFocus()
    window.run("filter")
    window.rooms.roster.lines.filter.edit.setText("空闲" if words.language() == "zh_CN" else "Free")


def unclear_scene(window: MainWindow) -> None:
    """A call-in that is not understood yet."""
    main_scene(window)
    window.run("call_in")
    window.rooms.roster.line.field.edit.setText("lq")


def new_caller_scene(window: MainWindow) -> None:
    """An unknown number is written down."""
    main_scene(window)
    window.rooms.intake.new_call("02154327700")


def _photo(sky: str, ground: str) -> bytes:
    """A picture as a technician might send it."""
    image = QImage(1200, 900, QImage.Format.Format_RGB32)
    image.fill(QColor(sky))
    painter = QPainter(image)
    painter.fillRect(0, 520, 1200, 380, QColor(ground))
    for n in range(9):
        painter.fillRect(120 + n * 110, 240 + n % 3 * 40, 70, 420 - n % 3 * 60, QColor(ground).lighter(90 + n * 12))
    painter.end()
    store = QByteArray()
    out = QBuffer(store)
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "JPEG")  # type: ignore[call-overload]
    return bytes(store.data())


def files_on(window: MainWindow, name: str) -> int:
    """A job with two pictures, a video, a paper and a damaged picture; what hangs there already stays."""
    job, do = job_of(window, name), window.rooms.bridge.do
    files = (
        ("定影器漏粉.jpg", _photo("#C9D6E2", "#3E5C76")), ("故障码 SC542.jpg", _photo("#2B2F36", "#B5652B")),
        ("卡纸过程.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(9_400_000)), ("质量故障函.pdf", b"%PDF-1.7 " + bytes(310_000)),
        ("传坏的照片.jpg", b"\xff\xd8\xff" + bytes(52_000)),
    )  # fmt: skip
    for called, content in reversed(files):
        do(AttachFile(path=PathText(called), content=content, job_id=job), lambda _no: None)
    window.rooms.show_job(job)
    strip = window.rooms.card.files
    while any(r.picture and r.thumbnail is None for r in strip.rows):
        pictures.settle()
    return job


def files_scene(window: MainWindow) -> None:
    """The files of a job on its card, one of them under the cursor; the scanner has something new."""
    files_on(window, "沪南")
    window.run("files")
    window.rooms.telling.offer(2, False)


def file_scene(name: str) -> pictures.Scene:
    """A file in front."""

    def scene(window: MainWindow) -> None:
        files_on(window, "沪南")
        strip, wait = window.rooms.card.files, pictures.settle
        row = next(r for r in strip.rows if r.name == name)
        window.rooms.attaching.open_file(row.id)
        sheet: Any = window.rooms.sheet
        while sheet.picked.picture and sheet.image is None and not sheet._unseen:
            wait()

    return scene


def hidden_call_scene(window: MainWindow) -> None:
    """Visitors look on while a call is half typed."""
    call_scene(window)
    window.run("hide_customers")


def roster_scene(window: MainWindow) -> None:
    """A planned week with two cells typed and not saved."""
    desk = window.rooms.desk
    rows = desk.ask(RosterWeek(from_day=desk.today()))
    special = {("王建平", 1): ("straight", ""), ("王建平", 5): ("on_duty", ""), ("孙立", 2): ("training", "理光学校"), ("孙立", 3): ("training", "理光学校"),
               ("周敏", 3): ("leave", ""), ("周敏", 4): ("leave", ""), ("赵海涛", 2): ("out_of_town", "嘉兴"), ("吴刚", 0): ("sick", "沈国栋准"),
               ("吴刚", 1): ("sick", "沈国栋准"), ("陈晓峰", 4): ("early", "")}  # fmt: skip
    days = []
    for row in rows:
        for n, cell in enumerate(row.days):
            kind, note = special.get((row.name, n), ("work" if cell.working_day else "rest", ""))
            if (row.name, n) != ("吴刚", 2):
                days.append(PlannedDay(person_id=row.person_id, on_day=cell.on_day, kind=kind, note=note))
    desk.do(PlanWeek(days=tuple(days)))
    if not desk.ask(StaffFile()):
        _staff_files(desk, {r.name: r.person_id for r in rows})
    window.run("roster")
    sheet = window.rooms.sheet
    sheet.grid.go(3, 2)
    sheet.grid.put([(3, 2)], "straight")
    sheet.grid.put([(5, 6)], "on_duty")


def people_scene(table: str, action_id: str = "people_records") -> pictures.Scene:
    """Staff files, loans, or the rules of the points."""

    def scene(window: MainWindow) -> None:
        desk = window.rooms.desk
        staff = {p.name: p.id for p in desk.ask(People())}
        if not desk.ask(StaffFile()):
            _staff_files(desk, staff)
        window.run(action_id)
        sheet = window.rooms.sheet
        while sheet.table.id != table:
            sheet.show_table(sheet.at + 1)

    return scene


def _staff_files(desk: Desk, staff: dict[str, int]) -> None:
    """A certificate, an exam, three things lent."""
    desk.do(SaveStaffRecord(person_id=staff["王建平"], kind="certificate", on_day=dt.date(2023, 3, 12), title="理光彩机认证 三级", number="RC-20230312",
                            valid_until=dt.date(2026, 3, 11)))  # fmt: skip
    desk.do(SaveStaffRecord(person_id=staff["李强"], kind="exam", on_day=dt.date(2026, 1, 16), title="数码复合机故障诊断", result="92"))
    for name, kind, fen in (("笔记本电脑", "tool", 450000), ("矿机工具箱", "kit", 180000), ("理光 MP C3004 维修手册", "document", 20000)):
        made = desk.do(SaveTool(name=name, kind=kind, value_fen=fen, contents=("红外测温仪", "卡尺", "塞尺", "扳手") if kind == "kit" else ())).result
        assert isinstance(made, dict)
        desk.do(LendTool(tool_id=made["tool_id"], person_id=staff["李强"], due_on=dt.date(2026, 2, 27) if kind == "document" else None))


def points_scene(window: MainWindow) -> None:
    """A month with audited work, a question open, and a rule tried."""
    desk = window.rooms.desk
    for n, job in enumerate(r for r in desk.ask(Board()) if str(r.status) == "work_done"):
        desk.do(TypeReport(job_id=job.id, method="换搓纸轮", price_code=("L-C03", "L-C05", "L-C02")[n % 3], fee_labour_fen=(10000, 18000, 0)[n % 3]))
    for row in desk.ask(ReportsToAudit()):
        desk.do(AuditReport(report_id=row.report_id))
    window.run("points")
    sheet = window.rooms.sheet
    people = [r for r in sheet.people.table.rows if r.total]
    if people:
        sheet.people.select_key(people[0].person_id)
        entry = sheet.ledger.table.rows[0]
        desk.do(AskPoints(entry_id=entry.id, question="工时为什么只算一小时？"))
    sheet.try_rule()
    sheet.what.values.edit.setText("repair=0.6 installation=1.0")
    sheet.what.reckon()


SCENES: dict[str, pictures.Scene] = {
    "main": main_scene, "find": find_scene, "call-in": call_in_scene, "form": form_scene, "refusal": refusal_scene,
    "no-result": filter_scene, "closed": closed_scene, "keys": keys_scene, "crash": crash_scene,
    "hidden": hidden_scene, "timeline": timeline_scene, "ringing": ringing_scene, "call": call_scene,
    "reassign": sheet_scene("dispatch", "恒达"), "quote": sheet_scene("quote", "沪南"),
    "report": sheet_scene("report", "百川"), "print": sheet_scene("print", "启明"), "import": import_scene,
    "records": records_scene("customers"), "records-people": records_scene("staff"), "records-contracts": records_scene("contracts"),
    **{f"records-{t}": records_scene(t) for t in ("promises", "policies", "settings", "calendars", "plans", "rules", "scripts", "prices", "twice")}, "name": name_scene, "check": check_scene,
    "import-preview": preview_scene, "import-columns": columns_scene, "import-worksheets": worksheets_scene, "import-known": known_scene, "import-whose": whose_scene, "import-form": returned_scene, "import-question": list_scene, "dispatch-conflict": conflict_scene, "filter-calls": filter_calls_scene,
    "filter-people": filter_people_scene, "call-in-unclear": unclear_scene, "new-caller": new_caller_scene,
    "hidden-call": hidden_call_scene, "zoom": main_scene, "zoom-call": call_scene, "zoom-dispatch": sheet_scene("dispatch", "恒达"),
    "zoom-report": sheet_scene("report", "百川"), "zoom-points": sheet_scene("points", "启明"),
    "files": files_scene, "zoom-files": files_scene, "file-picture": file_scene("定影器漏粉.jpg"), "file-video": file_scene("卡纸过程.mp4"),
    "file-damaged": file_scene("传坏的照片.jpg"), "file-none": sheet_scene("attach", "天元"),
    "roster": roster_scene, "handbook": lambda window: window.run("handbook"), "points-tried": points_scene, "records-surveys": records_scene("surveys"), "people-files": people_scene("staff_file"), "people-tools": people_scene("tools"),
    "point-rules": people_scene("point_rules", "point_rules"),
    **{name.replace("_", "-"): sheet_scene(name, "启明") for name in ("quality", "close_day", "points", "knowledge", "forms")},
    "figures": figures_scene, "figures-tables": figure_tables_scene, "figures-paper": figures_paper_scene, "day-papers": day_papers_scene,
}  # fmt: skip


CHANGING = ("import-known", "roster", "people-files", "people-tools", "point-rules", "points-tried")  # drawn on a desk of their own
ZOOMED = ("zoom", "zoom-call", "zoom-dispatch", "zoom-report", "zoom-points", "zoom-files")  # at 130 per cent
BARE: dict[str, pictures.Scene] = {"empty": lambda _window: None, "empty-name": lambda window: window.rooms.ask_name()}
BEFORE = {f"start-{step}": step for step in ("way", "busy", "code", "name")}  # the steps of the first start
