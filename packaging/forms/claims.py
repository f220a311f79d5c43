"""售后服务申请表, 零部件赔偿单 and 质量故障处理服务报告: what needs somebody's leave or appraisal."""

from choices import CALL_US, RESULT, WARRANTY
from page import Page

KINDS = ("故障处理", "安装调试", "客户走访", "零配件供应", "其他_")


def application():
    f = Page("service_application", "售后服务申请表", row=8.2)
    f.head("applied_on", "申请日期", side=60)
    with f.group("单位"):
        f.two(("customer_name", "单位名称"), ("customer_code", "客户编号"))
        f.one("address", "单位地址")
        f.three(("contact", "联系人员"), ("phone", "联系电话"), ("job_number", "派工单号"))
    with f.group("合同"):
        f.two(("contract_name", "合同名称"), ("contract_number", "合同编号"))
        f.one("goods", "设备型号\n及数量", 2)
    with f.group("事项"):
        f.one("application_kind", "申请事项", options=KINDS)
        f.one("wish", "客户要求", 2)
    with f.group("故障情况"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("made_on", "出厂日期"))
        f.halves(("occurred", "发生时间"), ("damage", "损坏程度"))
        f.one("fault", "故障现象", 2)
        f.one("cause", "产生原因", 3)
        f.one("inspection", "检验记录", 2)
        f.one("conditions", "现场工况", 2)
    with f.group("指派"):
        f.three(("technician", "指派人员"), ("agreed_at", "约定时间"), ("service_days", "预计天数"))
        f.one("remark", "注意事项")
    with f.group("审批"):
        f.one("approval", "审批意见", 2)
    f.signs(("filled_by", "申请人"), ("approved_by", "部门经理\n签字"))
    f.foot([CALL_US, "客户走访须持部门经理签写的本表；申请表随服务资料交售后服务部归档。"])
    return f


def compensation():
    f = Page("part_compensation", "零部件赔偿单", row=8.6)
    f.head("job_number", "派工单号", side=60)
    f.customer(address="单位地址")
    with f.group("设备"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("bought_on", "购机日期"))
        f.three(
            ("warranty", "保修情况", {"options": WARRANTY}),
            ("warranty_until", "保修截止"),
            ("counter", "计数读数"),
        )
    with f.group("零部件"):
        f.two(("part_name", "零件名称"), ("part_quantity", "数量", {"form": "count", "h": "left"}))
        f.halves(("claimed_at", "申报时间"), ("part_old_serial", "旧件序号"))
        f.one("letter", "客户函件", 2)
    with f.group("分析"):
        f.one("verified", "核实情况", 2)
        f.one("cause", "原因分析", 3)
        f.one("suggestion", "处理建议", 2)
    with f.group("落实"):
        f.halves(
            ("claim_result", "审核结果", {"options": ("同意赔偿", "不予赔偿")}),
            ("approved_at", "审核时间"),
        )
        f.one("plan", "排产计划")
        f.halves(("cost", "核算费用", {"form": "money"}), ("cost_words", "金额大写"))
        f.one("remark", "备案说明", 2)
    f.signs(("filled_by", "填报人"), ("research_sign", "研发会签"), ("quality_sign", "质检会签"))
    f.signs(("approved_by", "公司领导\n审核"), ("sales_sign", "销售部\n排产"))
    f.foot([CALL_US, "质保期内零部件赔偿须附客户质量故障函或设备损坏状况报告；审核后核算费用并记录备案。"])
    return f


def fault_report():
    f = Page("quality_fault_report", "质量故障处理服务报告", row=8.2)
    f.head("job_number", "派工单号", side=60)
    f.customer()
    with f.group("设备"):
        f.three(("model", "机器型号"), ("serial", "机身编号"), ("bought_on", "购机日期"))
        f.three(
            ("warranty", "保修情况", {"options": WARRANTY}), ("made_on", "出厂日期"), ("counter", "计数读数")
        )
    with f.group("故障"):
        f.three(("reported_at", "报修时间"), ("arrived_at", "到达时间"), ("completed_at", "完工时间"))
        f.halves(
            ("fault_scale", "故障性质", {"options": ("一般", "重大", "批量")}), ("affected", "涉及数量")
        )
        f.one("fault", "故障现象", 2)
        f.one("conditions", "现场工况", 2)
    with f.group("鉴定"):
        f.one("appraisal", "鉴定情况", 2)
        f.one("cause", "故障原因", 2)
    with f.group("处理"):
        f.one("method", "处理过程\n及措施", 3)
        f.one("parts", "更换备件")
        f.one("result", "处理结果", options=RESULT)
        f.one("advice", "预防措施", 2)
        f.one("left_over", "遗留问题")
    with f.group("客户"):
        f.one("opinion", "客户意见", 2)
    f.signs(("technician", "技术员签字"), ("approved_by", "主管审核"), ("customer_sign", "客户签字\n（盖章）"))
    f.foot([CALL_US, "重大或批量质量故障须亲自到场收集情况、鉴定并跟踪处理结果；本报告按季度汇总报公司领导。"])
    return f
