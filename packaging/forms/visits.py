"""What is filled in at the customer's: memo, revisit report, survey, acceptance, arrival check, data list, sign-in, summary."""

from choices import CALL_US, GRADES
from page import Page

MIDDLE = {"h": "center"}
CLOCK = {"form": "clock", "h": "left"}
WIDE = "　　　　"
GRADE = {"options": GRADES, "size": 9.5}
DAYS = [
    (24, "memo_day", "日期", "date", MIDDLE),
    (0, "memo_work", "工作内容", "text", {"wrap": True, "shrink": False, "indent": 1}),
    (18, "memo_hours", "用时", "text", MIDDLE),
    (48, "memo_left", "遗留与约定", "text", {"wrap": True, "shrink": False, "indent": 1}),
    (26, "memo_sign", "客户签认", "text", MIDDLE),
]


def memo():
    f = Page("service_memo", "售后服务备忘录（日志）", row=8.2)
    f.head("job_number", "派工单号", side=54)
    f.customer()
    with f.group("设备"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("counter", "计数读数"))
        f.one("fault", "服务事由", 2)
    s, _first, r = f.table("row_day", f.columns(DAYS, 7.0, size=10), 13.5, 8)
    f.section(s, r, "工作日志")
    with f.group("约定"):
        f.one("agreed_words", "双方约定", 2)
        f.one("left_over", "遗留问题", 2)
    f.signs(("technician", "服务人员"), ("customer_sign", "客户代表\n签字"))
    f.foot([CALL_US, "每日一行，当日签认；随每月费用报销单寄交售后服务部存档。"])
    return f


def revisit():
    f = Page("revisit_report", "客户回访售后服务报告", row=8.2)
    f.head("revisit_on", "回访日期", side=54)
    f.customer()
    with f.group("设备"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("bought_on", "购机日期"))
        f.three(
            ("customer_kind", "客户类别", {"options": ("重点", "一般")}),
            ("in_use", "使用期限"),
            ("counter", "计数读数"),
        )
        f.one("past_service", "以往服务\n记录", 3)
    with f.group("走访"):
        f.one("channel", "回访方式", options=("现场", "电话", "短信", "邮件", "线上"))
        f.one("running", "运行状况", options=("正常", "偶有故障", "不能使用", "说明_"))
        f.one("product_quality", "质量状况", 3)
        f.one("findings", "走访情况", 3)
        f.one("customer_needs", "客户需求", 2)
    with f.group("市场"):
        f.halves(("consumption", "使用量"), ("competitors", "同类产品"))
        f.one("market_need", "市场需求")
    with f.group("评价"):
        f.halves(("rate_timely", "服务及时", GRADE), ("rate_skill", "技术水平", GRADE))
        f.halves(("rate_attitude", "服务态度", GRADE), ("rate_charge", "收费合理", GRADE))
        f.one("opinion", "意见建议", 2)
    f.signs(("technician", "回访人"), ("approved_by", "主管审核"), ("customer_sign", "客户签字\n（盖章）"))
    f.foot([CALL_US, "回访前须了解型号、使用期限、质量状况、以往服务与客户需求；重点客户每年现场走访不少于二次。"])
    return f


def survey():
    f = Page("satisfaction_survey", "顾客满意度调查表", row=9.0)
    f.head("job_number", "派工单号", side=60)
    f.customer(code=False)
    with f.group("服务"):
        f.three(("model", "机器型号"), ("completed_at", "完工时间"), ("technician", "技术员"))
        f.one("method", "服务内容", 2)
    with f.group("满意程度"):
        f.one("rate_timely", "服务及时", options=GRADES, gap=WIDE)
        f.one("rate_skill", "技术水平", options=GRADES, gap=WIDE)
        f.one("rate_attitude", "服务态度", options=GRADES, gap=WIDE)
        f.one("rate_charge", "收费合理", options=GRADES, gap=WIDE)
        f.one("rate_whole", "总体评价", options=GRADES, gap=WIDE)
    with f.group("现场情况"):
        f.halves(
            ("solved", "问题解决", {"options": ("已解决", "未解决")}),
            ("running", "运行状况", {"options": ("正常", "不正常")}),
        )
        f.halves(
            ("on_time", "按约到达", {"options": ("是", "否")}), ("explained", "讲解清楚", {"options": ("是", "否")})
        )
        f.halves(
            ("cleaned", "现场清理", {"options": ("是", "否")}), ("receipt", "单据交付", {"options": ("是", "否")})
        )
        f.one("unpleased", "不满意的\n原因", 2)
    with f.group("建议"):
        f.one("opinion", "意见建议", 3)
        f.one("customer_needs", "还需要的\n服务", 2)
    f.signs(("customer_sign", "填表人签字"), ("survey_on", "填表日期"), mm=11.1, dated=False)
    f.foot([CALL_US, "请在选中的方框内打勾。您的评价只用于改进服务，不向他人公开；谢谢！"])
    return f


INSTALL = (
    ("开箱检查", "包装完好，型号、数量与装箱单一致"),
    ("随机附件", "说明书、电源线、驱动光盘、保修卡齐全"),
    ("安装位置", "平稳、通风，离墙不少于 10 厘米"),
    ("电源接地", "电压 220 V ±10 %，单独插座，接地可靠"),
    ("温湿度", "温度 10～32 ℃，湿度 20～80 %"),
    ("网络连接", "地址、网关已记录，打印、扫描可用"),
    ("驱动安装", "约定的电脑均可打印，已交代共享设置"),
    ("复印测试", "各纸盒单面、双面各 10 张，无卡纸"),
    ("图像质量", "浓度、套准、底灰合格，样张附后"),
    ("计数读数", "黑白、彩色读数已抄录并由客户确认"),
    ("操作培训", "操作、加粉、清除卡纸已讲解并演示"),
    ("保养须知", "保养周期、热线、报修方法已告知"),
)
PASS = ("合格", "不合格", "免检")


def installation():
    f = Page("installation_check", "装机验收单", plies="", row=8.2)
    f.head("job_number", "派工单号", side=60)
    f.customer()
    with f.group("设备"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("bought_on", "购机日期"))
        f.three(("contract_number", "合同编号"), ("counter", "计数读数"), ("warranty_until", "保修截止"))
    with f.group("验收项目"):
        f.checklist("check", ("序号", "项目", "要求", "结果", "说明"), INSTALL, 9.53, (11, 24, 64, 44), PASS)
    with f.group("结论"):
        f.one("acceptance", "验收结论", options=("通过", "整改后通过", "不通过"))
        f.one("left_over", "遗留问题", 2)
        f.halves(("accepted_at", "验收时间"), ("department", "部门位置"))
    f.signs(("technician", "技术员签字"), ("customer_sign", "客户签字\n（盖章）"))
    f.foot([CALL_US, "验收通过之日起计算保修期；装机后两周内回访。请妥善保存本单及保修卡。"])
    return f


GOODS = [
    (11, "seq", "序号", "count", MIDDLE),
    (0, "goods_name", "名称及规格", "text", {"indent": 1}),
    (13, "goods_unit", "单位", "text", MIDDLE),
    (17, "goods_ordered", "合同数", "count", MIDDLE),
    (18, "goods_packed", "装箱单数", "count", MIDDLE),
    (17, "goods_arrived", "实到数", "count", MIDDLE),
    (20, "goods_state", "外观", "text", MIDDLE),
    (27, "goods_note", "备注", "text", {"indent": 1}),
]


def delivery():
    f = Page("delivery_check", "设备到货清点报告", row=8.2)
    f.head("job_number", "派工单号", side=60)
    f.customer(address="收货地址")
    with f.group("到货"):
        f.three(("contract_number", "合同编号"), ("packing_list", "装箱单号"), ("arrived_at", "到货时间"))
        f.halves(
            ("carrier", "承运单位"), ("packaging", "外包装", {"options": ("完好", "受潮", "破损", "开封")})
        )
    s, _first, r = f.table("row_goods", f.columns(GOODS, 7.0, size=10), 8.2, 14)
    f.section(s, r, "清点")
    with f.group("结论"):
        f.one("delivery_result", "清点结论", options=("与合同相符", "短少", "多出", "损坏", "型号不符"))
        f.one("missing", "缺损情况", 2)
        f.one("handling", "处理意见", 2)
    f.signs(("carrier_sign", "承运人"), ("technician", "清点人"), ("customer_sign", "客户签字\n（盖章）"))
    f.foot([CALL_US, "到货清点由双方在场进行；发货清单、装箱单与合同逐项核对，缺损当场写明并拍照。"])
    return f


DATA = (
    ("机身铭牌", "型号、编号、出厂日期照片"),
    ("安装位置", "整机及四周，照片两张"),
    ("供电情况", "电压、插座、接地"),
    ("使用环境", "温度、湿度、粉尘、通风"),
    ("网络设置", "地址、网关、交换机端口"),
    ("软件版本", "主控、打印控制器、扫描"),
    ("计数读数", "黑白、彩色、扫描、大幅面"),
    ("调试参数", "浓度、套准、定影温度"),
    ("测试样张", "单面、双面、彩色各一张"),
    ("易损件", "鼓、定影、搓纸轮寿命计数"),
    ("用户设置", "部门代码、权限、地址簿"),
    ("随机资料", "说明书、合格证、保修卡"),
    ("", ""),
    ("", ""),
)


def data_list():
    f = Page("data_collection", "设备安装调试资料数据采集清单", row=8.2)
    f.head("job_number", "派工单号", side=50, number_mm=38)
    f.customer()
    with f.group("设备"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("counter", "计数读数"))
        f.three(("made_on", "出厂日期"), ("installed_on", "装机日期"), ("version", "软件版本"))
    with f.group("采集内容"):
        f.checklist(
            "data",
            ("序号", "资料名称", "采集要求", "载体", "数据或说明"),
            DATA,
            8.73,
            (11, 24, 56, 38),
            ("纸", "照片", "文件"),
        )
    with f.group("其他"):
        f.one("remark", "其他资料", 2)
    f.signs(("technician", "采集人"), ("archive_sign", "档案签收"), ("customer_sign", "客户确认"))
    f.foot([CALL_US, "资料每月十日前完整提交售后服务部建档；客户数据保密，不得外传。"])
    return f


PEOPLE = [
    (11, "seq", "序号", "count", MIDDLE),
    (28, "person_name", "姓名", "text", MIDDLE),
    (0, "person_unit", "单位或部门", "text", {"indent": 1}),
    (24, "person_post", "职务", "text", MIDDLE),
    (34, "person_phone", "联系电话", "text", MIDDLE),
    (32, "person_sign", "本人签到", "text", MIDDLE),
]


def training():
    f = Page("training_sign_in", "设备培训人员签到表", row=8.2)
    f.head("training_on", "培训日期", side=60)
    with f.group("培训"):
        f.two(("customer_name", "客户名称"), ("job_number", "派工单号"))
        f.two(("training_place", "培训地点"), ("trainer", "培训讲师"))
        f.three(("model", "机器型号"), ("starts_at", "开始时间", CLOCK), ("ends_at", "结束时间", CLOCK))
        f.one("topic", "培训内容", 2)
    s, _first, r = f.table("row_person", f.columns(PEOPLE, 7.0, size=10), 9.0, 16)
    f.section(s, r, "参加人员")
    with f.group("效果"):
        f.one("training_result", "培训效果", options=("能独立操作", "基本掌握", "需再培训"))
        f.one("opinion", "意见建议")
    f.signs(("trainer_sign", "讲师签字"), ("customer_sign", "客户代表\n签字"), mm=11.1)
    f.foot([CALL_US, "请本人签到，不代签；本表随服务资料交售后服务部存档。"])
    return f


PAPERS = ("备忘录", "到货清点", "资料清单", "签到表", "验收单", "满意度调查", "其他_")


def summary():
    f = Page("project_summary", "项目售后服务总结报告", row=8.2)
    f.head("job_number", "派工单号", side=54)
    f.customer()
    with f.group("项目"):
        f.two(("project", "项目名称"), ("contract_number", "合同编号"))
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("warranty_until", "保修截止"))
        f.three(("reported_at", "开始时间"), ("completed_at", "完成时间"), ("visits", "上门次数", {"form": "count", "h": "left"}))
        f.one("technicians", "参加人员")
    with f.group("经过"):
        f.one("fault", "服务事由", 2)
        f.one("method", "工作经过", 3)
        f.one("install_quality", "安装调试\n质量", 2)
    with f.group("总结"):
        f.one("staff_work", "人员表现", 2)
        f.one("satisfaction", "客户满意\n程度", 2)
        f.one("left_over", "遗留问题", 2)
        f.one("advice", "改进建议", 2)
    with f.group("附件"):
        f.one("papers", "所附资料", options=PAPERS)
        f.one("papers_list", "单据编号")
    f.signs(("author", "填写人"), ("approved_by", "部门经理\n签字"))
    f.foot([CALL_US, "项目结束后连同全部原始资料提交售后服务部，每月十日前归档。"])
    return f
