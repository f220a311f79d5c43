"""拖机凭证: the receipt that stays with the customer while his machine is in the workshop."""

from choices import CALL_US
from layout import Form

CONSENT = (
    "本人同意将上述机器带回公司检修。检测较复杂，如需改期或费用超出预计，须先电话征得本人同意；"
    "数据由客户自行备份，维修不承诺保留。"
)


def make(paper="241x140"):
    whole = paper == "241x279"  # the undivided sheet: the same lines with more room for the pen
    plies = "一联存根　·　二联随机　·　三联客户"
    f = Form("pickup_slip", "拖机凭证", paper, plies=plies, row=15.9 if whole else 7.14)
    lw, b = 22, 35.5
    a = f.w - 7 - 3 * lw - 2 * b
    long, rest = a + lw + b, f.w - 7 - lw
    f.head("job_number", "派工单号", side=60, title_mm=7.9)
    s = r = f.row()
    f.pairs(r, [(lw, long, "customer_name", "客户名称"), (lw, b, "phone", "联系电话")])
    r = f.row()
    f.pairs(r, [(lw, long, "address", "取机地址"), (lw, b, "contact", "联系人员")])
    f.section(s, r, "客户")
    s = r = f.row()
    f.pairs(r, [(lw, a, "model", "机器型号"), (lw, b, "serial", "机身编号"), (lw, b, "counter", "计数读数")])
    r = f.row()
    accessories = ("电源线", "数据线", "适配器", "硒鼓墨盒", "纸盒", "硬盘", "其他_")
    f.pairs(r, [(lw, rest, "accessories", "随机附件", {"options": accessories})])
    r = f.row()
    f.pairs(r, [(lw, rest, "appearance", "外观状况", {"options": ("完好", "划痕", "破损", "缺件", "说明_")})])
    r = f.row()
    f.pairs(
        r,
        [
            (lw, a, "backup", "数据备份", {"options": ("已备份", "无数据", "未备份")}),
            (lw, b + lw + b, "loaner", "备用机器", {"options": ("不需要", "已提供_")}),
        ],
    )
    _, r = f.block(3 if whole else 1, "故障现象", "fault", lw)
    f.section(s, r, "机器")
    s = r = f.row()
    f.pairs(
        r, [(lw, a, "taken_at", "拖机时间"), (lw, b, "due_on", "约定归还"), (lw, b, "quoted", "预计费用")]
    )
    r = f.row(12.7 if whole else 10.06)
    f.text(7, f.w - 7, r, CONSENT, wrap=True, size=9, indent=1)
    r = f.row(16.9 if whole else 9.0)
    f.pairs(
        r,
        [
            (lw, a, "consent_sign", "客户签字"),
            (lw, b, "consent_date", "签字日期"),
            (lw, b, "technician", "取机人"),
        ],
    )
    f.section(s, r, "约定")
    s = r = f.row()
    checks = ("正常", "附件齐全", "备用机收回", "异议_")
    f.pairs(
        r,
        [
            (lw, a, "returned_at", "归还时间"),
            (lw, b + lw + b, "return_check", "试机验收", {"options": checks}),
        ],
    )
    r = f.row(16.9 if whole else 9.0)
    f.pairs(
        r, [(lw, a, "return_sign", "客户签收"), (lw, b, "paid", "实收费用"), (lw, b, "returner", "送机人")]
    )
    f.section(s, r, "归还")
    f.foot(
        [
            CALL_US,
            "请凭客户联取机；通知取机满 30 天未取，按约定收取保管费。归还并签收后，本凭证由公司收回归档。",
        ],
        gap=1.06,
    )
    return f
