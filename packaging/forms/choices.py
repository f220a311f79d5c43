"""The choices and sentences that several forms share."""

from layout import HOTLINE, WATCH_PHONE

WARRANTY = ("保内", "保外", "合同")
NETWORK = ("有线", "无线", "无")
RESULT = ("已解决", "观察验证", "再次上门", "拖机维修", "待件", "未解决")
GRADES = ("很满意", "满意", "一般", "不满意")
PAYMENT = ("现金", "转账", "扫码", "挂账", "免费")
SERVICE = ("上门", "保养", "装机", "送修", "返修")
CALL_US = f"服务热线 {HOTLINE}（7×24 小时）　服务监督 {WATCH_PHONE}　查询进度报单号即可"
