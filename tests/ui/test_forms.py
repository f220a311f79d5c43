"""All forms in one sheet, the print preview with every form of a job, and the printers' settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.printing import Profile
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.paper.form import KINDS, load
from dispatch_console.press import papers, printer
from dispatch_console.queries.card import JobCard
from dispatch_console.ui.form_words import FORM_WORDS
from tests.paper.changed import decorated, rebuilt

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def job(desk, hands):
    hands.to(8, 4)
    call = RegisterCall(kind=CallKind.REPAIR, number="021-64370011", customer_id=2, machine_id=2, said="手送台频繁卡纸")
    return int(desk.do(call).result["job_id"])


def test_every_form_has_its_word_and_stands_in_the_list(opened):
    assert set(FORM_WORDS) == set(KINDS)
    sheet = opened("forms")
    assert sheet.list.table.rowCount() == len(KINDS) and len(sheet.images) == 1


def test_a_form_is_printed_empty_with_two_keys(opened, keys, tmp_path):
    sheet = opened("forms")
    sheet.list.select_key("visit_card")
    keys((Qt.Key.Key_P, CTRL))
    sheet.save()
    sheet.band._inputs["file"].edit.setText(str(tmp_path / "no" / "a.pdf"))
    sheet.band.save()
    assert "no folder" in sheet.band.words and not sheet.told
    sheet.band._inputs["file"].edit.setText(str(tmp_path / "a.pdf"))
    sheet.band.save()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF") and sheet.told == ["Saved as a.pdf."]


def test_an_empty_form_goes_to_the_printer_that_is_chosen(opened, monkeypatch):
    sent = []
    monkeypatch.setattr(printer, "printers", lambda: ["LQ-630"])
    monkeypatch.setattr(printer, "print_on", lambda name, works, profile: sent.append(name) or len(works))
    sheet = opened("forms")
    sheet.save()
    sheet.band.save()
    assert sent == ["LQ-630"] and sheet.told == ["1 pages were sent to LQ-630."]


def test_a_blank_is_taken_out_changed_put_in_and_ours_comes_back(opened, keys, tmp_path):
    sheet = opened("forms")
    sheet.list.select_key("phone_register")
    keys((Qt.Key.Key_S, CTRL))
    sheet.band._inputs["file"].edit.setText(str(tmp_path / "a.xlsx"))
    sheet.band.save()
    assert (tmp_path / "a.xlsx").read_bytes() == load("phone_register").data
    sheet.put_in(str(decorated(tmp_path)))
    assert sheet.picked.own and sheet.back.isEnabled() and "used from now on" in sheet.told[-1]
    keys((Qt.Key.Key_Delete, CTRL))
    assert not sheet.picked.own and not sheet.back.isEnabled() and "used again" in sheet.told[-1]


def test_a_copy_that_breaks_a_rule_is_refused_in_the_sheet_and_ours_stays(opened, tmp_path):
    sheet = opened("forms")
    sheet.list.select_key("visit_card")
    (tmp_path / "a.xlsx").write_bytes(rebuilt(load("visit_card").data, {"xl/worksheets/sheet1.xml": ('scale="100"', 'scale="90"')}))
    sheet.put_in(str(tmp_path / "a.xlsx"))
    assert "90 per cent" in sheet.band.words and not sheet.picked.own and not sheet.told


@pytest.mark.requirement("R218")
def test_a_list_is_written_for_a_day_and_never_without_its_purpose(opened, desk, job, tmp_path):
    sheet = opened("forms")
    sheet.list.select_key("phone_register")
    sheet.write_list()
    sheet.band._inputs["file"].edit.setText(str(tmp_path / "a.xlsx"))
    sheet.band.save()
    assert "purpose" in sheet.band.words and not (tmp_path / "a.xlsx").exists()
    sheet.band._inputs["purpose"].edit.setText("归档")
    sheet.band.save()
    assert (tmp_path / "a.xlsx").exists() and "1 rows" in sheet.told[-1]
    sheet.list.select_key("visit_card")
    assert not sheet.write.isEnabled()
    sheet.write_list()
    assert "no list" in sheet.band.words


def test_every_form_of_the_job_can_be_chosen_in_the_preview(opened, job):
    sheet = opened("print", job)
    for form in papers.JOB_FORMS:
        sheet.form.choose(form)
        assert sheet.form.value == form
        assert len(sheet.images) == (0 if form in papers.OF_A_STAY else 1), form


@pytest.mark.requirement("R158")
def test_a_printer_that_stops_is_told_and_nothing_counts_as_printed(opened, desk, job, monkeypatch):
    def stops(*_args, **_more):
        raise StoreTrouble("The printer {name} stopped; the page may be missing.", name="LQ-630")

    monkeypatch.setattr(printer, "printers", lambda: ["LQ-630"])
    monkeypatch.setattr(printer, "print_on", stops)
    sheet = opened("print", job)
    sheet.save()
    assert "LQ-630 stopped" in sheet.band.words and sheet.told == [] and sheet.isVisible()
    assert [(p.status, p.times) for p in desk.ask(JobCard(job_id=job)).papers] == [("taken", 0)]


@pytest.mark.requirement("R69")
def test_a_printer_is_set_in_millimetres_and_the_preview_follows(opened, desk, job, monkeypatch):
    monkeypatch.setattr(printer, "printers", lambda: ["LQ-630"])
    sheet = opened("print", job)
    sheet.set_printer()
    fields = sheet.band._inputs
    fields["right"].edit.setText("far")
    sheet.band.save()
    assert "no length" in sheet.band.words
    for name, typed in (("right", "0.5"), ("down", "-1.2"), ("trim", "0,3")):
        fields[name].edit.setText(typed)
    fields["data_only"].choose("yes")
    fields["sheets"].choose("3")
    sheet.band.save()
    assert papers.profile_of(desk, "LQ-630") == Profile(right=5, down=-12, trim=3, data_only=True, sheets=3) == sheet.profile
    sheet.where.choose("")
    sheet.set_printer()
    assert "choose a printer" in sheet.band.words


def test_the_page_of_rulers_is_written_beside_the_pdf(opened, job, tmp_path):
    sheet = opened("print", job)
    sheet.where.choose("")
    sheet.path.edit.setText(str(tmp_path / "a.pdf"))
    sheet.calibrate()
    assert (tmp_path / "校准页.pdf").is_file() and sheet.told


@pytest.mark.requirement("R158")
def test_a_code_scanned_into_the_find_box_opens_its_job(window, desk, job, qtbot, keys):
    number = desk.ask(JobCard(job_id=job)).number
    window.run("find")
    palette = window.rooms.palette
    qtbot.waitUntil(palette.input.hasFocus)
    palette.input.setText(f"WO*{number}")
    keys(Qt.Key.Key_Return)
    assert window.rooms.card.job_id == job and not palette.isVisible()
