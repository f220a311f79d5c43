"""The lists of one believable day on paper: calls, figures, technicians, open things, the log, the points."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
DAY = dt.date(2026, 3, 2)


def at(clock: str) -> dt.datetime:
    hour, minute = clock.split(":")
    return dt.datetime(2026, 3, 2, int(hour), int(minute), tzinfo=ZONE)


_CALLS = [
    (
        "08:31",
        "上海浦东新区世纪大道环球资产管理有限公司行政人事部",
        "欧阳文静",
        "139 0017 4420",
        "世纪大道 1600 号陆家嘴商务广场 B 座 2308 室",
        "佳能 iR-ADV C5560Ⅲ",
        "WXF08421973",
        "合同",
        "定影出口卡纸 J020101，双面频繁，下午要印标书",
        "派 009",
        at("10:30"),
        "李强",
        "03-03 满意",
    ),
    (
        "08:47",
        "长宁区仙霞路街道办事处",
        "沈国强",
        "021-6259 3301",
        "仙霞路 700 弄 5 号 2 楼",
        "理光 MP 2555SP",
        "G717M1200",
        "保外",
        "传真发不出，能收",
        "电 已解决",
        None,
        None,
        "10:50 正常",
    ),
    (
        "09:02",
        "苏州工业园区华东精密光电科技股份有限公司第二制造部设备科",
        "慕容晓峰",
        "0512-6288 7741",
        "星湖街 328 号创意产业园 11 栋 4 层东侧文印室",
        "理光 MP C6004exSP",
        "C747R930158",
        "保外",
        "开机报 SC672，现场更换数据线无效",
        "派 014",
        at("14:30"),
        "赵志刚",
        None,
    ),
    (
        "09:15",
        "王先生（个人）",
        "王建国",
        "138 1602 7783",
        "徐汇区田林路 140 弄 3 号楼 1102 室",
        "联想 M7605D",
        "E75B2910",
        "保内",
        "打印有竖黑线",
        "派 015",
        at("16:00"),
        "孙小梅",
        None,
    ),
    (
        "09:20",
        "上海佳和律师事务所",
        "司马青",
        "186 2150 3398",
        "南京西路 1266 号恒隆广场 1 座 39 层",
        "施乐 C7835",
        None,
        "合同",
        "要求询问上月保养报告",
        "询",
        None,
        None,
        None,
    ),
]
_CALL = (
    "called_at",
    "customer_name",
    "contact",
    "phone",
    "address",
    "model",
    "serial",
    "warranty",
    "fault",
    "handling",
    "agreed_at",
    "technician",
    "follow_up",
)


def calls(count: int) -> list[dict[str, Any]]:
    """So many rows of a register, the same five callers again and again."""
    out = []
    for n in range(count):
        clock, *rest = _CALLS[n % len(_CALLS)]
        out.append({"seq": n + 1, **dict(zip(_CALL, [at(clock), *rest], strict=True))})
    return out


REGISTER: dict[str, Any] = {
    "register_on": DAY,
    "taken_by": "王丽（0021）",
    "calls_total": 5,
    "solved_by_phone": 1,
}
_FIGURES = {
    "calls": 47,
    "calls_phone": 11,
    "calls_jobs": 29,
    "calls_late": 1,
    "calls_repair": 36,
    "calls_question": 9,
    "calls_complaint": 2,
    "calls_back": 11,
    "jobs_before": 8,
    "jobs_new": 29,
    "jobs_done": 26,
    "jobs_open": 11,
    "jobs_in_4h": 24,
    "jobs_late": 2,
    "jobs_in_24h": 23,
    "jobs_again": 1,
    "jobs_parts": 4,
    "jobs_pickup": 3,
    "jobs_maintenance": 6,
    "jobs_missed": 1,
}
DAILY_REPORT: dict[str, Any] = {
    "report_on": DAY,
    **_FIGURES,
    "complaints": "1. 恒隆广场佳和律所：上周保养后仍有底灰，主管陈刚 11:20 致电道歉，约 3 日下午复查。\n"
    "2. 华东精密：到场迟 35 分钟，已说明并致歉，客户接受。",
    "follow_up": "昨日 24 单，回访 24，满意 22，一般 1，未接 1。",
    "paper_back": "应收回 26 份，收回 24 份；缺 BG260302-0031（孙小梅）、0040（赵志刚）。",
    "remarks": "电话线路 14:05–14:12 中断，期间来电转手机接听，已补登 2 条。",
    "reporter": "王丽（0021）",
}
_T = (
    "tech_code",
    "tech_name",
    "tech_shift",
    "tech_jobs",
    "tech_done",
    "tech_late",
    "tech_points",
    "tech_note",
)
TECHNICIANS = [
    dict(zip(_T, t, strict=True))
    for t in (
        ("1007", "李强", "出勤", 6, 5, 0, 8.5, None),
        ("1012", "赵志刚", "出勤", 4, 3, 1, 6.0, "苏州往返，迟到 35 分"),
        ("1018", "阿不都热西提·买买提", "出勤", 5, 4, 0, 7.0, "新机两台"),
        ("1021", "周建华", "培训", 0, 0, 0, 0, "厂家培训 3 日"),
    )
]
_O = ("open_number", "open_customer", "open_reason", "open_next", "open_by")
OPEN = [
    dict(zip(_O, t, strict=True))
    for t in (
        ("WX260302-014", "华东精密光电 / MP C6004exSP", "拖回检修，待主板", "03-09 前", "赵志刚"),
        ("WX260302-021", "仙霞路街道办 / MP 2555SP", "待件：进纸离合器", "03-04 10:00", "李强"),
    )
]
_L = (
    "seq",
    "number_job",
    "customer_name",
    "model",
    "fault",
    "technician",
    "dispatched_at",
    "arrived_at",
    "completed_at",
    "minutes",
    "result",
    "fee_parts",
    "fee_labour",
    "fee_total",
    "points",
)
LOG = [
    dict(zip(_L, t, strict=True))
    for t in (
        (
            1,
            "WX260302-009",
            "上海浦东环球资产管理有限公司行政人事部",
            "佳能 iR-ADV C5560Ⅲ",
            "卡纸；换分离爪、出纸轮",
            "李强",
            at("08:55"),
            at("10:24"),
            at("11:48"),
            84,
            "完",
            352,
            228,
            580,
            2.5,
        ),
        (
            2,
            "WX260302-014",
            "苏州工业园区华东精密光电科技股份有限公司",
            "理光 MP C6004exSP",
            "SC672 主板；拖回检修",
            "赵志刚",
            at("09:10"),
            at("15:05"),
            at("15:40"),
            35,
            "拖",
            0,
            160,
            160,
            1.0,
        ),
        (
            3,
            "WX260302-015",
            "王建国（个人）",
            "联想 M7605D",
            "竖黑线；换鼓组件（保内）",
            "孙小梅",
            at("09:22"),
            at("16:02"),
            at("16:35"),
            33,
            "完",
            0,
            0,
            0,
            1.5,
        ),
    )
]
_P = (
    "seq",
    "tech_code",
    "tech_name",
    "grade",
    "jobs",
    "returns",
    "points_hours",
    "points_value",
    "points_new",
    "points_hard",
    "points_bonus",
    "points_minus",
    "points_total",
    "points_standard",
    "points_over",
)
SCORES = [
    dict(zip(_P, t, strict=True))
    for t in (
        (1, "1007", "李强", "高级", 112, 2, 86.0, 31.5, 6.0, 28.0, 3.0, 2.0, 152.5, 120, 32.5),
        (2, "1012", "赵志刚", "中级", 87, 1, 66.5, 22.4, 2.0, 19.0, 1.0, 1.0, 109.9, 100, 9.9),
        (4, "1018", "阿不都热西提·买买提", "初级", 64, 3, 45.0, 12.6, 8.0, 9.0, 0, 4.5, 70.1, 80, -9.9),
    )
]
