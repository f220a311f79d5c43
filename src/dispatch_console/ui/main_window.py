"""The main window: the frame, and the desk's panels once it is open. It ties panels together and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from dispatch_console.domain.moment import Clock
from dispatch_console.ui import theme
from dispatch_console.ui.frame import Frame
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.held import Held
from dispatch_console.ui.widgets import KeyButton
from dispatch_console.words import _

Claim = tuple[QWidget, str, Callable[[], None], Callable[[], bool]]


class MainWindow(Frame):
    """The dispatcher's window. `handle` and `claim` say what an action does; the panels come later."""

    def __init__(self, clock: Clock, folder: Path | None = None) -> None:
        super().__init__(clock, folder)
        self.rooms: Any = None  # the panels (ui.rooms.Rooms) once the desk is open
        self.handlers: dict[str, Callable[[], None]] = {}
        self._claims: list[Claim] = []
        self.held = Held(self, self.phone.edit)
        self.triggered.connect(self.run)
        self._handle_the_window()

    # ---- actions ----

    def handle(self, action_id: str, what: Callable[[], None]) -> None:
        """Say what an action does."""
        self.handlers[action_id] = what

    def claim(
        self, widget: QWidget, action_id: str, what: Callable[[], None], when: Callable[[], bool] = lambda: True
    ) -> None:
        """While the keyboard is inside the widget, the key does this instead (F9 in a call: solved by phone)."""
        self._claims.append((widget, action_id, what, when))

    def run(self, action_id: str) -> None:
        """A key or a menu: what the panel with the keyboard means by it, else what the window does."""
        what = self.meant_by_focus(action_id)
        if what is not None:
            what()
        else:
            self.do(action_id)

    def meant_by_focus(self, action_id: str) -> Callable[[], object] | None:
        """What the call or the sheet with the keyboard means by an action, if it means something of its own."""
        focus = self.focusWidget()
        for widget, claimed, what, when in self._claims:
            inside = focus is not None and (widget is focus or widget.isAncestorOf(focus))
            if claimed == action_id and inside and when():
                return what
        found: Callable[[], object] | None = self.rooms.stage.claims(focus).get(action_id) if self.rooms is not None else None
        return found

    def do(self, action_id: str) -> None:
        """A button or a line of the palette: the action itself; before the desk is open it waits."""
        if action_id in self.handlers:
            self.handlers[action_id]()
        elif self.rooms is None:
            self.held.add(partial(self.run, action_id))

    def _handle_the_window(self) -> None:
        self.handle("quit", lambda: (self.close(), None)[1])
        self.handle("dark", self.toggle_dark)
        self.handle("larger", lambda: self.zoom(10))
        self.handle("smaller", lambda: self.zoom(-10))
        self.handle("full_screen", self.toggle_full_screen)
        self.handle("reset_layout", self.layout_as_at_first)
        self.handle("keep_layout", self.keep_named_layout)
        self.handle("next_layout", self.next_layout)
        self.handle("own_window", self.own_window)

    def toggle_dark(self) -> None:
        """Light or dark, remembered."""
        theme.look.use(dark=not theme.look.dark)
        self.settings.setValue("dark", theme.look.dark)

    def zoom(self, by: int) -> None:
        """Larger or smaller by ten per cent, remembered."""
        theme.look.use(percent=theme.look.percent + by)
        self.settings.setValue("percent", theme.look.percent)
        self.house_layout()

    def toggle_full_screen(self) -> None:
        """The whole screen, or the window again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def keep_named_layout(self) -> None:
        """Add this layout to the ones that Ctrl+Shift+8 goes through."""
        names = self._layout_names()
        name = f"{len(names) + 1}"
        self.settings.setValue(f"layouts/{name}", self.saveState())
        self.foot.say(_("Layout {name} is kept.", name=name))

    def own_window(self) -> None:
        """The panel with the keyboard in a window of its own, or back."""
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is self:
            focus = self.focusWidget()
        dock = next((d for d in self.docks.values() if focus is not None and d.isAncestorOf(focus)), None)
        if dock is None or focus is None:
            self.foot.say(_("Only calls, technicians and the board can stand alone."))
            return
        dock.setFloating(not dock.isFloating())
        focus.window().activateWindow()
        focus.setFocus()
        self.foot.say(_("A window of its own") if dock.isFloating() else _("Back into the window"))

    def layout_as_at_first(self) -> None:
        """Every panel at its first place, and said so."""
        self.reset_layout()
        self.foot.say(_("Layout as at first"))

    def next_layout(self) -> None:
        """The next kept layout, in turn."""
        names = self._layout_names()
        if not names:
            self.layout_as_at_first()
            return
        now = str(self.settings.value("layout_now") or "")
        name = names[(names.index(now) + 1) % len(names)] if now in names else names[0]
        self.settings.setValue("layout_now", name)
        self.restoreState(self.settings.value(f"layouts/{name}"))
        self.foot.say(_("Layout {name}", name=name))

    def _layout_names(self) -> list[str]:
        self.settings.beginGroup("layouts")
        names = sorted(self.settings.childKeys())
        self.settings.endGroup()
        return names

    # ---- panels ----

    def take_rooms(self, rooms: Any) -> None:
        """The panels are in: do what was pressed meanwhile."""
        self.rooms = rooms
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self.held.let_go()

    def _focus_moved(self, old: QObject | None, new: QObject | None) -> None:
        if not isinstance(new, QWidget) or new.window() is not self:
            return
        for name, dock in self.docks.items():
            self.titles[name].set_active(dock.isAncestorOf(new))
        self._fill_one_button(new)

    def _surface(self, widget: QWidget) -> QWidget:
        """The dock, the card or the sheet that a widget stands on: what lies in the window itself."""
        while (above := widget.parentWidget()) is not None and above is not self:
            widget = above
        return widget

    def _fill_one_button(self, focus: QWidget) -> None:
        """One filled button in the window: the main action of the panel that has the keyboard."""
        for button in self.findChildren(KeyButton):
            if button.kind == "primary" and button.focusPolicy() != Qt.FocusPolicy.NoFocus:
                quiet = self._surface(button) is not self._surface(focus)
                if quiet != button.quiet:
                    button.quiet = quiet
                    button.update()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: remember the layout, keep what is half typed, let go of the desk; a copy that is taken is waited for in sight."""
        application = QApplication.instance()  # when the machine goes off nothing may hold it up
        session_ends = isinstance(application, QApplication) and application.isSavingSession()
        if self.rooms is not None and not session_ends and not self.rooms.may_close():
            event.ignore()
            return
        self.keep_layout()
        if self.rooms is not None:
            self.rooms.let_go()
        super().closeEvent(event)
