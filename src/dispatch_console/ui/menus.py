"""Menus show what cannot be done now in grey, with the reason; keys go on to answer with a refusal in words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from dispatch_console.desk.desk import Desk
from dispatch_console.ui.actions import BY_ID
from dispatch_console.ui.calls.caller_card import RingingCard
from dispatch_console.ui.doing import Doing
from dispatch_console.ui.job_card.panel import JobCardPanel
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.roster.panel import RosterPanel
from dispatch_console.words import _

ALWAYS = ("quality",)  # its sheet begins with the first job that is due


class Menus(QObject):
    """While a menu is open its actions are as the job card and the lists allow them; closed, every key counts again."""

    def __init__(
        self, window: MainWindow, desk: Desk, card: JobCardPanel, roster: RosterPanel, doing: Doing, ringing: RingingCard
    ) -> None:
        super().__init__(window)
        self.window, self.desk, self.card, self.roster, self.doing, self.ringing = window, desk, card, roster, doing, ringing
        for menu in window.menus.values():
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(partial(self._grey, menu))
            menu.aboutToHide.connect(partial(self._light, menu))

    def why_not(self, action_id: str) -> str | None:
        """None when the action can begin now, else the reason in words: the same as its key would say."""
        action = BY_ID[action_id]
        if action_id in ALWAYS or self.window.meant_by_focus(action_id) is not None:
            return None
        if action_id == "undo":
            return _words(self.desk.why_not_undo())
        if action_id == "redo":
            return _words(self.desk.why_not_redo())
        if action.needs == "technician":
            return None if self.roster.picked_technician() is not None else _("Pick a technician first (Ctrl+3).")
        if action.needs == "call":
            return None if action_id == "call_back" and self.ringing.calls else self.doing.why_not(action_id)
        return self.card.why_not(action_id)

    def _grey(self, menu: QMenu) -> None:
        for made in menu.actions():
            if made.objectName() in BY_ID:
                why = self.why_not(made.objectName())
                made.setEnabled(why is None)
                made.setToolTip(why or self._tip(made.objectName()))

    def _light(self, menu: QMenu) -> None:
        for made in menu.actions():
            if made.objectName() in BY_ID:
                made.setEnabled(True)
                made.setToolTip(self._tip(made.objectName()))

    def _tip(self, action_id: str) -> str:
        return f"{_(BY_ID[action_id].word)}  {self.window.keys.of(action_id)}"


def _words(reason: object) -> str | None:
    return str(reason) if reason else None
