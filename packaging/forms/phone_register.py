"""用户电话登记表: one line a call, in the order in which the words come over the line."""

from layout import WATCH_PHONE, Form

WRAP = {"wrap": True, "shrink": False}
MIDDLE = {"h": "center"}
COLUMNS = [
    (9, "seq", "序号", "count", MIDDLE),
    (12, "called_at", "来电\n时间", "clock", MIDDLE),
    (34, "customer_name", "客户名称", "text", WRAP),
    (14, "contact", "报修人", "text", WRAP),
    (25, "phone", "联系电话", "text", {}),
    (34, "address", "地址", "text", WRAP),
    (21, "model", "机型", "text", WRAP),
    (20, "serial", "机号", "text", {}),
    (10, "warranty", "保修", "text", MIDDLE),
    (0, "fault", "故障现象", "text", WRAP),
    (16, "handling", "处理\n结果", "text", WRAP),
    (12, "agreed_at", "约定\n时间", "clock", MIDDLE | WRAP),
    (13, "technician", "派给", "text", MIDDLE),
    (17, "follow_up", "回访", "text", MIDDLE | WRAP),
]


def make():
    f = Form("phone_register", "用户电话登记表", "A4L")
    f.left = 0
    f.head("register_on", "登记日期", side=70)
    top, _first, _last = f.table("row_call", f.columns(COLUMNS, size=9), 10.06, 13, head_mm=10.1, bold=True)
    f.title_rows = f"1:{top}"
    r = f.row(8.2)
    for x, w, lw, name, label, form in (
        (0, 69, 21, "taken_by", "接听登记", "text"),
        (69, 59, 25, "calls_total", "今日来电", "count"),
        (128, 51, 21, "solved_by_phone", "电话解决", "count"),
        (179, f.w - 179, 36, "checked_by", "主管审核", "text"),
    ):
        f.label(x, lw, r, label)
        f.value(x + lw, w - lw, r, name, label, form=form, h="left")
    f.foot(
        [
            f"铃响三声内接听；先问机型、机号、保修与故障，能电话解决的先指导，2 小时后回访确认。服务监督 {WATCH_PHONE}",
            "处理结果：电=电话解决　派=已派工　转=转技术主管　诉=投诉上报　询=咨询。客户资料保密，本表不得带离信息中心。",
        ]
    )
    return f
