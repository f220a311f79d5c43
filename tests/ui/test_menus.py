"""Menus show in grey what cannot be done now; the keys still answer with the reason."""

from __future__ import annotations

import pytest

from tests.keys import press, settle


@pytest.fixture
def open_menu(window):
    """open_menu("jobs"): its actions while it is open, by id."""

    def show(name):
        menu = window.menus[name]
        menu.aboutToShow.emit()
        return {a.objectName(): a for a in menu.actions() if a.objectName()}

    yield show
    for menu in window.menus.values():
        menu.aboutToHide.emit()


def test_an_open_menu_is_grey_where_the_card_says_no_with_the_reason_as_its_tip(window, jobs, open_menu):
    window.rooms.show_job(jobs["恒达"])
    shown = open_menu("jobs")
    assert shown["decide"].isEnabled() and not shown["done"].isEnabled()
    assert shown["done"].toolTip() == window.rooms.card.why_not("done")
    for name, made in shown.items():
        assert made.isEnabled() == (window.rooms.menus.why_not(name) is None)


def test_without_a_job_every_job_action_is_grey(window, open_menu):
    shown = open_menu("jobs")
    assert [name for name, made in shown.items() if made.isEnabled()] == ["quality"]  # it finds its own job


def test_a_closed_menu_leaves_every_key_answering(window, jobs, open_menu):
    window.rooms.show_job(jobs["恒达"])
    open_menu("jobs")
    window.menus["jobs"].aboutToHide.emit()
    assert all(a.isEnabled() for a in window.menus["jobs"].actions())
    press(window, "F9")
    settle()
    assert "Not done: the job stands at" in window.rooms.card.band.words


def test_undo_is_grey_until_something_can_be_taken_back(window, jobs, open_menu):
    assert open_menu("file")["redo"].isEnabled() is (window.rooms.desk.why_not_redo() is None)
    assert open_menu("file")["undo"].isEnabled() is (window.rooms.desk.why_not_undo() is None)


def test_what_needs_a_technician_is_grey_until_one_is_picked(window, open_menu):
    assert not open_menu("people")["page"].isEnabled()
    press(window, "Ctrl+3", "Down")
    assert open_menu("people")["page"].isEnabled()


def test_a_call_in_hand_lights_what_it_means_by_the_key(window, open_menu):
    press(window, "Ctrl+1")
    from tests.keys import write

    write(window, "62458837")
    assert open_menu("jobs")["phone_solved"].isEnabled() or "phone_solved" not in window.rooms.intake.claims()
