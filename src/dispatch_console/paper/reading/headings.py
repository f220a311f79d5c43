"""Which words stand over the columns of other people's lists, and which of our fields they mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

Synonyms = dict[str, str]  # field: its headings, blank-separated


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list: its fields with their headings and forms, how many headings tell it, what ends it."""

    name: str
    headings: Synonyms
    forms: dict[str, str]  # field: phone, moment, date, when, later, status, minutes, money, count, serial; else text
    needed: int = 2
    wanted: tuple[str, ...] = ()  # at least one of these must be there


PHONE_REGISTER = ListKind(
    "phone_register",
    {
        "called_at": "来电时间 来电日期 报修时间 报修日期 登记时间 登记日期 接听时间 反馈日期 时间 日期 接报时间 calledat time date "
        "reportedat calltime callat calldate created createdat createddate datetime 来电日期时间",
        "contact": "报修人 联系人 联系人员 报修人员 来电人 来电人姓名 反馈人 投诉人 客户联系人 姓名 contact reportedby caller contactperson reporter 联系人姓名",
        "phone": "联系电话 电话 报修电话 来电号码 来电电话 客户电话 手机 手机号 手机号码 电话号码 联系方式 联系人电话 主叫号码 phone tel "
        "telephone mobile phonenumber contactphone callernumber cell",
        "phone_2": "备用电话 电话2 联系电话2 其他电话 固定电话 固话 座机 第二电话 phone2 altphone secondphone landline otherphone 备用联系电话",
        "customer_name": "客户名称 客户 客户姓名 单位 单位名称 公司 公司名称 用户 用户名称 用户姓名 报修单位 客户单位 服务对象 customer "
        "customername company client name companyname",
        "address": "地址 客户地址 住址 联系地址 住户地址 服务地址 项目地址 详细地址 安装地址 上门地址 address incidentaddress location customeraddress",
        "model": "机型 型号 机器型号 产品型号 销售机型 规格型号 设备型号 购买机型 设备 机器 model machine product equipment",
        "serial": "机号 机身编号 机身号 序列号 机器编号 设备编号 产品编号 机身码 sn s/n imei 机编 serial serialnumber serialno 产品序列号",
        "fault": "故障现象 故障 故障描述 问题描述 报修内容 报修描述 报修说明 问题 故障内容 服务事由 投诉内容 内容 fault problem "
        "description issue symptom problemdescription complaint descriptor",
        "kind": "类型 来电类型 类别 服务类别 来电类别 故障分类 报修类型 业务类型 来电性质 kind type category calltype complainttype",
        "handling": "处理结果 处理 处理方式 处理措施 处理情况 结果 处理意见 handling result action resolution resolutiondescription "
        "outcome 解决方式",
        "status": "状态 完成情况 完成状态 处理状态 工单状态 单据状态 是否完成 是否解决 当前状态 status state callstatus jobstatus",
        "arrived_at": "到达时间 到场时间 上门到达时间 实际到达 实际到达时间 到达 到场 arrivedat arrived arrivaltime onsite",
        "completed_at": "完工时间 完成时间 完成日期 完工日期 结束时间 关闭时间 关闭日期 解决时间 结案时间 修复时间 完工 completedat completed "
        "completiontime closedat closeddate closed datecomplete datecompleted resolvedat finishedat",
        "minutes": "用时 工作用时 维修用时 工时 耗时 处理时长 维修时长 时长 用时分 duration minutes timespent",
        "agreed_at": "约定时间 预约时间 预约服务时间 预约维修时间 谈好上门时间 需要上门时间 约定上门时间 上门时间 预约上门时间 "
        "agreedat appointment appointmenttime visittime scheduledat",
        "technician": "派给 技术员 派工 派工人员 派工对象 维修人员 维修员 服务人员 工程师 接单人 指派 责任人 处理人 technician "
        "engineer assignedto assignee dispatchedto 维修工程师",
        "follow_up": "回访 回访情况 回访结果 回访记录 回访意见 回访时间 回访内容 followup callback 客户意见",
        "number": "单号 编号 工单号 服务单号 报修单号 登记号 流水号 派工单号 订单编号 number no. ticket ticketno jobnumber id uniquekey casenumber",
        "warranty": "保修 保修情况 是否保修 保内 保内保外 保修状态 是否在保 质保 warranty inwarranty warrantystatus",
        "taken_by": "接听人 接线员 登记人 录入人 接收人 受理人 接待人 记录人 接听 接听登记 接单人员 takenby operator agent recordedby",
        "remark": "备注 说明 其他 附注 remark remarks note notes comment comments memo",
        "seq": "序号 序 行号 seq # no",
    },
    {
        "called_at": "moment",
        "agreed_at": "when",
        "arrived_at": "later",
        "completed_at": "later",
        "status": "status",
        "minutes": "minutes",
        "phone": "phone",
        "phone_2": "phone",
        "serial": "serial",
        "seq": "count",
    },
    needed=3,
    wanted=("phone", "customer_name", "contact", "fault"),
)
CUSTOMERS_MACHINES = ListKind(
    "customers_machines",
    {
        "customer_code": "客户编号 客户编码 客户代码 编号 customercode customerid customerno code id",
        "customer_name": "客户名称 客户 客户姓名 单位 单位名称 公司 公司名称 用户名称 用户姓名 customer customername company name",
        "contact": "联系人 联系人员 联系人姓名 姓名 contact contactperson",
        "phone": "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 客户电话 phone tel telephone mobile",
        "phone_2": "备用电话 电话2 联系电话2 固定电话 固话 座机 phone2 landline otherphone",
        "address": "地址 客户地址 联系地址 服务地址 详细地址 安装地址 住址 address location",
        "district": "区域 区 片区 行政区 所在区 district area region",
        "model": "机型 型号 机器型号 产品型号 设备型号 规格型号 购买机型 品牌型号 model machine product",
        "serial": "机号 机身编号 机身号 序列号 机器编号 设备编号 产品序列号 机身码 sn s/n serial serialnumber serialno",
        "brand": "品牌 厂牌 厂家 brand make manufacturer",
        "installed_on": "安装日期 装机日期 安装时间 installedon",
        "warranty_basis": "凭证 保修依据 保修凭证 依据 warrantybasis proof",
        "category": "机器类别 设备类别 category",
        "bought_on": "购机日期 购买日期 购机时间 销售日期 购入日期 boughton purchasedate saledate",
        "warranty": "保修 保修情况 保修状态 是否在保 保内保外 warranty warrantystatus",
        "warranty_until": "保修截止 保修至 保修到期 保修期至 质保到期 到期日期 warrantyuntil warrantyend warrantyexpiry",
        "contract": "合同 合同号 合同编号 销售合同号 contract contractno",
        "counter": "计数 计数器 读数 抄表数 计数读数 张数 counter meter pagecount",
        "location": "部门位置 位置 安装位置 部门 存放位置 department place room",
        "remark": "备注 说明 其他 remark remarks note notes",
        "seq": "序号 序 行号 seq # no",
    },
    {
        "phone": "phone",
        "phone_2": "phone",
        "serial": "serial",
        "customer_code": "serial",
        "bought_on": "date",
        "installed_on": "date",
        "warranty_until": "date",
        "counter": "text",
        "seq": "count",
    },
    wanted=("customer_name", "serial", "model"),
)
TECHNICIANS = ListKind(
    "technicians",
    {
        "tech_code": "工号 编号 员工编号 员工号 代码 code techcode employeeno staffno id",
        "tech_name": "姓名 技术员 员工姓名 名字 工程师 维修人员 name technician fullname",
        "phone": "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 phone tel mobile",
        "grade": "级别 等级 职级 职称 技术等级 grade level rank",
        "district": "区域 片区 负责区域 服务区域 district area region",
        "skills": "技能 专长 机型 负责机型 擅长 品牌 skills models brands",
        "joined_on": "入职日期 入职时间 到岗日期 joinedon hiredate",
        "remark": "备注 说明 remark remarks note notes",
        "seq": "序号 序 行号 seq # no",
    },
    {"phone": "phone", "tech_code": "serial", "joined_on": "date", "seq": "count"},
    wanted=("tech_name",),
)
PRICE_LIST = ListKind(
    "price_list",
    {
        "code": "编码 编号 代码 配件编号 备件编号 货号 物料编码 料号 商品编码 code partno partnumber sku",
        "name": "名称 项目 收费项目 服务项目 配件名称 备件名称 品名 项目名称 维修项目 商品名称 name item part service",
        "model": "适用机型 机型 型号 规格 规格型号 model fits spec",
        "unit": "单位 计量单位 unit uom",
        "price": "单价 价格 收费 收费标准 金额 售价 零售价 含税单价 价格元 费用 price unitprice amount fee",
        "labour": "工时费 人工费 人工 维修费 服务费 labour labor",
        "cost": "成本 进价 成本价 采购价 cost",
        "warranty": "保修期 质保 质保期 保修 warranty",
        "remark": "备注 说明 remark remarks note notes",
        "seq": "序号 序 行号 seq # no",
    },
    {"price": "money", "labour": "money", "cost": "money", "code": "serial", "seq": "count"},
    wanted=("name",),
)
KINDS = {k.name: k for k in (PHONE_REGISTER, CUSTOMERS_MACHINES, TECHNICIANS, PRICE_LIST)}
ENDINGS = (
    "合计",
    "总计",
    "接听登记",
    "今日来电",
    "主管审核",
    "制表",
    "审核",
    "填报人",
    "备注:",
    "注:",
    "说明:",
    "服务热线",
)


def stripped(heading: str) -> str:
    """A heading without marks: * （必填） (元) ￥, blanks, colons; in narrow small letters."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    short = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】|「[^」]*」", "", text)
    text = short if short.strip(" *:") else re.sub(r"[()\[\]【】「」]", "", text)
    return re.sub(r"[\s*:¥￥_\-、,.。!?'\"\u200b\ufeff☆★]+", "", text)


def field_of(heading: str, kind: ListKind) -> str | None:
    """Which field a heading means, or None."""
    plain = stripped(heading)
    if not plain:
        return "seq" if unicodedata.normalize("NFKC", heading).strip().casefold() in ("no.", "#") else None
    return _table(kind).get(plain)


_tables: dict[str, dict[str, str]] = {}


def _table(kind: ListKind) -> dict[str, str]:
    if kind.name not in _tables:
        table: dict[str, str] = {}
        for field, synonyms in kind.headings.items():
            for word in [field, *synonyms.split()]:
                table.setdefault(stripped(word), field)
        _tables[kind.name] = table
    return _tables[kind.name]
