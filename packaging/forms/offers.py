"""报价单 and 维修凭证: what it will cost, and the receipt for a machine that the customer sends in."""

from choices import CALL_US, PAYMENT, WARRANTY
from page import Page

LINES = [
    (11, "seq", "序号", "count", {"h": "center"}),
    (25, "line_code", "编码", "text", {"h": "center"}),
    (0, "line_name", "项目名称", "text", {"indent": 1}),
    (15, "line_quantity", "数量", "count", {"h": "center"}),
    (25, "line_price", "单价", "money", {}),
    (35, "line_amount", "金额", "money", {}),
]
MONEY = {"form": "money"}


def quotation():
    f = Page("quotation", "报价单", row=8.2)
    f.head("job_number", "派工单号", side=60)
    f.customer()
    with f.group("机器"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("bought_on", "购机日期"))
        f.three(
            ("warranty", "保修情况", {"options": WARRANTY}),
            ("warranty_until", "保修截止"),
            ("counter", "计数读数"),
        )
        f.one("fault", "故障现象", 2)
    s, _first, r = f.table("row_line", f.columns(LINES, 7.0, size=10), 8.2, 8)
    f.section(s, r, "报价项目")
    with f.group("金额"):
        f.three(
            ("fee_sum", "项目小计", MONEY),
            ("fee_discount", "优惠减免", MONEY),
            ("fee_total", "应收合计", MONEY | {"bold": True}),
        )
        f.halves(("fee_words", "金额大写"), ("payment", "付款方式", {"options": PAYMENT}))
    with f.group("说明"):
        f.halves(("valid_until", "报价有效"), ("repair_days", "预计工期"))
        f.one("remark", "报价说明", 2)
    with f.group("客户"):
        f.halves(
            ("answer", "客户意见", {"options": ("同意", "不同意", "再考虑")}), ("answered_by", "答复人")
        )
        f.one("answer_words", "客户原话", 2)
    f.signs(("quoted_by", "报价人"), ("approved_by", "审核人"), ("customer_sign", "客户签字\n（盖章）"))
    f.foot(
        [CALL_US, "以上金额含税，不含第三方费用；费用如有变化，须先征得客户同意。客户同意后方开始维修。"]
    )
    return f


CONSENT = (
    "检测较复杂，如需改期或费用超出预计，须先电话征得本人同意；数据由客户自行备份，维修不承诺保留。"
    "本人确认以上机器、附件与外观属实。"
)
ACCESSORIES = ("电源线", "数据线", "适配器", "硒鼓墨盒", "纸盒", "硬盘", "其他_")


def voucher():
    f = Page(
        "send_in_voucher",
        "维修凭证",
        "241x140",
        plies="一联存根　·　二联随机　·　三联客户",
        row=7.14,
        label=22,
        last=35.5,
    )
    f.head("job_number", "派工单号", side=60, title_mm=7.9)
    with f.group("客户"):
        f.two(("customer_name", "客户名称"), ("phone", "联系电话"))
        f.two(("address", "联系地址"), ("contact", "送修人"))
    with f.group("机器"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("bought_on", "购机日期"))
        f.three(
            ("warranty", "保修情况", {"options": WARRANTY}),
            ("counter", "计数读数"),
            ("backup", "数据备份", {"options": ("已备份", "不需")}),
        )
        f.one("accessories", "随机附件", options=ACCESSORIES)
        f.one("appearance", "外观状况", options=("完好", "划痕", "破损", "缺件", "说明_"))
        f.one("fault", "故障现象")
    with f.group("约定"):
        f.three(("received_at", "收机时间"), ("due_on", "约定归还"), ("quoted", "预计费用"))
        r = f.row(10.06)
        f.text(7, f.w - 7, r, CONSENT, wrap=True, size=9, indent=1)
        f.three(("customer_sign", "客户签字"), ("consent_date", "签字日期"), ("receiver", "收机人"), mm=9.0)
    with f.group("取机"):
        f.two(
            ("return_way", "取回方式", {"options": ("自取", "送回", "快递_")}),
            ("returned_at", "取机时间"),
        )
        f.three(("return_sign", "客户签收"), ("paid", "实收费用"), ("returner", "交机人"), mm=9.0)
    f.foot(
        [
            CALL_US,
            "送修、取机请出示本凭证；维修进度可随时来电查询。通知取机满 30 天未取，按约定收取保管费。",
        ],
        gap=1.06,
    )
    return f
