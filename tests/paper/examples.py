"""One believable day on paper: values for every form, as the desk would give them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dispatch_console.paper import fill_form
from tests.paper.lists import DAILY_REPORT, DAY, LOG, OPEN, REGISTER, SCORES, TECHNICIANS, at, calls
from tests.paper.more_examples import MORE_EXAMPLES

LONG_NAME = "上海浦东新区陆家嘴金融贸易区世纪大道环球资产管理有限公司行政人事部"
FAULT = (
    "复印及打印均卡纸，显示屏提示 J020101，卡在定影器出口处，每天约七八次；双面尤其频繁。"
    "前台已按电话指导清理搓纸轮，两小时后回访仍未解决。下午两点前要印投标文件。"
)
WORK_ORDER: dict[str, Any] = {
    "dispatch_on": DAY,
    "customer_name": LONG_NAME,
    "customer_code": "KH-003182",
    "address": "上海市浦东新区世纪大道 1600 号陆家嘴商务广场 B 座 23 层 2308 室（货梯在东侧，须登记）",
    "contact": "欧阳文静（前台）",
    "phone": "139 0017 4420",
    "phone_2": "021-6245 8837转801",
    "model": "佳能 iR-ADV C5560Ⅲ",
    "serial": "WXF08421973",
    "counter_last": "黑 184,302 彩 57,119",
    "warranty": "合同",
    "bought_on": dt.date(2023, 5, 18),
    "network": "有线",
    "reported_at": at("08:47"),
    "agreed_at": at("10:30"),
    "dispatched_at": at("08:55"),
    "fault": FAULT,
    "bring": "定影分离爪 FM1-D581 ×5、出纸轮 ×2、搓纸轮组件 ×1、清洁布",
    "quoted": "合同内免费",
    "dispatcher": "王丽（0021）",
    "technician": "李强（1007）",
}
WORK_ORDER_A4 = WORK_ORDER | {
    "service_type": "上门",
    "priority": "加急",
    "remark": "进门须换鞋套；机器旁有涉密文件柜，维修时须有人在场。",
    "arrived_at": at("10:24"),
    "completed_at": at("11:48"),
    "counter": "黑 184,366 彩 57,131",
    "cause": "定影出口分离爪磨损两只，出纸轮表面老化打滑，纸张在出口处翘起。",
    "method": "更换分离爪两只、出纸轮一对，清洁定影出口导板及传感器 PS35；试印单面 50 张、双面 50 张无卡纸，操作人员在场确认。",
    "parts": "分离爪 FM1-D581 ×2；出纸轮 FL0-2885 ×2",
    "charged": 0,
    "left_over": "搓纸轮已用 18 万张，建议下次保养更换。",
    "result": "已解决",
}
NOT_ON_A_THIRD = ("dispatched_at", "customer_code", "phone_2", "counter_last", "bought_on", "network")
WORK_ORDER_93 = {k: v for k, v in WORK_ORDER.items() if k not in NOT_ON_A_THIRD} | {"result": "已解决"}
REPAIR_REPORT: dict[str, Any] = {
    "job_number": "WX260302-009",
    "customer_name": LONG_NAME,
    "customer_code": "KH-003182",
    "address": "上海市浦东新区世纪大道 1600 号陆家嘴商务广场 B 座 23 层 2308 室",
    "department": "23 层文印室",
    "contact": "欧阳文静",
    "phone": "139 0017 4420",
    "phone_2": "021-6245 8837",
    "model": "佳能 iR-ADV C5560Ⅲ",
    "serial": "WXF08421973",
    "bought_on": dt.date(2023, 5, 18),
    "warranty": "保外",
    "warranty_until": dt.date(2024, 5, 17),
    "counter": "黑184,366 彩57,131",
    "network": "有线",
    "backup": "不需",
    "formatting": "否",
    "reported_at": at("08:47"),
    "agreed_at": at("10:30"),
    "dispatched_at": at("08:55"),
    "arrived_at": at("10:24"),
    "completed_at": at("11:48"),
    "labour": "1 时 24 分",
    "fault": "复印及打印均卡纸，提示 J020101，卡在定影器出口处，每天约七八次；双面尤其频繁。电话指导清理搓纸轮后两小时回访仍未解决。",
    "cause": "定影出口分离爪磨损两只，出纸轮表面老化打滑，纸张在出口处翘起；另有一处导板粘附墨粉结块。",
    "method": "拆定影出口单元，更换分离爪两只、出纸轮一对；清洁导板、传感器 PS35 及定影入口；执行定影压力检查，正常。"
    "试印单面 50 张、双面 50 张均无卡纸，操作人员在场确认，副本质量良好。",
    "result": "已解决",
    "fee_visit": 80,
    "fee_labour": 160,
    "fee_parts": 352,
    "fee_other": 0,
    "fee_discount": 12,
    "fee_total": 580,
    "fee_words": "人民币伍佰捌拾元整",
    "payment": "扫码",
    "left_over": "搓纸轮已用约 18 万张，接近寿命，偶有双张。",
    "advice": "请使用 80 克纸并注意防潮；下次保养（6 月）更换搓纸轮组件。",
    "rate_timely": "很满意",
    "rate_skill": "很满意",
    "rate_attitude": "满意",
    "rate_charge": "满意",
    "checks": ("已当面试机", "已说明原因", "旧件已交还", "现场已清理", "副本已留存"),
    "opinion": "师傅来得很快，讲解清楚。希望下次保养能提前一天打电话，避开月底。",
    "technician": "李强（1007）",
    "customer_sign": "欧阳文静",
}
PARTS = [
    {
        "part_name": "定影分离爪 FM1-D581",
        "part_old_serial": "—",
        "part_new_serial": "2503-118842",
        "part_quantity": 2,
        "part_price": 86,
        "part_amount": 172,
    },
    {
        "part_name": "出纸轮 FL0-2885（对）",
        "part_old_serial": "—",
        "part_new_serial": "2511-004317",
        "part_quantity": 1,
        "part_price": 145,
        "part_amount": 145,
    },
    {"part_name": "导板清洁套件", "part_quantity": 1, "part_price": 35, "part_amount": 35},
]
PICKUP_SLIP: dict[str, Any] = {
    "job_number": "WX260302-014",
    "customer_name": "苏州工业园区华东精密光电科技股份有限公司第二制造部设备科",
    "phone": "0512-6288 7741",
    "address": "苏州工业园区星湖街 328 号创意产业园 11 栋 4 层东侧文印室",
    "contact": "慕容晓峰",
    "model": "理光 MP C6004exSP",
    "serial": "C747R930158",
    "counter": "412,880",
    "accessories": ("电源线", "硒鼓墨盒", "硬盘", "其他：双面器托板"),
    "appearance": ("划痕", "说明：左侧盖板划痕 6 cm，前门卡扣松"),
    "backup": "已备份",
    "loaner": "已提供：MP 4055 / BY-007",
    "fault": "开机报 SC672，控制板与硬盘通讯失败，现场更换数据线无效，需回厂检测主板。",
    "taken_at": at("15:20"),
    "due_on": dt.date(2026, 3, 9),
    "quoted": "约 ¥ 1,850.00",
    "technician": "赵志刚（1012）",
    "consent_date": DAY,
}
VISIT_CARD: dict[str, Any] = {
    "surname": "欧阳",
    "arrived_at": at("10:24"),
    "left_at": at("10:31"),
    "technician": "李强（1007）",
    "technician_phone": "137 6402 5518",
    "model": "佳能 iR-ADV C5560Ⅲ",
    "job_number": "WX260302-009",
    "message": "已按门铃三次，前台无人；两次拨打 139 0017 4420 未接。备件已带，今日 17 点前均可返回。",
}
EXAMPLES: dict[str, tuple[str, dict[str, Any], dict[str, list[dict[str, Any]]]]] = {
    "work_order": ("WX260302-009", WORK_ORDER, {}),
    "work_order_a4": ("WX260302-009", WORK_ORDER_A4, {}),
    "work_order_279": ("WX260302-009", WORK_ORDER_A4, {}),
    "work_order_93": ("WX260302-009", WORK_ORDER_93, {}),
    "repair_report": ("BG260302-0047", REPAIR_REPORT, {"row_part": PARTS}),
    "pickup_slip": ("TJ260302-0012", PICKUP_SLIP, {}),
    "pickup_slip_279": ("TJ260302-0012", PICKUP_SLIP, {}),
    "visit_card": ("LY260302-0003", VISIT_CARD, {}),
    "phone_register": ("DH260302-01", REGISTER, {"row_call": calls(5)}),
    "daily_report": ("RB260302-01", DAILY_REPORT, {"row_technician": TECHNICIANS, "row_open": OPEN}),
    "daily_log": ("RZ260302-01", {"log_on": DAY}, {"row_job": LOG}),
    "points_sheet": ("JF2602-01", {"month": "2026 年 2 月"}, {"row_technician": SCORES}),
    **MORE_EXAMPLES,
}


def example(kind: str, **over: Any) -> bytes:
    """A filled form of that kind."""
    number, fields, rows = EXAMPLES[kind]
    return fill_form(kind, fields, rows, number=number, printed_at=at("08:56"), printed_by="王丽", **over)
