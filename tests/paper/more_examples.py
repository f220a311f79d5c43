"""Believable values for the papers that need leave, that go along to a customer, and for the office's own sheets."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.paper.lists import DAY, at

CUSTOMER: dict[str, Any] = {
    "customer_name": "上海沪南精密仪器有限公司",
    "customer_code": "KH-001207",
    "address": "上海市闵行区莘庄工业区申富路 899 号 3 号楼 2 层设备科",
    "contact": "顾敏",
    "phone": "139 1822 0635",
    "phone_2": "021-5442 8016",
}
MACHINE = {"model": "理光 MP C3504exSP", "serial": "C747R930158"}
JOB = "WX260302-016"
VOUCHER = CUSTOMER | MACHINE | {
    "job_number": JOB, "bought_on": dt.date(2024, 11, 6), "warranty": "保内", "counter": "86,402", "backup": "不需",
    "accessories": ("电源线", "硒鼓墨盒", "其他：双面器托板"), "appearance": ("划痕", "说明：前门左下角划痕 3 cm"),
    "fault": "开机自检后停在 SC542，散热风扇不转，重启无效。", "received_at": at("09:40"), "due_on": dt.date(2026, 3, 9),
    "quoted": "180 元起", "consent_date": DAY, "receiver": "陈静（0018）", "return_way": "送回",
}  # fmt: skip
del VOUCHER["customer_code"], VOUCHER["phone_2"]
QUOTE = CUSTOMER | MACHINE | {
    "job_number": JOB, "bought_on": dt.date(2022, 11, 6), "warranty": "保外", "warranty_until": dt.date(2023, 11, 5),
    "counter": "286,402", "fault": "出纸有底灰并带竖线，定影后发花；废粉提示已报两次。", "fee_sum": 1480, "fee_discount": 80,
    "fee_total": 1400, "fee_words": "人民币壹仟肆佰元整", "payment": "转账", "valid_until": dt.date(2026, 4, 1),
    "repair_days": "备件到货后 2 个工作日", "remark": "鼓组件为原装件，保修一年或十二万张，以先到者为准。", "answer": "同意",
    "answered_by": "顾敏", "answer_words": "可以，请尽快安排，发票开专票。", "quoted_by": "陈静", "approved_by": "周海",
}  # fmt: skip
QUOTE_LINES = [
    {"seq": 1, "line_code": "V-01", "line_name": "市内上门服务费", "line_quantity": 1, "line_price": 80, "line_amount": 80},
    {"seq": 2, "line_code": "L-12", "line_name": "检测维修费（彩色复印机）", "line_quantity": 1, "line_price": 160, "line_amount": 160},
    {"seq": 3, "line_code": "P-2104", "line_name": "感光鼓组件 D0BM2", "line_quantity": 1, "line_price": 980, "line_amount": 980},
    {"seq": 4, "line_code": "P-2190", "line_name": "废粉盒", "line_quantity": 2, "line_price": 130, "line_amount": 260},
]
APPLICATION = {k: v for k, v in CUSTOMER.items() if k != "phone_2"} | MACHINE | {
    "job_number": JOB, "applied_on": DAY, "contract_name": "全保服务合同", "contract_number": "HT2026-017",
    "goods": "MP C3504exSP 4 台，MP 2555SP 2 台，含纸盒与装订器", "application_kind": "故障处理",
    "wish": "月底结算前修好，现场需有人陪同进入洁净区。", "made_on": dt.date(2023, 8, 21), "occurred": "2026-02-27 下午连续印刷时",
    "damage": "定影单元烧损，外壳轻微变形", "fault": "冒烟并自动断电，定影门处有焦痕，机器不能再开机。",
    "cause": "初步判断热敏电阻失效，定影过温后温度保险动作滞后；现场电压 247 V 偏高，待仪器复核。",
    "inspection": "2026-01-12 季度保养时定影温度正常，热敏电阻未更换。", "conditions": "洁净车间旁，温度 26 ℃，电压 238～247 V，机器旁堆有纸箱。",
    "technician": "李强（1007）", "agreed_at": at("14:00"), "service_days": "1 天", "remark": "进门须换防静电鞋，登记身份证。",
    "approval": "同意派人现场鉴定，拍照取证后再定责任。", "filled_by": "陈静", "approved_by": "周海",
}  # fmt: skip
COMPENSATION = CUSTOMER | MACHINE | {
    "job_number": JOB, "bought_on": dt.date(2025, 8, 21), "warranty": "保内", "warranty_until": dt.date(2026, 8, 20),
    "counter": "86,402", "part_name": "定影热敏电阻组件 AW10-0139", "part_quantity": 1, "claimed_at": at("15:20"),
    "part_old_serial": "T2307-00418", "letter": "客户 2026-03-02 质量故障函：定影处冒烟断电，要求免费更换并说明原因，附照片三张。",
    "verified": "电话与照片核实属实，机器在保，无人为改动痕迹。", "cause": "热敏电阻焊点虚接，温度检测偏低 30 ℃，定影持续加热至保险动作；"
    "与研发、质检共同拆检，同批次另有一例。", "suggestion": "免费更换定影组件并延长该件保修半年；同批次机器列入巡检。", "claim_result": "同意赔偿",
    "approved_at": at("17:05"), "plan": "三月第二周随备件批次下达，数量 1 套", "cost": 640.5, "cost_words": "人民币陆佰肆拾元伍角整",
    "remark": "费用记入二月批次质量成本，资料编号 ZL2603-02。", "filled_by": "陈静", "approved_by": "方总",
}  # fmt: skip
FAULT_REPORT = CUSTOMER | MACHINE | {
    "job_number": JOB, "bought_on": dt.date(2025, 8, 21), "warranty": "保内", "made_on": dt.date(2025, 6, 30), "counter": "86,402",
    "reported_at": at("09:02"), "arrived_at": at("11:20"), "completed_at": at("16:45"), "fault_scale": "重大",
    "affected": "本批 2 台（另一台 C747R930161）", "fault": "连续印刷时定影处冒烟并断电，外壳轻微变形，无人员受伤。",
    "conditions": "电压 238～247 V，通风一般，每日印量约 3,000 张。", "appraisal": "两台均为热敏电阻焊点虚接，温度保险动作滞后，属零件质量问题。",
    "cause": "供应商批次焊接不良；到货抽检未覆盖该项。", "method": "更换定影组件、热敏电阻与保险，清理内部；复测定影温度 172～181 ℃ 正常，"
    "连续印 500 张无异常；第二台同样更换，现场电压请客户安排稳压。", "parts": "定影组件 ×2；热敏电阻 ×2；温度保险 ×2", "result": "已解决",
    "advice": "同批次机器一周内全部巡检；到货抽检增加焊点与温度检测。", "left_over": "客户电压偏高，建议加稳压。",
    "opinion": "处理及时，希望书面说明原因并保证不再发生。", "technician": "李强（1007）", "approved_by": "周海",
}  # fmt: skip
MEMO = CUSTOMER | MACHINE | {
    "job_number": JOB, "counter": "86,402", "fault": "四台新机安装调试与网络接入，培训操作人员。",
    "agreed_words": "三月九日前补齐第二台装订器；月底前再培训一次夜班人员。", "left_over": "二号机网口灯不亮，待客户网管检查交换机。",
    "technician": "李强、赵志刚",
}  # fmt: skip
MEMO_DAYS = [
    {"memo_day": dt.date(2026, 2, 27), "memo_work": "开箱、就位、接电，四台均正常开机", "memo_hours": "6 时", "memo_left": "缺一根电源线，明日带来"},
    {"memo_day": dt.date(2026, 2, 28), "memo_work": "网络接入、驱动安装 12 台电脑，扫描到邮箱调试", "memo_hours": "7 时 30 分", "memo_left": "二号机网口灯不亮"},
    {"memo_day": DAY, "memo_work": "调试图像，培训 8 人，移交资料与保修卡", "memo_hours": "5 时"},
]
REVISIT = CUSTOMER | MACHINE | {
    "revisit_on": DAY, "bought_on": dt.date(2023, 5, 18), "customer_kind": "重点", "in_use": "2 年 9 个月", "counter": "286,402",
    "past_service": "2025-11-20 卡纸，换搓纸轮；2025-08-12 季度保养；2025-05-03 SC542，换定影组件。", "channel": "现场", "running": "偶有故障",
    "product_quality": "图像良好，双面偶有卡纸；定影入口导板有磨损。", "findings": "设备科集中管理四台机器，夜班无人会清卡纸；耗材存放受潮。",
    "customer_needs": "希望月底前培训夜班，增加一台黑白高速机作备用。", "consumption": "每月约 2.4 万张，彩色三成", "competitors": "楼下分公司用施乐 C7835",
    "market_need": "集团今年计划更新十台，关注计张全包价格。", "rate_timely": "很满意", "rate_skill": "很满意", "rate_attitude": "很满意",
    "rate_charge": "满意", "opinion": "响应快，备件希望能当天到。", "technician": "赵志刚（1012）", "approved_by": "周海",
}  # fmt: skip
SURVEY = {k: v for k, v in CUSTOMER.items() if k != "customer_code"} | {
    "job_number": JOB, "model": MACHINE["model"], "completed_at": at("16:45"), "technician": "李强（1007）",
    "method": "更换定影组件与热敏电阻，清洁内部，复测温度，连续试印 500 张正常。", "rate_timely": "很满意", "rate_skill": "很满意",
    "rate_attitude": "满意", "rate_charge": "一般", "rate_whole": "满意", "solved": "已解决", "running": "正常", "on_time": "是",
    "explained": "是", "cleaned": "是", "receipt": "否", "unpleased": "收费单当天没有拿到，第二天才补。",
    "opinion": "希望能提前半天告诉我们几点到，备件最好一次带齐。", "customer_needs": "想了解按张计费的合同。", "survey_on": DAY,
}  # fmt: skip
INSTALL = CUSTOMER | MACHINE | {
    "job_number": JOB, "bought_on": dt.date(2026, 2, 26), "contract_number": "HT2026-017", "counter": "132", "warranty_until": dt.date(2027, 2, 25),
    **{f"check_{n}": "合格" for n in range(1, 13)}, "check_4": "不合格", "check_note_4": "247 V，偏高", "check_note_6": "扫描待设",
    "acceptance": "整改后通过", "left_over": "客户三日内加稳压；扫描到邮箱待网管给出账户。", "accepted_at": at("16:45"), "department": "设备科",
    "technician": "李强（1007）",
}  # fmt: skip
DELIVERY = CUSTOMER | {
    "job_number": JOB, "contract_number": "HT2026-017", "packing_list": "ZX260226-3", "arrived_at": at("10:15"), "carrier": "德邦物流 沪 A·D8127",
    "packaging": "破损", "delivery_result": "短少", "missing": "第二箱外包装右下角破损，内机完好；缺电源线一根、装订针一盒。",
    "handling": "已拍照三张，承运人签认；电源线次日补送。", "technician": "李强（1007）",
}  # fmt: skip
GOODS = [
    {"seq": 1, "goods_name": "MP C3504exSP 主机", "goods_unit": "台", "goods_ordered": 4, "goods_packed": 4, "goods_arrived": 4, "goods_state": "完好"},
    {"seq": 2, "goods_name": "双面输稿器 ARDF", "goods_unit": "套", "goods_ordered": 4, "goods_packed": 4, "goods_arrived": 4, "goods_state": "完好"},
    {"seq": 3, "goods_name": "电源线 10 A", "goods_unit": "根", "goods_ordered": 4, "goods_packed": 4, "goods_arrived": 3, "goods_state": "完好", "goods_note": "次日补送"},
    {"seq": 4, "goods_name": "装订针 K 型", "goods_unit": "盒", "goods_ordered": 2, "goods_packed": 2, "goods_arrived": 1, "goods_state": "完好", "goods_note": "缺一盒"},
]
DATA = CUSTOMER | MACHINE | {
    "job_number": JOB, "counter": "132", "made_on": dt.date(2025, 12, 9), "installed_on": dt.date(2026, 2, 27), "version": "1.42.1",
    "data_1": "照片", "data_2": "照片", "data_3": "纸", "data_5": ("纸", "文件"), "data_7": "纸", "data_9": "纸",
    "data_note_3": "247 V，接地良好", "data_note_5": "10.20.3.41 / 255.255.255.0", "data_note_7": "黑 96 彩 36", "remark": "部门代码表由客户三月五日前提供。",
    "technician": "李强（1007）",
}  # fmt: skip
TRAINING = {
    "training_on": DAY, "customer_name": CUSTOMER["customer_name"], "job_number": JOB, "training_place": "3 号楼 2 层会议室", "trainer": "李强（1007）",
    "model": MACHINE["model"], "starts_at": at("13:30"), "ends_at": at("15:00"), "topic": "日常操作、加粉、清除卡纸、扫描到邮箱、部门代码；保养须知与报修方法。",
    "training_result": "能独立操作", "opinion": "夜班另约一次。",
}  # fmt: skip
PEOPLE = [
    {"seq": 1, "person_name": "顾敏", "person_unit": "设备科", "person_post": "科长", "person_phone": "139 1822 0635"},
    {"seq": 2, "person_name": "欧阳文静", "person_unit": "行政部文印室", "person_post": "文员", "person_phone": "137 6402 5518"},
    {"seq": 3, "person_name": "沈一鸣", "person_unit": "信息中心", "person_post": "网管", "person_phone": "021-5442 8020"},
]
SUMMARY = CUSTOMER | MACHINE | {
    "job_number": JOB, "project": "四台彩色复合机安装调试", "contract_number": "HT2026-017", "warranty_until": dt.date(2027, 2, 25),
    "reported_at": at("09:02"), "completed_at": at("16:45"), "visits": 3, "technicians": "李强、赵志刚", "fault": "新机四台到货、安装、联网、培训。",
    "method": "二月二十七日到货清点并就位，二十八日接入网络与驱动，三月二日图像调试、培训与验收；共到场三次，用时 18.5 时。",
    "install_quality": "四台图像合格，温度、套准均在标准内；二号机网口待客户处理。", "staff_work": "按约到场，资料齐全，讲解清楚，现场清理干净。",
    "satisfaction": "总体满意；对缺件补送不满，已说明。", "left_over": "二号机网口；电压偏高，客户三日内加稳压。", "advice": "发货前核对电源线数量；大客户安排专人随车。",
    "papers": ("备忘录", "到货清点", "资料清单", "签到表", "验收单"), "papers_list": "0001873、0001874、0000412", "author": "陈静", "approved_by": "周海",
}  # fmt: skip
QUALITY_CALLS = {"calls_on": DAY, "caller": "陈静", "calls_due": 4, "calls_done": 3, "rate_percent": "2 / 3 = 66 %"}
CALLED = [
    {"seq": 1, "number_job": "WX260301-004", "customer_name": "上海恒达律师事务所", "contact": "钱芳", "phone": "139 0017 4101", "model": "佳能 C5560",
     "technician": "李强", "completed_on": "03-01", "tried_at": at("09:12"), "channel": "电话", "running": "好", "rate_timely": 4, "rate_skill": 4,
     "rate_attitude": 4, "rate_charge": 3, "opinion": "很快，下次想提前通知"},
    {"seq": 2, "number_job": "WX260301-006", "customer_name": "苏州工业园区华东精密光电科技股份有限公司", "contact": "慕容晓峰", "phone": "0512-6288 7741",
     "model": "理光 MP C6004exSP", "technician": "赵志刚", "completed_on": "03-01", "tried_at": at("09:20"), "channel": "电话", "running": "差",
     "rate_timely": 3, "rate_skill": 2, "rate_attitude": 3, "rate_charge": 2, "opinion": "不满意；双面仍卡纸，已重新派工 WX260302-011"},
    {"seq": 3, "number_job": "WX260301-009", "customer_name": "长宁区仙霞路街道办事处", "contact": "周老师", "phone": "021-6273 1120", "model": "理光 MP 2555SP",
     "technician": "孙小梅", "completed_on": "03-01", "tried_at": at("09:31"), "channel": "电话", "running": "好", "rate_timely": 4, "rate_skill": 4,
     "rate_attitude": 4, "rate_charge": 4},
    {"seq": 4, "number_job": "WX260301-012", "customer_name": "王建国（个人）", "contact": "王建国", "phone": "138 1650 2207", "model": "联想 M7605D",
     "technician": "孙小梅", "completed_on": "03-01"},
]  # fmt: skip
PLANNED = [
    {"seq": 1, "plan_on": dt.date(2026, 3, 4), "customer_name": "上海恒达律师事务所", "address": "静安区南京西路 1266 号 38 层", "phone": "139 0017 4101",
     "model": "佳能 iR-ADV C5560", "serial": "WXF08421973", "plan_name": "季度保养", "technician": "李强", "done_on": "已完成"},
    {"seq": 2, "plan_on": dt.date(2026, 3, 11), "customer_name": "苏州工业园区华东精密光电科技股份有限公司", "address": "苏州工业园区星湖街 328 号 11 栋 4 层",
     "phone": "0512-6288 7741", "model": "理光 MP C6004exSP", "serial": "C747R930158", "plan_name": "两月一次全面保养，换定影入口导板", "technician": "赵志刚"},
    {"seq": 3, "plan_on": dt.date(2026, 3, 18), "customer_name": "长宁区仙霞路街道办事处", "address": "长宁区仙霞路 700 弄 12 号", "phone": "021-6273 1120",
     "model": "理光 MP 2555SP", "serial": "E333M710220", "plan_name": "季度保养", "technician": "孙小梅", "done_on": "改期"},
]  # fmt: skip
MARKS = ["勤"] * 5 + ["休", "休"]


def _month(code: str, name: str, seq: int, **other: str) -> dict[str, Any]:
    days = {f"day_{n}": MARKS[(n - 2) % 7] for n in range(1, 32)} | other
    marks = list(days.values())
    sums = {"days_work": sum(m in "勤直迟退" for m in marks), "days_leave": marks.count("假"), "days_out": marks.count("外"),
            "times_late": marks.count("迟")}  # fmt: skip
    return {"seq": seq, "tech_code": code, "tech_name": name, **days, **{k: str(v) if v else None for k, v in sums.items()}}


ATTENDANCE = [
    _month("1007", "李强", 1, day_4="直", day_12="外", day_13="外"), _month("1012", "赵志刚", 2, day_10="迟", day_19="假", day_20="假"),
    _month("1015", "孙小梅", 3, day_5="训"), _month("1021", "欧阳建国", 4, day_17="直", day_24="退"),
]  # fmt: skip
LOAN = {
    "job_number": JOB, "borrower": "李强", "tech_code": "1007", "department": "维修一组", "lent_at": at("08:10"), "due_on": dt.date(2026, 3, 6),
    "lender": "陈静", "return_check": ("正常损耗", "缺少"), "returned_at": at("17:30"), "remark": "一字批头遗失一支", "charged": 18,
}  # fmt: skip
TOOLS = [
    {"seq": 1, "tool_name": "彩色密度计 X-Rite 508", "tool_number": "GJ-0043", "tool_quantity": 1, "tool_state": "完好", "tool_back": 1, "tool_back_state": "完好"},
    {"seq": 2, "tool_name": "精密螺丝刀套装 32 件", "tool_number": "GJ-0117", "tool_quantity": 1, "tool_state": "完好", "tool_back": 1, "tool_back_state": "缺一字批头一支"},
    {"seq": 3, "tool_name": "MP C3504 维修手册", "tool_number": "ZL-0208", "tool_quantity": 1, "tool_state": "无缺页", "tool_back": 1, "tool_back_state": "完好"},
]
HANDED = [
    {"seq": 1, "paper_kind": "派工单", "paper_number": "0001873", "number_job": "WX260302-009", "customer_name": "上海浦东环球资产管理有限公司", "returned_on": "03-02", "paper_state": "完整"},
    {"seq": 2, "paper_kind": "维修报告书", "paper_number": "0000412", "number_job": "WX260302-009", "customer_name": "上海浦东环球资产管理有限公司", "returned_on": "03-02", "paper_state": "完整"},
    {"seq": 3, "paper_kind": "拖机凭证", "paper_number": "0000088", "number_job": "WX260302-014", "customer_name": "苏州工业园区华东精密光电科技股份有限公司", "returned_on": "03-02", "paper_state": "缺客户签字"},
]
HAND_IN = {
    "handed_on": DAY, "technician": "李强（1007）", "papers_total": 3, "papers_missing": 1, "remark": "WX260302-018 的派工单留在客户前台，明日取回。",
}  # fmt: skip
MORE_EXAMPLES: dict[str, tuple[str, dict[str, Any], dict[str, list[dict[str, Any]]]]] = {
    "send_in_voucher": ("0000088", VOUCHER, {}),
    "quotation": ("WX260302-016-2", QUOTE, {"row_line": QUOTE_LINES}),
    "service_application": ("FW260302-003", APPLICATION, {}),
    "part_compensation": (JOB, COMPENSATION, {}),
    "quality_fault_report": (JOB, FAULT_REPORT, {}),
    "service_memo": (JOB, MEMO, {"row_day": MEMO_DAYS}),
    "revisit_report": (JOB, REVISIT, {}),
    "satisfaction_survey": (JOB, SURVEY, {}),
    "installation_check": (JOB, INSTALL, {}),
    "delivery_check": (JOB, DELIVERY, {"row_goods": GOODS}),
    "data_collection": (JOB, DATA, {}),
    "training_sign_in": (JOB, TRAINING, {"row_person": PEOPLE}),
    "project_summary": (JOB, SUMMARY, {}),
    "quality_call_sheet": ("260302", QUALITY_CALLS, {"row_call": CALLED}),
    "maintenance_plan": ("202603", {"month": "2026年3月"}, {"row_plan": PLANNED}),
    "attendance_sheet": ("202603", {"month": "2026年3月"}, {"row_technician": ATTENDANCE}),
    "tool_loan": ("0000031", LOAN, {"row_tool": TOOLS}),
    "hand_in_list": ("260302", HAND_IN, {"row_paper": HANDED}),
}
