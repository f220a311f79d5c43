"""The window as it stands at once: its grid, its titles and the phone field, before the desk behind it is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRectF, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QSizePolicy, QStatusBar, QWidget

from dispatch_console.domain.moment import SHANGHAI, Clock, local
from dispatch_console.ui import theme
from dispatch_console.ui.actions import ACTIONS, BY_ID, MENUS, TOOL_BAR, Keys, by_menu
from dispatch_console.ui.fields import Field
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.labels import day_words
from dispatch_console.ui.lay import row
from dispatch_console.ui.paint import MIDDLE, RIGHT, box, draw_icon, icon, ready, text
from dispatch_console.ui.theme import BODY, HEAD, SMALL, advance, px
from dispatch_console.ui.widgets import FlatBar, FlatMenu, KeyButton, Painted, Panel, TitleBar
from dispatch_console.words import N_, _

WIDE = 1400  # from this width on: two-line owed strip, two-line roster rows
Area = Qt.DockWidgetArea


class Foot(QStatusBar):
    """The status bar as plain words; what was just done stands here for some seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: tuple[tuple[str, str, str], ...] = ()  # icon, words, token
        self.right = ""
        self.said = ""
        self._look = ("check-bold", "text")
        self.setSizeGripEnabled(False)
        self._over = QTimer(self, singleShot=True, interval=8000)
        self._over.timeout.connect(lambda: self.say(""))
        theme.look.changed.connect(self._fix)
        self._fix()

    def _fix(self) -> None:
        self.setFixedHeight(px(26))

    def tell(self, facts: tuple[tuple[str, str, str], ...], right: str) -> None:
        """Show these facts at the left and these counts at the right."""
        if (facts, right) != (self.facts, self.right):
            self.facts, self.right = facts, right
            self.setAccessibleDescription(" · ".join([f[1] for f in facts] + [right]))
            self.update()

    def warn(self, words: str, token: str) -> None:
        """Say of what a clock warns, for eight seconds."""
        self.say(words)
        self._look = ("clock-alert-outline", token)

    def say(self, words: str) -> None:
        """Say what was done, for eight seconds."""
        self.said, self._look = words, ("check-bold", "text")
        self.setAccessibleName(words)
        if words:
            self._over.start()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: facts left, counts right."""
        p = ready(QPainter(self))
        r = QRectF(self.rect()).adjusted(10, 0, -12, 0)
        right = r.right() - advance(self.right, SMALL) - 14
        x = r.left()
        said = ((self._look[0], self.said, self._look[1]),) if self.said else self.facts
        for glyph, words, token in said:
            if x + px(19) + advance(words, SMALL) > right:
                break
            draw_icon(p, x, r.center().y(), glyph, token, 14)
            x += px(19)
            x += text(p, QRectF(x, 0, right - x, r.height()), words, token, SMALL) + 14
        text(p, r, self.right, "text2", SMALL, False, RIGHT)


def settings_of(folder: Path | None) -> QSettings:
    """What is remembered of the window of this desk: its size, its layout, light or dark, the keys."""
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat) if folder else QSettings()


class Frame(QMainWindow):
    """The empty window. What is pressed or typed before the desk is open is kept and done then."""

    compact_changed = Signal(bool)
    triggered = Signal(str)
    painted = Signal()  # once: the window stands on the screen

    def __init__(self, clock: Clock, folder: Path | None = None) -> None:
        super().__init__()
        self.clock = clock
        self.settings = settings_of(folder)
        chosen = self.settings.value("keys") or {}
        self.keys = Keys(chosen if isinstance(chosen, dict) else {})
        self.compact: bool | None = None
        self.qt_actions: dict[str, QAction] = {}
        self.docks: dict[str, QDockWidget] = {}
        self.titles: dict[str, TitleBar] = {}
        self.slots: dict[str, Panel] = {}
        self.menus: dict[str, QMenu] = {}
        self._laid_out = self._painted = False
        self.setWindowTitle(_("Dispatch console"))
        self.setMinimumSize(1024, 600)
        self.resize(1440, 900)
        self.setContentsMargins(6, 0, 6, 0)
        self.setDockNestingEnabled(True)
        self.setCorner(Qt.Corner.BottomLeftCorner, Area.LeftDockWidgetArea)
        self._make_top()
        self._make_grid()
        self.foot = Foot()
        self.setStatusBar(self.foot)
        theme.look.changed.connect(self._measure_top)
        self._measure_top()

    # ---- parts ----

    def finish(self) -> None:
        """What cannot be seen: the actions with their keys, the lines of the menus. It follows the first paint."""
        if not self.qt_actions:
            self._make_actions()
            self._fill_menus()

    def action_of(self, event: QKeyEvent) -> QAction | None:
        """The action whose key this is."""
        pressed = QKeySequence(event.keyCombination())
        return next((a for a in self.qt_actions.values() if a.shortcut() == pressed), None)

    def _make_actions(self) -> None:
        for action in ACTIONS:
            made = QAction(_(action.word), self)
            made.setObjectName(action.id)
            key = self.keys.of(action.id)
            made.setShortcut(QKeySequence(key))
            made.setToolTip(f"{_(action.word)}  {key}")
            made.setWhatsThis(_(action.word))
            made.triggered.connect(lambda _on=False, name=action.id: self.triggered.emit(name))
            self.addAction(made)
            self.qt_actions[action.id] = made

    def _make_top(self) -> None:
        self.menu = FlatMenu()
        for name, word in MENUS:
            self.menus[name] = self.menu.addMenu(_(word))
        self.menu.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.omni = Painted(30, self._draw_omni)
        self.omni.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.omni.setAccessibleName(_("Find and commands"))
        self.omni.clicked.connect(lambda _at: self.triggered.emit("find"))
        self.tools: list[KeyButton] = []
        for n, name in enumerate(TOOL_BAR):
            action = BY_ID[name]
            button = KeyButton(_(action.short or action.word), self.keys.of(name), "ghost" if n else "accent", action.icon)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, name=name: self.triggered.emit(name))
            self.tools.append(button)
        self.day = Painted(30, self._draw_day)
        self.day.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.top = FlatBar("top", row(self.menu, (self.omni, 12), *self.tools, (self.day, 1), spacing=5), 42)
        self.addToolBar(self.top)
        self.addToolBarBreak()
        self.owed_slot = Panel(top=True, margins=(2, 2, 2, 2))
        self.owed_bar = FlatBar("owed", self.owed_slot, 54)
        self.addToolBar(self.owed_bar)

    def _fill_menus(self) -> None:
        for name, menu in self.menus.items():
            group: int | None = None
            for action in by_menu(name):
                if group is not None and action.group != group:
                    menu.addSeparator()
                group = action.group
                menu.addAction(self.qt_actions[action.id])
            menu.aboutToShow.connect(lambda m=menu: self._give_icons(m))

    def _measure_top(self) -> None:
        """The top line in the size of letters in use."""
        self.menu.setFixedHeight(px(30))
        self.menu.setFixedWidth(self.menu.sizeHint().width())
        self.omni.setMinimumWidth(px(160))
        self.omni.setMaximumWidth(px(420))
        day = max(advance(day_words(dt.date(2026, 9, n)), SMALL) for n in (21, 23))  # Monday and Wednesday are the widest
        self.day.setMinimumWidth(round(advance("00:00", HEAD, True) + day + 28))
        self.owed_slot.setFixedHeight(px(32 if self.compact else 48))
        if self.compact is not None:
            self.judge_width()

    def _give_icons(self, menu: QMenu) -> None:
        for action in menu.actions():
            if action.objectName() in BY_ID:
                action.setIcon(icon(BY_ID[action.objectName()].icon))

    def _draw_omni(self, p: QPainter, r: QRectF) -> None:
        box(p, r, "surface", "edge", 6)
        draw_icon(p, 9, r.center().y(), "magnify", "text3", 16)
        words = _("Find: initials, phone tail, serial tail, job no., address")
        text(p, r.adjusted(px(31), 0, -px(36), 0), words, "text3", SMALL)
        text(p, r.adjusted(0, 0, -9, 0), self.keys.of("find"), "text3", SMALL, False, RIGHT)

    def _draw_day(self, p: QPainter, r: QRectF) -> None:
        now = local(self.clock(), SHANGHAI)
        time = f"{now:%H:%M}"
        w = text(p, r.adjusted(0, 0, -6, 0), time, "text", HEAD, True, RIGHT)
        text(p, r.adjusted(0, 0, -w - 18, 0), day_words(now.date()), "text2", SMALL, False, RIGHT)

    def _make_grid(self) -> None:
        self.slots["card"] = Panel(top=True)
        self.slots["card"].setMinimumSize(px(380), px(180))
        self.setCentralWidget(self.slots["card"])
        for name, word, glyph, area in (
            ("calls", N_("Phone calls"), "phone-incoming", Area.LeftDockWidgetArea),
            ("roster", N_("Technicians"), "account-hard-hat", Area.RightDockWidgetArea),
            ("board", N_("Job board"), "view-list", Area.BottomDockWidgetArea),
        ):
            title = TitleBar(glyph, _(word), self.keys.of(f"go_{name}"))
            title.menu_wanted.connect(lambda at, name=name: self._panel_menu(name, at))
            dock = QDockWidget(_(word), self)
            dock.setObjectName(name)
            dock.setTitleBarWidget(title)
            panel = Panel()
            dock.setWidget(panel)
            self.addDockWidget(area, dock)
            self.docks[name], self.titles[name], self.slots[name] = dock, title, panel
        self.slots["calls"].setMinimumWidth(px(300))
        self.slots["roster"].setMinimumWidth(px(230))
        self.slots["board"].setMinimumHeight(px(120))
        self.phone = Field(_("Phone"), label_width=px(44))
        self.phone.edit.setMaxLength(40)
        holder = row(self.phone, margins=(10, 0, 10, 0))
        self.slots["calls"].body.addWidget(holder, 1, Qt.AlignmentFlag.AlignTop)
        self.phone_holder = holder

    def _panel_menu(self, name: str, at: QPoint) -> None:
        menu = QMenu(self)
        dock = self.docks[name]
        floating = menu.addAction(_("Back into the window") if dock.isFloating() else _("A window of its own"))
        floating.triggered.connect(lambda: dock.setFloating(not dock.isFloating()))
        menu.addAction(self.qt_actions["reset_layout"])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    # ---- layout ----

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: below 1400 wide the strip and the roster take one line."""
        super().resizeEvent(event)
        self.judge_width()

    def judge_width(self) -> None:
        """Large or small, by the width in the size of letters in use."""
        compact = self.width() < px(WIDE)
        if compact != self.compact:
            self.compact = compact
            self.owed_bar.set_height(38 if compact else 54)
            self.owed_slot.setFixedHeight(px(32 if compact else 48))
            self.compact_changed.emit(compact)
            if self._laid_out:
                self.lay_out()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the first time, take the places kept for this size, or the house's."""
        super().showEvent(event)
        if not self._laid_out:
            self._laid_out = True
            if self.phone.isVisible():
                self.phone.setFocus()
            QTimer.singleShot(0, self, self.lay_out)
            self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: say it after the first time; a timer begun before would come before."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    @property
    def _layout_key(self) -> str:
        return "layout/small" if self.compact else "layout/large"

    def lay_out(self) -> None:
        """Take the layout kept for this size of window, or the house's."""
        before = self.focusWidget()
        kept = self.settings.value(self._layout_key)
        if not (isinstance(kept, QByteArray) and self.restoreState(kept)):
            self.house_layout()
        if before is not None and before is not self.focusWidget() and before.isVisible():
            before.setFocus()  # moving panels takes the keyboard from who is typing

    def house_layout(self) -> None:
        """Every panel at the place and size of the drawing."""
        for name, area in (
            ("calls", Area.LeftDockWidgetArea), ("roster", Area.RightDockWidgetArea), ("board", Area.BottomDockWidgetArea),
        ):  # fmt: skip
            dock = self.docks[name]
            if dock.isFloating():
                dock.setFloating(False)
            if self.dockWidgetArea(dock) != area:
                self.addDockWidget(area, dock)
            dock.show()
        left, right, low = (366, 300, 262) if self.compact else (380, 330, 343)
        wide = self.width()  # large letters in a small window: the docks give way before the job card does
        left = min(px(left), max(px(300), round(wide * 0.3)))
        right = min(px(right), max(px(230), round(wide * 0.24)))
        low = min(px(low), round(self.height() * 0.42))
        self.resizeDocks([self.docks["calls"], self.docks["roster"]], [left, right], Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["board"]], [low], Qt.Orientation.Vertical)

    def reset_layout(self) -> None:
        """Forget the layout kept for this size and take the house's."""
        self.settings.remove(self._layout_key)
        self.house_layout()

    def keep_layout(self) -> None:
        """Remember where everything is, for this size of window."""
        self.settings.setValue(self._layout_key, self.saveState())
        self.settings.setValue("size", self.size())

    def sizeHint(self) -> QSize:
        """Qt: the large layout."""
        return QSize(1440, 900)

    def call_later(self, wait_ms: int, what: Callable[[], None]) -> None:
        """Do something after the events of this turn."""
        QTimer.singleShot(wait_ms, self, what)


__all__ = ["BODY", "MIDDLE", "Foot", "Frame", "QWidget"]
