"""到访留言卡: left at the door after five minutes without an answer."""

from layout import HOTLINE, WATCH_PHONE, Form


def make():
    f = Form("visit_card", "到访留言卡", "A6L", row=7.67)
    f.left, lw = 0, 20
    a = f.w / 2 - lw
    f.head(side=44, number_mm=35, firm_side=30, title_mm=7.9, hotline=False)
    r = f.row(8.73)
    f.label(0, lw, r, "尊敬的")
    f.value(lw, a, r, "surname", "客户姓氏", size=12)
    f.text(lw + a, f.w - lw - a, r, "□先生　□女士：您好！", size=11, indent=1)
    r = f.row()
    f.text(0, f.w, r, "技术员按约到访，等候 5 分钟未能与您见面，深表歉意。", size=11, indent=1)
    r = f.row()
    f.pairs(r, [(lw, a, "arrived_at", "到访时间"), (lw, a, "left_at", "离开时间")])
    r = f.row()
    f.pairs(r, [(lw, a, "technician", "到访人"), (lw, a, "technician_phone", "联系电话")])
    r = f.row()
    f.pairs(r, [(lw, a, "model", "服务机器"), (lw, a, "job_number", "派工单号")])
    r = f.row(10.58)
    f.label(0, lw, r, "留言")
    f.value(lw, f.w - lw, r, "message", "留言", wrap=True, shrink=False, size=10)
    r = f.row(8.73)
    f.text(0, f.w, r, f"改约请拨服务热线 {HOTLINE}", size=14, bold=True, h="center")
    f.foot(
        [
            f"热线 7×24 小时，报单号即可；服务监督 {WATCH_PHONE}",
            "到访前已电话联系：□已接通　□无人接听　□号码不符",
        ],
        gap=1.06,
    )
    return f
