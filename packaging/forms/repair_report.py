"""维修报告书: the whole job on one page, from the call to the customer's opinion."""

from choices import CALL_US, GRADES, NETWORK, PAYMENT, RESULT, WARRANTY
from layout import Form

PARTS = [
    (57, "part_name", "备件名称及规格", "text", {"indent": 1}),
    (27.5, "part_old_serial", "旧件序列号", "text", {"indent": 1}),
    (27.5, "part_new_serial", "新件序列号", "text", {"indent": 1}),
    (12, "part_quantity", "数量", "count", {"h": "center"}),
    (20, "part_price", "单价", "money", {}),
    (0, "part_amount", "金额", "money", {}),
]


def make():
    f = Form("repair_report", "维修报告书", "A4", plies="存根联", row=7.14)
    lw, b = 20, 35
    a = f.w - 7 - 3 * lw - 2 * b
    long, rest = a + lw + b, f.w - 7 - lw
    left, middle = a + lw, 7 + a + 2 * lw  # the page's second division: rows of two
    right = f.w - middle - lw
    f.head("job_number", "派工单号", side=60)
    s = r = f.row()
    f.pairs(r, [(lw, long, "customer_name", "客户名称"), (lw, b, "customer_code", "客户编号")])
    r = f.row()
    f.pairs(r, [(lw, long, "address", "服务地址"), (lw, b, "department", "部门位置")])
    r = f.row()
    f.pairs(r, [(lw, a, "contact", "联系人员"), (lw, b, "phone", "联系电话"), (lw, b, "phone_2", "备用电话")])
    f.section(s, r, "客户")
    s = r = f.row()
    f.pairs(
        r, [(lw, a, "model", "机器型号"), (lw, b, "serial", "机身编号"), (lw, b, "bought_on", "购机日期")]
    )
    r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "warranty", "保修情况", {"options": WARRANTY}),
            (lw, b, "warranty_until", "保修截止"),
            (lw, b, "counter", "计数读数"),
        ],
    )
    r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "network", "网络环境", {"options": NETWORK}),
            (lw, b, "backup", "数据备份", {"options": ("已备份", "不需")}),
            (lw, b, "formatting", "可否格式化", {"options": ("可", "否")}),
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
    r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "arrived_at", "到达时间"),
            (lw, b, "completed_at", "完工时间"),
            (lw, b, "labour", "工作用时"),
        ],
    )
    _, r = f.block(2, "故障现象", "fault", lw)
    f.section(s, r, "报修")
    s, r = f.block(2, "故障原因", "cause", lw)
    f.block(3, "处理过程\n及方法", "method", lw)
    r = f.row()
    f.pairs(r, [(lw, rest, "result", "处理结果", {"options": RESULT})])
    f.section(s, r, "处理")
    s, _first, r = f.table("row_part", f.columns(PARTS, 7.0, size=10), 7.14, 4)
    f.section(s, r, "备件")
    m = {"form": "money"}
    s = r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "fee_visit", "上门费", m),
            (lw, b, "fee_labour", "检测维修费", m),
            (lw, b, "fee_parts", "备件费", m),
        ],
    )
    r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "fee_other", "其他费用", m),
            (lw, b, "fee_discount", "优惠减免", m),
            (lw, b, "fee_total", "应收合计", m | {"bold": True}),
        ],
    )
    r = f.row()
    f.pairs(
        r, [(lw, left, "fee_words", "金额大写"), (lw, right, "payment", "付款方式", {"options": PAYMENT})]
    )
    f.section(s, r, "费用")
    s, r = f.block(2, "遗留问题", "left_over", lw, w=lw + left)
    f.block(2, "使用建议", "advice", lw, x=middle, r=s)
    f.section(s, r, "其他")
    g = {"options": GRADES, "size": 9.5}
    s = r = f.row()
    f.pairs(r, [(lw, left, "rate_timely", "服务及时", g), (lw, right, "rate_skill", "技术水平", g)])
    r = f.row()
    f.pairs(r, [(lw, left, "rate_attitude", "服务态度", g), (lw, right, "rate_charge", "收费合理", g)])
    r = f.row()
    checks = ("已当面试机", "已说明原因", "旧件已交还", "现场已清理", "副本已留存")
    f.pairs(r, [(lw, rest, "checks", "现场确认", {"options": checks})])
    _, r = f.block(2, "意见建议", "opinion", lw)
    f.section(s, r, "客户填写")
    r = f.row(12.7)
    for x, wide, w, name, label in (
        (0, 7 + lw, left, "technician", "技术员签字"),
        (middle, lw, right, "customer_sign", "客户签字\n（盖章）"),
    ):
        f.label(x, wide, r, label)
        f.value(x + wide, w - 29, r, name, label)
        f.text(x + wide + w - 29, 29, r, "年　　月　　日", h="center")
    f.foot(
        [
            CALL_US,
            "一式三联：存根联 · 派工联 · 客户联。修后同一故障保修 90 天，凭客户联办理；换下的旧件请客户确认去向。",
        ]
    )
    return f
