"""工作日志 and 技术员积分表: lists with a total under every column that is summed."""

from layout import Form

MIDDLE = {"h": "center"}
WRAP = {"wrap": True, "shrink": False}
LOG = [
    (9, "seq", "序号", "count", MIDDLE),
    (24, "number_job", "单号", "text", MIDDLE),
    (0, "customer_name", "客户名称", "text", WRAP),
    (25, "model", "机型", "text", WRAP),
    (34, "fault", "故障与处理", "text", WRAP),
    (14, "technician", "技术员", "text", MIDDLE),
    (11.5, "dispatched_at", "派工", "clock", MIDDLE),
    (11.5, "arrived_at", "到达", "clock", MIDDLE),
    (11.5, "completed_at", "完工", "clock", MIDDLE),
    (12, "minutes", "用时\n（分）", "count", {}),
    (10, "result", "结果", "text", MIDDLE),
    (18, "fee_parts", "备件费", "money", {}),
    (18, "fee_labour", "人工费", "money", {}),
    (20, "fee_total", "合计", "money", {}),
    (12, "points", "积分", "points", {}),
]
POINTS = [
    (9, "seq", "序号", "count", MIDDLE),
    (15, "tech_code", "工号", "text", MIDDLE),
    (0, "tech_name", "姓名", "text", MIDDLE),
    (13, "grade", "级别", "text", MIDDLE),
    (14, "jobs", "完成\n件数", "count", {}),
    (14, "returns", "返修\n次数", "count", {}),
    (17, "points_hours", "工时分", "points", {}),
    (17, "points_value", "价值分", "points", {}),
    (17, "points_new", "新品分", "points", {}),
    (17, "points_hard", "难度分", "points", {}),
    (17, "points_bonus", "加分", "points", {}),
    (17, "points_minus", "扣分", "points", {}),
    (20, "points_total", "合计\n积分", "points", {}),
    (17, "points_standard", "标准\n积分", "points", {}),
    (17, "points_over", "超欠", "points", {}),
    (24, "signed", "本人签认", "text", {}),
]
PEN = "＿＿＿＿＿＿＿＿"


def log():
    f = Form("daily_log", "工作日志", "A4L")
    f.left = 0
    f.head("log_on", "日志日期", side=70)
    columns = f.columns(LOG, size=9)
    top, first, last = f.table("row_job", columns, 9.0, 15, head_mm=10.1, bold=True, size=9)
    f.title_rows = f"1:{top}"
    f.totals(columns, first, last, {"minutes", "fee_parts", "fee_labour", "fee_total", "points"}, "合　　计")
    f.foot(
        [
            f"每单一行，按派工先后；金额为实收。登记人：{PEN}　　审核：{PEN}　　日期：{PEN}",
            "结果：完=已解决　测=观察验证　再=再次上门　拖=拖机维修　件=待件　未=未解决　空=到访不遇　拒=拒修",
        ]
    )
    return f


def points():
    f = Form("points_sheet", "技术员积分表", "A4L")
    f.left = 0
    f.head("month", "核算月份", side=70)
    columns = f.columns(POINTS, size=10)
    top, first, last = f.table("row_technician", columns, 9.0, 15, head_mm=10.1, bold=True)
    f.title_rows = f"1:{top}"
    f.totals(
        columns,
        first,
        last,
        {c[1] for c in POINTS if c[1] in ("jobs", "returns") or c[1].startswith("points_")},
        "合　　计",
    )
    f.foot(
        [
            "合计积分 = 工时分 + 价值分 + 新品分 + 难度分 + 加分 − 扣分；积分计入审核当月。对积分有异议，请于公布后三日内向主管提出。",
            f"制表：{PEN}　　主管审核：{PEN}　　经理批准：{PEN}　　日期：{PEN}",
        ]
    )
    return f
