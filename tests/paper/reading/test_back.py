import datetime as dt
import tempfile
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from dispatch_console.domain.refused import Refused
from dispatch_console.paper import KINDS, form, read_back
from dispatch_console.paper.form import load
from dispatch_console.paper.reading.back import form_in
from dispatch_console.paper.reading.shapes import chosen
from dispatch_console.paper.reading.values import Unread
from tests.paper.examples import EXAMPLES, example
from tests.paper.lists import DAY, at, calls
from tests.paper.reading.filled import TODAY, cells_of, differences, filled, forms

WITH_FIELDS = [k for k in KINDS if load(k).fields]


def back(data, tmp_path, names=True):
    cells = cells_of(data, tmp_path)
    return form_in(cells if names else {**cells, "names": {}}, today=TODAY)


def filling(kind):
    return EXAMPLES.get(kind, ("X-1", {}, {}))


@pytest.mark.requirement("R210")
@pytest.mark.parametrize("kind", WITH_FIELDS)
def test_a_filled_form_comes_back_through_the_process_of_its_own(kind, tmp_path):
    number, fields, rows = filling(kind)
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled(kind, fields, rows, number))
    found = read_back(path, today=TODAY)
    assert (found.name, found.kind, found.version, found.number) == (kind, load(kind).kind, load(kind).version, number)
    assert found.found_by == "names" and len(found.sha256) == 64
    assert differences(kind, fields, rows, found) == []


@pytest.mark.parametrize("kind", WITH_FIELDS)
def test_a_form_that_lost_its_names_is_known_by_the_line_at_its_foot(kind, tmp_path):
    number, fields, rows = filling(kind)
    found = back(filled(kind, fields, rows, number), tmp_path, names=False)
    assert (found.kind, found.number, found.found_by) == (load(kind).kind, number, "foot")  # papers of a kind look alike
    assert differences(kind, fields, rows, found) == []


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("kind", [k for k in WITH_FIELDS if load(k).repeats])
def test_rows_that_had_grown_are_all_there_and_what_stands_below_too(kind, names, tmp_path):
    number, fields, rows = filling(kind)
    rows = {name: (records * 40)[:37] for name, records in rows.items()}
    found = back(filled(kind, fields, rows, number), tmp_path, names)
    assert differences(kind, fields, rows, found) == []


SLOW = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True, "database": None,
        "phases": [Phase.generate]}  # fmt: skip


def comes_back(case):
    kind, fields, rows, number = case
    with tempfile.TemporaryDirectory() as folder:
        found = back(filled(kind, fields, rows, number), Path(folder))
    assert found.number == number and found.name == kind
    assert differences(kind, fields, rows, found) == []


@pytest.mark.requirement("R217")
@settings(max_examples=300, **SLOW)
@given(forms())
def test_whatever_was_filled_in_is_read_back(case):
    comes_back(case)


@pytest.mark.nightly
@settings(max_examples=10_000, **SLOW)
@given(forms())
def test_whatever_was_filled_in_is_read_back_ten_thousand_times(case):
    comes_back(case)


BOXES = "□已解决　□观察验证　□其他：＿＿＿"


@pytest.mark.requirement("R210")
@pytest.mark.parametrize(("told", "ticked"), [
    ("☑已解决　□观察验证　□其他：＿＿＿", ("已解决",)), ("√ 已解决 □观察验证　√其他：换线", ("已解决", "其他：换线")),
    ("☐已解决 ☒观察验证 ☐其他：", ("观察验证",)), ("□已解决　□观察验证　■其他：●号纸", ("其他：●号纸",)), (BOXES, ()),
])  # fmt: skip
def test_a_box_ticked_by_another_sign_counts(told, ticked):
    assert chosen(told, BOXES) == ticked


@pytest.mark.requirement("R217")
@pytest.mark.parametrize("told", ["□已解决√　□观察验证　□其他：＿", "已解决　□观察验证　□其他：＿", "☑解决了　□观察验证　□其他：＿"])
def test_a_tick_that_says_nothing_is_told_and_never_taken_for_none(told):
    with pytest.raises(Unread) as no:
        chosen(told, BOXES)
    assert no.value.shown == told


@pytest.mark.parametrize("names", [True, False])
def test_a_text_that_goes_on_on_a_second_sheet_is_read_back_whole(names, tmp_path):
    long = "第一行\n" + "卡纸，" * 1_500 + "\n\n  完 "
    rows = {"row_part": [{"part_name": "轮"}, {"part_name": "定影" * 400, "part_quantity": 2}]}
    found = back(filled("repair_report", {"fault": long, "method": "短…"}, rows, "B1"), tmp_path, names)
    assert found.fields["fault"] == long and found.fields["method"] == "短…" and not found.problems
    assert found.rows["row_part"][1]["part_name"] == "定影" * 400


def changed(tmp_path, kind="repair_report", **cells):
    """The example as somebody changed it in Excel: cells by field name."""
    path = tmp_path / "typed.xlsx"
    path.write_bytes(example(kind))
    book = load_workbook(path)
    for name, value in cells.items():
        place = form(kind).fields[name]
        book[form(kind).title].cell(place.row, place.column).value = value
    book.save(path)
    return read_back(path, today=TODAY)


def test_days_amounts_and_boxes_typed_by_hand_are_understood(tmp_path):
    found = changed(
        tmp_path, arrived_at="3月2日 上午9点半", completed_at="２０２６．３．２ 14：05", fee_total="￥1,580 元",
        fee_visit=None, result="■已解决 □观察验证", payment="扫码", bought_on="23-5-18", serial=123,
    )  # fmt: skip
    assert found.problems == {}
    assert found.fields["arrived_at"] == at("09:30") and found.fields["completed_at"] == at("14:05")
    assert found.fields["fee_total"] == 1580 and found.fields["fee_visit"] is None
    assert found.fields["result"] == ("已解决",) and found.fields["payment"] == ("扫码",)
    assert found.fields["bought_on"] == dt.date(2023, 5, 18) and found.fields["serial"] == "123"


def test_a_mask_says_nothing_and_a_blank_is_a_blank(tmp_path):
    found = changed(tmp_path, phone="138 **** 1234", customer_name="上海**", contact=None)
    assert found.hidden == ("customer_name", "phone")
    assert "phone" not in found.fields and "phone" not in found.problems
    assert found.fields["contact"] is None


def test_what_cannot_be_understood_is_told_cell_by_cell(tmp_path):
    found = changed(tmp_path, arrived_at="上周", fee_total="面议", payment="赊账", part_price="?")
    assert set(found.problems) == {"arrived_at", "fee_total", "payment", "row_part/1/part_price"}
    assert all(len(str(said)) > 8 for said in found.problems.values())
    assert found.fields["fault"] and found.rows["row_part"][0]["part_name"] == "定影分离爪 FM1-D581"


def test_a_time_alone_is_on_the_day_of_the_form(tmp_path):
    found = changed(tmp_path, "work_order", arrived_at="10:24")
    assert found.fields["arrived_at"] == at("10:24")


def test_a_row_put_in_by_hand_is_read_with_the_others(tmp_path):
    found = back(filled("phone_register", {"register_on": DAY}, {"row_call": calls(13)}, "D1"), tmp_path)
    assert len(found.rows["row_call"]) == 13
    cells = cells_of(filled("phone_register", {"register_on": DAY, "taken_by": "王丽"}, {"row_call": calls(13)}, "D1"), tmp_path)
    sheet = cells["sheets"][0]
    sheet["rows"] = [[line + (line >= 10), row] for line, row in sheet["rows"]]
    sheet["rows"].append([10, ["", "09:59", "", "插进来的"]])
    found = form_in({**cells, "names": {}}, today=TODAY)
    assert len(found.rows["row_call"]) == 14 and found.fields["taken_by"] == "王丽"
    assert found.rows["row_call"][5]["customer_name"] == "插进来的" and found.rows["row_call"][5]["called_at"] == dt.time(9, 59)


def test_a_blank_form_is_read_as_blank(tmp_path):
    data = (Path(__file__).parents[3] / "resources" / "forms" / "repair_report.xlsx").read_bytes()
    found = back(data, tmp_path)
    assert found.number == "" and found.rows == {"row_part": ()} and not found.problems
    assert {v for n, v in found.fields.items() if n not in ("firm_name", "ply")} == {None, ()}


def test_the_offices_own_copy_tells_where_the_fields_stand(tmp_path):
    own = tmp_path / "forms"
    own.mkdir()
    book = load_workbook(Path(__file__).parents[3] / "resources" / "forms" / "visit_card.xlsx")
    book.save(own / "visit_card.xlsx")
    path = tmp_path / "a.xlsx"
    path.write_bytes(example("visit_card", user_forms=own))
    assert read_back(path, today=TODAY, user_forms=own).fields["surname"] == "欧阳"
    (own / "visit_card.xlsx").write_bytes(b"broken")
    assert [str(n) for n in read_back(path, today=TODAY, user_forms=own).notes]


def test_what_is_none_of_our_forms_is_refused_in_words(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["时间", "报修人"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Refused, match="none of our forms"):
        read_back(tmp_path / "a.xlsx", today=TODAY)
    (tmp_path / "a.csv").write_text("维修报告书 repair_report v1　单号 BG1")
    with pytest.raises(Refused, match="not an Excel workbook"):
        read_back(tmp_path / "a.csv", today=TODAY)
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04nonsense")
    with pytest.raises(Refused, match="damaged"):
        read_back(tmp_path / "b.xlsx", today=TODAY)


def test_reading_a_form_can_be_stopped(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(example("visit_card"))
    start = time.monotonic()
    with pytest.raises(Refused, match="Stopped"):
        read_back(path, today=TODAY, cancelled=lambda: True)
    assert time.monotonic() - start < 5


def test_a_form_of_a_newer_version_says_so(tmp_path):
    data = example("visit_card")
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as out:
        import io

        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for name in box.namelist():
                part = box.read(name)
                if name == "xl/workbook.xml":
                    import re

                    part = re.sub(rb'(name="form_version"[^>]*>)[^<]*', rb"\g<1>9", part)
                out.writestr(name, part)
    found = read_back(path, today=TODAY)
    assert found.version == 9 and "9" in str(found.notes[0])


def test_amounts_come_back_as_exact_yuan(tmp_path):
    found = back(filled("repair_report", {"fee_total": Decimal("1850.10"), "fee_other": 0}, {}, "B1"), tmp_path)
    assert found.fields["fee_total"] == Decimal("1850.10") and found.fields["fee_other"] == 0
