"""The key card: whole on the smallest screen in both languages, every key on it once, grey what cannot be done now."""

from __future__ import annotations

import pytest

from dispatch_console import words
from dispatch_console.ui.actions import ACTIONS
from dispatch_console.ui.key_card import TOGETHER, KeyCard
from dispatch_console.ui.theme import SMALL, advance
from tests.keys import press, settle


@pytest.fixture(params=["zh_CN", "en"])
def card(request, window):
    before = words.language()
    words.use(request.param)
    window.resize(1366, 697)  # 768 less the bars of the system
    settle()
    press(window, "F1")
    settle()
    yield window.rooms.sheet
    words.use(before)


def test_the_whole_card_is_seen_at_1366_by_768_without_scrolling(card):
    assert isinstance(card, KeyCard) and card.whole
    assert not card._area.verticalScrollBar().isVisible()


def test_every_action_with_a_key_stands_on_the_card_once(card):
    shown = [line.key for group in card._groups for line in group if line.key]
    told = {a for ids, _key, _word in TOGETHER.values() for a in ids}
    for action in ACTIONS:
        if action.menu and action.key and action.id not in told:
            assert shown.count(action.key) == 1, action.id


def test_no_word_of_the_card_is_cut(card):
    room = card._width() / len(card._packed()) - 20 - 8
    for group in card._groups:
        for line in group[1:]:
            least = min(advance(w, SMALL) for w in (line.word, line.short) if w)
            assert least + advance(line.key, SMALL) <= room + 1, line


def test_what_the_open_job_does_not_allow_is_grey(window):
    window.rooms.show_job(window.rooms.board.rows.rows[0].id)
    press(window, "F1")
    card = window.rooms.sheet
    lit = {line.key: line.lit for group in card._groups for line in group if line.key}
    for action in ACTIONS:
        if action.menu and action.moves:
            assert lit[action.key] == (window.rooms.menus.why_not(action.id) is None), action.id
    assert not all(lit.values()) and lit["F2"]
