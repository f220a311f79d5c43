"""The desk without a screen, as a script would use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from dispatch_console.__main__ import main
from dispatch_console.commands.registry import all_commands
from dispatch_console.places import resources
from dispatch_console.queries.registry import all_queries

DATA = Path(__file__).parents[1] / "data"
NOW = ("--now", "2026-03-02T08:00", "--actor", "陈静")


@pytest.fixture
def run(tmp_path, capsys):
    where = ("--data-dir", str(tmp_path / "desk"), *NOW)

    def call(*words):
        capsys.readouterr()
        code = main([*where, *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    assert call("init")[0] == 0
    return call


def test_a_command_is_done_by_its_name_and_answers_in_json(run):
    code, out, _err = run("do", "RegisterCall", '{"kind": "repair", "number": "13900174420", "said": "卡纸"}')
    answer = json.loads(out)
    assert code == 0 and answer["result"]["number"] == "WX260302-001"
    assert ["job", 1] in answer["changed"] and answer["audit_id"] > 0
    code, out, _err = run("ask", "Board")
    assert json.loads(out)["number"] == "WX260302-001"
    code, out, _err = run("ask", "JobCard", '{"number": "WX260302-001"}')
    assert json.loads(out)["status"] == "registered"


def test_the_same_gesture_twice_changes_nothing(run):
    gesture = json.dumps({"uid": "11111111-1111-4111-8111-111111111111", "name": "苏河湾画廊"})
    first, second = run("do", "AddCustomer", gesture), run("do", "AddCustomer", gesture)
    assert json.loads(first[1])["result"] == json.loads(second[1])["result"]
    assert json.loads(second[1])["changed"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("do", "CancelJob", '{"job_id": 99, "reason": "x"}'), 1, "没有"),
        (("do", "Nothing", "{}"), 1, "没有命令"),
        (("do", "AddCustomer", '{"nam": 1}'), 1, "没有字段"),
        (("do", "AddCustomer", "{oops"), 1, "不是 JSON"),
        (("ask", "Nothing"), 1, "没有查询"),
        (("fly",), 2, ""),
        (("import", "phone_register", "nowhere.xlsx"), 3, ""),
        (("restore", "nowhere.db"), 3, "不完整"),
        (("export", "daily_log", "-o", "x.xlsx"), 1, "用途"),
        (("print", "work_order", "WX260302-999", "-o", "x.pdf"), 1, "没有工单"),
    ],
)
def test_a_refusal_is_one_calm_line_and_an_exit_code(run, words, code, said):
    got, out, err = run(*words)
    assert got == code, err
    assert "Traceback" not in err and said in err and out == ""
    if code == 1:
        assert len(err.strip().splitlines()) == 1


def test_without_a_name_nothing_is_done(tmp_path, capsys, run):
    assert main(["--data-dir", str(tmp_path / "desk"), "do", "AddCustomer", '{"name": "x"}']) == 1
    assert "谁" in capsys.readouterr().err


def test_a_desk_that_is_not_there_is_the_worlds_fault(tmp_path, capsys):
    assert main(["--data-dir", str(tmp_path / "nothing"), "check"]) == 3


def test_every_command_and_query_explains_itself(run):
    _code, out, _err = run("commands")
    assert len(out.splitlines()) == len(all_commands())
    for name in all_commands():
        code, out, _err = run("commands", name)
        assert code == 0 and name in out
    for name in all_queries():
        code, out, _err = run("queries", name)
        assert code == 0 and name in out


def test_a_register_is_imported_once_and_every_row_is_accounted_for(run, tmp_path):
    sample = resources() / "sample"
    assert run("import", "customers_machines", str(sample / "customers_machines.xlsx"))[0] == 0
    assert run("import", "technicians", str(sample / "technicians.xlsx"))[0] == 0
    code, out, _err = run("import", "phone_register", str(sample / "phone_register.xlsx"), "--dry-run", "--json")
    [doubtful] = [r for r in json.loads(out)["rows"] if r["candidates"] and r["decision"] == "refused"]
    assert doubtful["line"] == 22 and len(doubtful["candidates"]) == 4 and all(c["reason"] for c in doubtful["candidates"][:2])
    code, out, _err = run("import", "phone_register", str(sample / "phone_register.xlsx"), "--ask-later", "--dry-run", "--json")
    dry = json.loads(out)["summary"]
    code, out, _err = run("import", "phone_register", str(sample / "phone_register.xlsx"), "--ask-later", "--json")
    first = json.loads(out)["summary"]
    assert code == 0 and first == dry == {"read": 78, "added": 77, "updated": 0, "same": 0, "refused": 1}
    code, out, _err = run("import", "phone_register", str(sample / "phone_register.xlsx"), "--json")
    again = json.loads(out)["summary"]
    assert again == {"read": 78, "added": 0, "updated": 0, "same": 77, "refused": 1}
    code, out, _err = run("import", "price_list", str(sample / "price_list.xlsx"), "--json")
    assert json.loads(out)["summary"]["added"] == 72
    code, out, _err = run("check", "--replay", "--digest")
    assert code == 0 and json.loads(out)["clean"] and len(json.loads(out)["digest"]) == 64
    code, out, _err = run("backup")
    made = json.loads(out)
    assert code == 0 and made["bytes"] > 0
    assert run("restore", made["file"])[0] == 0
    log = tmp_path / "log.xlsx"
    code, out, err = run("export", "phone_register", "--on", "2026-02-24", "--purpose", "核对", "-o", str(log))
    assert code == 0 and log.stat().st_size > 1000, err


def test_english_is_english_and_chinese_is_chinese(tmp_path, capsys):
    base = ["--data-dir", str(tmp_path / "none"), *NOW]
    main([*base, "--lang", "en", "check"])
    english = capsys.readouterr().err
    main([*base, "check"])
    chinese = capsys.readouterr().err
    assert english.startswith("There is no desk") and "没有调度台" in chinese


def test_the_forms_are_listed_taken_out_put_in_and_restored(run, tmp_path):
    rows = [json.loads(line) for line in run("forms")[1].splitlines()]
    assert len(rows) >= 30 and not any(r["own"] for r in rows)
    blank = str(tmp_path / "blank.xlsx")
    assert run("forms", "blank", "visit_card", blank)[0] == 0
    assert json.loads(run("forms", "put", "visit_card", blank)[1])["own"]
    assert run("forms", "put", "pickup_slip", blank)[0] == 1
    assert not json.loads(run("forms", "restore", "visit_card")[1])["own"]
    code, _out, err = run("forms", "restore", "visit_card")
    assert code == 1 and len(err.splitlines()) == 1


def test_an_empty_form_is_printed_without_a_job(run, tmp_path):
    code, out, _err = run("print", "attendance_sheet", "--blank", "-o", str(tmp_path / "a.pdf"))
    assert code == 0 and json.loads(out)["pages"] == 1 and (tmp_path / "a.pdf").is_file()
    assert run("print", "invoice", "--blank", "-o", str(tmp_path / "b.pdf"))[0] == 1


@pytest.mark.requirement("R197", "R202")
def test_the_analysis_of_a_quarter_is_written_with_its_purpose(run, tmp_path):
    file = tmp_path / "analysis.xlsx"
    code, out, _err = run("export", "service_analysis", "--period", "quarter", "--on", "2026-02-10", "--purpose", "季报", "-o", str(file))
    assert code == 0 and json.loads(out)[0]["rows"] > 0 and file.is_file()
    assert run("export", "service_analysis", "--month", "2026-02", "-o", str(tmp_path / "none.xlsx"))[0] == 1


def test_the_new_lists_are_exported_with_their_purpose(run, tmp_path):
    for form, when in (("quality_call_sheet", ("--on", "2026-03-02")), ("maintenance_plan", ("--month", "2026-03"))):
        file = tmp_path / f"{form}.xlsx"
        assert run("export", form, *when, "--purpose", "归档", "-o", str(file))[0] == 0 and file.is_file()


@pytest.mark.requirement("R3")
def test_a_citys_calls_come_in_by_the_command_line_with_columns_told_once(run):
    file = str(Path(__file__).parents[1] / "data" / "nyc311_calls.csv")
    code, out, _err = run("import", "phone_register", file, "--map", "Complaint Type=fault", "--map", "Descriptor=remark", "--json")
    told = json.loads(out)
    assert code == 0 and told["summary"] == {"read": 235, "added": 235, "updated": 0, "same": 0, "refused": 0}
    assert sum(any("状态未完成" in str(d) for d in r["doubts"]) for r in told["rows"]) == 6
    code, out, _err = run("import", "phone_register", file, "--json")  # the columns are known now, and so are the rows
    assert json.loads(out)["summary"] == {"read": 235, "added": 0, "updated": 0, "same": 235, "refused": 0}
    code, out, _err = run("check", "--replay")
    assert code == 0 and json.loads(out)["clean"] and json.loads(out)["jobs"] == 235


@pytest.mark.requirement("R3", "R217")
def test_a_worksheet_is_named_on_the_command_line(run, tmp_path):
    book = Workbook()
    book.active.title = "说明"
    book.active.append(["每周五交"])
    book.create_sheet("登记").append(["来电时间", "客户", "电话", "故障"])
    book["登记"].append(["2026-02-01 09:10", "新厂", "13912340001", "卡纸"])
    file = str(tmp_path / "book.xlsx")
    book.save(file)
    assert run("import", "phone_register", file)[0] == 1, "its first worksheet is no list"
    code, _out, err = run("import", "phone_register", file, "--sheet", "登 记")
    assert code == 1 and "登 记" in err and "说明、登记" in err
    code, out, _err = run("import", "phone_register", file, "--sheet", "登记", "--json")
    assert code == 0 and json.loads(out)["sheet"] == "登记" and json.loads(out)["summary"]["added"] == 1
    assert run("import", "phone_register", str(DATA / "nyc311_calls.csv"), "--sheet", "登记")[0] == 1
