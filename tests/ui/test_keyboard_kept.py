"""The keyboard stays with who is typing, and Ctrl+Z means what the status bar says."""

from __future__ import annotations

from dispatch_console.commands.calls import UrgeJob
from dispatch_console.queries.card import JobCard
from tests.keys import press, shown, write


def test_a_refusal_that_goes_away_takes_no_letter_from_who_types_elsewhere(window, jobs):
    press(window, "F2")
    window.rooms.show_job(jobs["恒达"])
    press(window, "Ctrl+R")  # nothing was done there yet
    assert "Not done" in shown(window)
    press(window, "F6")
    write(window, "sl d")  # the first letter names another job: the card changes, its refusal goes
    assert window.rooms.card.job_id == jobs["宏远"] and "Not done" not in shown(window)
    assert window.rooms.roster.line.field.edit.text() == "sl d" and window.rooms.roster.line.field.edit.hasFocus()


def test_a_band_that_has_the_keyboard_gives_it_back(window, jobs):
    press(window, "F2")
    window.rooms.show_job(jobs["恒达"])
    press(window, "Ctrl+Shift+D", "Esc")
    assert window.rooms.intake.form.phone.edit.hasFocus()


def urged(desk, job):
    return [e.kind for e in desk.ask(JobCard(job_id=job)).events].count("urged")


def test_in_a_field_where_nothing_was_typed_undo_takes_back_what_was_done(window, desk, jobs):
    press(window, "F2")
    desk.do(UrgeJob(job_id=jobs["恒达"], said="快点"))
    press(window, "Ctrl+Z")
    assert window.rooms.intake.form.phone.edit.hasFocus() and urged(desk, jobs["恒达"]) == 0
    desk.redo()
    assert urged(desk, jobs["恒达"]) == 1


def test_undo_takes_back_the_letters_first_and_a_key_held_too_long_nothing_else(window, desk, jobs):
    press(window, "F2")
    desk.do(UrgeJob(job_id=jobs["恒达"], said="快点"))
    write(window, "139")
    press(window, "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert window.rooms.intake.form.phone.edit.text() == "" and urged(desk, jobs["恒达"]) == 1
