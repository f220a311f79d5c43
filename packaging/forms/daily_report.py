"""每日工作日报: the day of the information centre in figures, people and things left to do."""

from choices import CALL_US
from layout import Form

MIDDLE = {"h": "center"}
TECHNICIANS = [
    (13, "tech_code", "工号", "text", MIDDLE),
    (30.25, "tech_name", "技术员", "text", MIDDLE),
    (27, "tech_shift", "出勤", "text", MIDDLE),
    (16.25, "tech_jobs", "派工", "count", MIDDLE),
    (13.5, "tech_done", "完成", "count", MIDDLE),
    (13.5, "tech_late", "超时", "count", MIDDLE),
    (16.25, "tech_points", "积分", "points", MIDDLE),
    (0, "tech_note", "备注", "text", {"indent": 1}),
]
OPEN = [
    (27, "open_number", "单号", "text", MIDDLE),
    (59.5, "open_customer", "客户与机器", "text", {"indent": 1}),
    (0, "open_reason", "未完原因", "text", {"indent": 1}),
    (27, "open_next", "下次时间", "text", MIDDLE),
    (16.25, "open_by", "责任人", "text", MIDDLE),
]
CALLS = [
    [
        ("calls", "来电总数"),
        ("calls_phone", "电话解决"),
        ("calls_jobs", "转为派工"),
        ("calls_late", "三声未接"),
    ],
    [
        ("calls_repair", "报修"),
        ("calls_question", "咨询"),
        ("calls_complaint", "投诉"),
        ("calls_back", "2小时回访"),
    ],
]
JOBS = [
    [
        ("jobs_before", "昨日结转"),
        ("jobs_new", "今日新接"),
        ("jobs_done", "今日完成"),
        ("jobs_open", "结转明日"),
    ],
    [
        ("jobs_in_4h", "4小时内到场"),
        ("jobs_late", "超时到场"),
        ("jobs_in_24h", "24小时修复"),
        ("jobs_again", "返修"),
    ],
    [
        ("jobs_parts", "待件"),
        ("jobs_pickup", "拖机在厂"),
        ("jobs_maintenance", "保养完成"),
        ("jobs_missed", "到访不遇"),
    ],
]


def make():
    f = Form("daily_report", "每日工作日报", "A4", row=8.47)
    f.head("report_on", "日报日期", side=60)
    wide, lw = (f.w - 7) / 4, 22
    figure = {"form": "count", "h": "center", "indent": 0}
    for heading, lines in (("来电", CALLS), ("派工", JOBS)):
        rows = [f.row() for _ in lines]
        for r, cells in zip(rows, lines, strict=True):
            f.pairs(r, [(27, wide - 27, name, label, figure) for name, label in cells])
        f.section(rows[0], rows[-1], heading)
    s, _first, r = f.table("row_technician", f.columns(TECHNICIANS, 7.0, size=10), 7.94, 8)
    f.section(s, r, "技术员")
    s, _first, r = f.table("row_open", f.columns(OPEN, 7.0, size=10), 7.94, 6)
    f.section(s, r, "未完与移交")
    start = r + 1
    for label, name, rows in (
        ("投诉及处理", "complaints", 2),
        ("次日回访", "follow_up", 1),
        ("表单收回", "paper_back", 1),
        ("其他情况", "remarks", 2),
    ):
        _, r = f.block(rows, label, name, lw, size=10, wrap=True, shrink=False)
    f.section(start, r, "情况")
    r = f.row(12.7)
    f.label(0, 29, r, "填报人")
    f.value(29, 48.25, r, "reporter", "填报人")
    f.label(77.25, 29.75, r, "主管审核")
    f.value(107, 29.75, r, "checked_by", "主管审核")
    f.text(136.75, f.w - 136.75, r, "　　　年　　月　　日", h="center")
    f.foot(["数字由当日登记表、派工单汇总；不平的须在“其他情况”中说明。投诉当日上报主管，不过夜。", CALL_US])
    return f
