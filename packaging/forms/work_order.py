"""派工单: what the technician needs to go, and what the customer signs when he has been."""

from choices import CALL_US, NETWORK, RESULT, SERVICE, WARRANTY
from layout import Form
from page import Page

PLIES = "一联存根　·　二联派工　·　三联客户"


def make(paper="241x140"):
    wide, plies = paper == "241x140", "派工联" if paper == "A4" else PLIES
    f = Form("work_order", "派工单", paper, plies=plies, row=6.88 if wide else 8.86)
    lw, b = (20, 35) if paper == "A4" else (22, 35.5)
    a = f.w - 7 - 3 * lw - 2 * b
    long, rest = a + lw + b, f.w - 7 - lw
    f.head("dispatch_on", "派工日期", side=60, title_mm=7.9)

    s = r = f.row()
    f.pairs(r, [(lw, long, "customer_name", "客户名称"), (lw, b, "customer_code", "客户编号")])
    r = f.row()
    f.pairs(r, [(lw, rest, "address", "服务地址")])
    r = f.row()
    f.pairs(r, [(lw, a, "contact", "联系人员"), (lw, b, "phone", "联系电话"), (lw, b, "phone_2", "备用电话")])
    f.section(s, r, "客户")
    s = r = f.row()
    f.pairs(
        r, [(lw, a, "model", "机器型号"), (lw, b, "serial", "机身编号"), (lw, b, "counter_last", "上次计数")]
    )
    r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "warranty", "保修情况", {"options": WARRANTY}),
            (lw, b, "bought_on", "购机日期"),
            (lw, b, "network", "网络环境", {"options": NETWORK}),
        ],
    )
    f.section(s, r, "机器")
    s = r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "reported_at", "报修时间"),
            (lw, b, "agreed_at", "约定时间"),
            (lw, b, "dispatched_at", "派工时间"),
        ],
    )
    f.block(2 if wide else 3, "故障现象", "fault", lw)
    if not wide:
        r = f.row()
        f.pairs(
            r,
            [
                (lw, long, "service_type", "服务类别", {"options": SERVICE}),
                (lw, b, "priority", "紧急程度", {"options": ("常规", "加急")}),
            ],
        )
    r = f.row()
    f.pairs(r, [(lw, long, "bring", "应带备件"), (lw, b, "quoted", "约定费用")])
    if not wide:
        r = f.row()
        f.pairs(r, [(lw, rest, "remark", "注意事项")])
    f.section(s, r, "报修")
    s = r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "arrived_at", "到达时间"),
            (lw, b, "completed_at", "完工时间"),
            (lw, b, "counter", "本次计数"),
        ],
    )
    if wide:
        f.block(1, "处理方法", "method", lw)
    else:
        f.block(3, "故障原因", "cause", lw)
        f.block(3, "处理方法", "method", lw)
        r, r2 = f.block(2, "更换备件", "parts", lw, w=lw + long)
        f.label(7 + lw + long, lw, r, "实收费用", r2)
        f.value(7 + 2 * lw + long, b, r, "charged", "实收费用", r2, wrap=False, v="center", form="money")
        r = f.row()
        f.pairs(r, [(lw, rest, "left_over", "遗留问题")])
    r = f.row()
    f.pairs(r, [(lw, rest, "result", "处理结果", {"options": RESULT})])
    f.section(s, r, "现场")
    r = f.row(11.1 if wide else 14)
    f.label(0, 7 + lw, r, "派工员")
    f.value(7 + lw, a, r, "dispatcher", "派工员")
    f.pairs(r, [(lw, b, "technician", "技术员"), (lw, b, "customer_sign", "客户签字")], x=7 + lw + a)
    f.foot(
        [CALL_US, "请在技术员离开前核对以上内容后签字；客户联请妥善保存，凭本单查询进度、享受修后保修。"],
        gap=1.06 if wide else 2,
    )
    return f


def short():
    """For continuous paper torn in three: only what takes him there and brings the signature back."""
    f = Page("work_order", "派工单", "241x93", plies="存根·派工·客户", row=5.82, label=22, last=35.5)
    f.head("dispatch_on", "派工日期", side=60, title_mm=7.9)
    with f.group("客户"):
        f.two(("customer_name", "客户名称"), ("phone", "联系电话"))
        f.two(("address", "服务地址"), ("contact", "联系人员"))
    with f.group("报修"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("warranty", "保修情况", {"options": WARRANTY, "size": 9}))
        f.three(("agreed_at", "约定时间"), ("reported_at", "报修时间"), ("quoted", "约定费用"))
        f.one("fault", "故障现象", 2)
        f.one("bring", "应带备件")
    r = f.row()
    f.label(0, 7 + f.lw, r, "处理结果")
    f.value(7 + f.lw, f.rest, r, "result", "处理结果", options=RESULT)
    f.signs(("dispatcher", "派工员"), ("technician", "技术员"), ("customer_sign", "客户签字"), mm=8.47)
    f.foot([CALL_US, "请在技术员离开前核对以上内容后签字；客户联请妥善保存，凭本单查询进度、享受修后保修。"], gap=1.06, line_mm=4.24)
    return f
