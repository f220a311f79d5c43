"""The office's own sheets: quality calls, maintenance of a month, attendance, tools lent, papers handed in."""

from choices import CALL_US
from layout import HOTLINE, Form
from page import Page

MIDDLE = {"h": "center"}
WRAP = {"wrap": True, "shrink": False}
PEN = "＿＿＿＿＿＿＿＿"
CALLS = [
    (9, "seq", "序号", "count", MIDDLE),
    (24, "number_job", "单号", "text", MIDDLE),
    (34, "customer_name", "客户名称", "text", WRAP),
    (16, "contact", "联系人", "text", WRAP),
    (25, "phone", "联系电话", "text", {}),
    (23, "model", "机型", "text", WRAP),
    (14, "technician", "技术员", "text", MIDDLE),
    (13, "completed_on", "完工", "text", MIDDLE),
    (13, "tried_at", "回访\n时间", "clock", MIDDLE),
    (11, "channel", "方式", "text", MIDDLE),
    (11, "running", "运行", "text", MIDDLE),
    (10, "rate_timely", "服务\n及时", "count", MIDDLE),
    (10, "rate_skill", "技术\n水平", "count", MIDDLE),
    (10, "rate_attitude", "服务\n态度", "count", MIDDLE),
    (10, "rate_charge", "收费\n合理", "count", MIDDLE),
    (0, "opinion", "意见与处理", "text", WRAP),
]


def quality_calls():
    f = Form("quality_call_sheet", "回访跟踪表", "A4L")
    f.left = 0
    f.head("calls_on", "回访日期", side=70)
    top, _first, _last = f.table("row_call", f.columns(CALLS, size=9), 10.06, 13, head_mm=10.1, bold=True)
    f.title_rows = f"1:{top}"
    r = f.row(8.2)
    for x, w, lw, name, label, form in (
        (0, 67, 33, "caller", "回访人", "text"),
        (67, 78, 41, "calls_due", "应回访", "count"),
        (145, 48, 26, "calls_done", "已回访", "count"),
        (193, f.w - 193, 40, "rate_percent", "满意率", "text"),
    ):
        f.label(x, lw, r, label)
        f.value(x + lw, w - lw, r, name, label, form=form, h="left")
    f.foot(
        [
            "评分：4=很满意　3=满意　2=一般　1=不满意；运行：好=正常　差=有问题。不满意的当日报主管并重新派工。",
            f"次日电话回访全部维修报告；备案抱怨用户不计入满意率，满意率不低于 90 %。审核：{PEN}",
        ]
    )
    return f


PLAN = [
    (9, "seq", "序号", "count", MIDDLE),
    (22, "plan_on", "计划日期", "date", MIDDLE),
    (40, "customer_name", "客户名称", "text", WRAP),
    (37, "address", "地址", "text", WRAP),
    (25, "phone", "联系电话", "text", {}),
    (27, "model", "机型", "text", WRAP),
    (22, "serial", "机号", "text", {}),
    (0, "plan_name", "保养内容", "text", WRAP),
    (15, "technician", "责任人", "text", MIDDLE),
    (19, "done_on", "完成日期", "text", MIDDLE),
    (25, "customer_sign", "客户签认", "text", MIDDLE),
]


def maintenance():
    f = Form("maintenance_plan", "保养计划", "A4L")
    f.left = 0
    f.head("month", "计划月份", side=70)
    top, _first, _last = f.table("row_plan", f.columns(PLAN, size=9), 10.06, 14, head_mm=9.0, bold=True)
    f.title_rows = f"1:{top}"
    f.foot(
        [
            f"保养按规程检查、清洁、调整、紧固并告知使用注意；改期须先与客户约定。服务热线 {HOTLINE}",
            f"制表：{PEN}　　主管审核：{PEN}　　日期：{PEN}",
        ]
    )
    return f


DAY_MM = 6.0
ATTENDANCE = [
    (9, "seq", "序号", "count", MIDDLE | {"size": 9}),
    (13, "tech_code", "工号", "text", MIDDLE | {"size": 9}),
    (18, "tech_name", "姓名", "text", MIDDLE),
    *((DAY_MM, f"day_{n}", str(n), "text", MIDDLE | {"size": 9}) for n in range(1, 32)),
    (9, "days_work", "出勤", "text", MIDDLE | {"size": 9}),
    (9, "days_leave", "请假", "text", MIDDLE | {"size": 9}),
    (9, "days_out", "市外", "text", MIDDLE | {"size": 9}),
    (9, "times_late", "迟到", "text", MIDDLE | {"size": 9}),
    (0, "signed", "签认", "text", MIDDLE | {"size": 9}),
]


def attendance():
    f = Form("attendance_sheet", "考勤表", "A4L")
    f.left = 0
    f.head("month", "考勤月份", side=70)
    top, _first, _last = f.table(
        "row_technician", f.columns(ATTENDANCE, size=9), 7.9, 18, head_mm=9.0, bold=True, size=9
    )
    f.title_rows = f"1:{top}"
    f.foot(
        [
            "记号：勤 出勤　假 请假　训 培训　外 市外　直 直接到户　迟 迟到　退 早退　休 休息　旷 旷工",
            f"制表：{PEN}　　主管审核：{PEN}　　经理批准：{PEN}　　日期：{PEN}",
        ]
    )
    return f


TOOLS = [
    (11, "seq", "序号", "count", MIDDLE),
    (0, "tool_name", "名称及规格", "text", {"indent": 1}),
    (28, "tool_number", "编号", "text", MIDDLE),
    (14, "tool_quantity", "数量", "count", MIDDLE),
    (27, "tool_state", "借出状况", "text", MIDDLE),
    (14, "tool_back", "归还", "count", MIDDLE),
    (35.5, "tool_back_state", "归还状况", "text", MIDDLE),
]


def tool_loan():
    f = Page(
        "tool_loan", "工具借用单", "241x140", plies="一联存根　·　二联借用人", row=7.67, label=22, last=35.5
    )
    f.head("job_number", "派工单号", side=60, title_mm=7.9)
    with f.group("借用"):
        f.three(("borrower", "借用人"), ("tech_code", "工号"), ("department", "部门"))
        f.three(("lent_at", "借出时间"), ("due_on", "约定归还"), ("lender", "经手人"))
    s, _first, r = f.table("row_tool", f.columns(TOOLS, 7.0, size=10), 7.67, 6)
    f.section(s, r, "工具资料")
    with f.group("归还"):
        f.two(
            ("return_check", "归还检查", {"options": ("完好", "正常损耗", "损坏", "缺少", "说明_")}),
            ("returned_at", "归还时间"),
        )
        f.two(("remark", "损坏原因"), ("charged", "赔偿金额", {"form": "money"}))
    f.signs(("borrower_sign", "借用人签字"), ("lender_sign", "经手人"), ("back_sign", "归还验收"), mm=9.0)
    f.foot(
        [
            "工具、资料应爱惜使用，借用资料保存完好，按期归还；丢失或损坏照价赔偿，正常损耗除外。",
            "贵重工具损坏须提交书面报告，说明原因。",
        ],
        gap=1.06,
    )
    return f


HAND_IN = [
    (11, "seq", "序号", "count", MIDDLE),
    (28, "paper_kind", "表单", "text", MIDDLE),
    (31, "paper_number", "表单编号", "text", MIDDLE),
    (28, "number_job", "派工单号", "text", MIDDLE),
    (0, "customer_name", "客户名称", "text", WRAP | {"indent": 1}),
    (22, "returned_on", "交回日期", "text", MIDDLE),
    (20, "paper_state", "完整情况", "text", MIDDLE),
]


def hand_in():
    f = Page("hand_in_list", "交单清单", row=8.2)
    f.left = 0
    f.head("handed_on", "交单日期", side=60)
    columns = f.columns(HAND_IN, size=9)
    top, _first, _last = f.table("row_paper", columns, 9.26, 20, head_mm=9.0, bold=True, size=10)
    f.title_rows = f"1:{top}"
    r = f.row(9.0)
    for x, lw, vw, name, label, form in (
        (0, 39, 31, "technician", "交单人", "text"),
        (70, 28, 40, "papers_total", "交回张数", "count"),
        (138, 22, 20, "papers_missing", "在外张数", "count"),
    ):
        f.label(x, lw, r, label)
        f.value(x + lw, vw, r, name, label, form=form, h="left")
    f.block(2, "说　　明", "remark", 39, x=0.0)
    r = f.row(12.7)
    for x, lw, w, name, label in ((0, 39, 59, "technician_sign", "交单人签字"), (98, 40, 42, "archive_sign", "档案签收")):
        f.label(x, lw, r, label)
        f.value(x + lw, w, r, name, label)
    f.foot([CALL_US, "派工单、维修报告书、凭证逐张核对签字与编号；缺失的写明原因。每月十日原始资料交档案管理。"])
    return f
