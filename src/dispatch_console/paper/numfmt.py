"""Shows a number, a day or a time the way its cell says, for the formats that our forms use."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  workbooks know no zone
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy-mm-dd",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: "yyyy-mm-dd hh:mm",
    49: "@",
}
_DATE = re.compile(r"yyyy|yy|mm|m|dd|d|hh|h|ss|s|年|月|日|.", re.I)


def is_date(code: str) -> bool:
    """Whether a format shows days or times."""
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|General', "", code)
    return bool(re.search(r"[ymdhs]", plain, re.I))


def serial(value: dt.datetime | dt.date | dt.time) -> float:
    """The number under which a workbook keeps a local moment, a day or a time of day."""
    if isinstance(value, dt.datetime):
        delta = value.replace(tzinfo=None) - EPOCH
    elif isinstance(value, dt.date):
        return float((value - EPOCH.date()).days)
    else:
        delta = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    return delta.days + delta.seconds / 86400  # every digit: a rounded one shows as the minute before


def moment_of(number: float) -> dt.datetime:
    """The local moment behind a workbook's number, to the second."""
    return EPOCH + dt.timedelta(seconds=round(number * 86400))


def shown(value: object, code: str) -> str:
    """What is seen in the cell; text stays as it is, whole numbers lose no digit."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return _shown_date(serial(value), code if is_date(code) else _date_code(value))
    if isinstance(value, (int, float, Decimal)):
        return _shown_date(float(value), code) if is_date(code) else _shown_number(Decimal(str(value)), code)
    return str(value)


def _date_code(value: dt.datetime | dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime):
        return "yyyy-mm-dd hh:mm"
    return "yyyy-mm-dd" if isinstance(value, dt.date) else "hh:mm"


def _shown_number(value: Decimal, code: str) -> str:
    sections = code.split(";")
    code = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    negative = value < 0
    tail = " " if code.endswith("_)") else ""
    body = re.sub(r'_.|\*.|"|\\', "", code)
    if body in ("General", "@", ""):
        return _plain(value) + tail
    picture = re.search(r"[#0,.?]+", body)
    if picture is None:
        return body + tail
    if "%" in body:
        value *= 100
    places = len(picture.group().rpartition(".")[2]) if "." in picture.group() else 0
    amount = abs(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{amount:,f}" if "," in picture.group() else f"{amount:f}"
    sign = "-" if negative and len(sections) == 1 and amount else ""
    return sign + body[: picture.start()] + text + body[picture.end() :] + tail


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown_date(number: float, code: str) -> str:
    when = moment_of(number)
    code = re.sub(r"\[[^\]]*\]|_.|\\|\"", "", code.split(";")[0])
    out, hours = [], False
    for part in _DATE.findall(code):
        low = part.lower()
        if low in ("yyyy", "yy"):
            out.append(f"{when.year:04d}"[-len(low) :])
        elif low in ("mm", "m"):
            number_shown = when.minute if hours else when.month
            out.append(f"{number_shown:0{len(low)}d}")
            hours = False
        elif low in ("dd", "d"):
            out.append(f"{when.day:0{len(low)}d}")
        elif low in ("hh", "h"):
            out.append(f"{when.hour:0{len(low)}d}")
            hours = True
        elif low in ("ss", "s"):
            out.append(f"{when.second:0{len(low)}d}")
        else:
            out.append(part)
    return "".join(out)
