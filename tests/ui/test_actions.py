"""Everything that can be started has a word, a key and something it does."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from dispatch_console.domain.jobs import MOVES
from dispatch_console.ui.actions import ACTIONS, Keys, two_on_one_key


def test_no_two_actions_share_a_key():
    assert two_on_one_key({a.id: a.key for a in ACTIONS}) is None


def test_every_action_has_a_word_and_one_key_that_exists():
    for action in ACTIONS:
        assert action.word and action.icon and QKeySequence(action.key).count() == 1, action.id
        assert set(action.moves) <= set(MOVES), action.id


def test_plain_alt_letters_and_f10_belong_to_the_menus():
    for action in ACTIONS:
        assert action.key != "F10"
        assert not (action.key.startswith("Alt+") and action.key[4:].isalpha()), action.id


def test_a_key_can_be_changed_but_not_to_one_that_is_taken():
    keys = Keys()
    assert keys.change("dispatch", "Ctrl+Alt+F9") is None and keys.of("dispatch") == "Ctrl+Alt+F9"
    reason = keys.change("urge", "F7")
    assert reason is not None and "Set time" in str(reason) and keys.of("urge") == "F8"
    assert keys.changed() == {"dispatch": "Ctrl+Alt+F9"}
    assert Keys(keys.changed()).of("dispatch") == "Ctrl+Alt+F9"


def test_nothing_in_a_menu_does_nothing(window):
    assert [a.id for a in ACTIONS if a.id not in window.handlers] == []


def test_every_action_has_a_key_a_tooltip_and_a_name_in_the_window(window):
    for name, action in window.qt_actions.items():
        assert action.text() and action.toolTip() and action.whatsThis(), name
        assert not action.shortcut().isEmpty(), name


def test_every_action_has_a_sign_that_the_font_knows(qapp):
    from dispatch_console.ui.actions import ACTIONS
    from dispatch_console.ui.glyphs import exists

    assert [a.icon for a in ACTIONS if not exists(a.icon)] == []
