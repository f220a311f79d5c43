"""The grid of a roster week: technicians down, days across; a letter types a day, Shift and arrows choose several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispatch_console.domain.shifts import BY_LETTER, FULL_DAY, SHIFTS, counted_minutes, minute_words
from dispatch_console.queries.weeks import PlannedCell, WeekRow
from dispatch_console.ui import theme
from dispatch_console.ui.paint import LEFT, RIGHT, box, draw_icon, line, ready, text
from dispatch_console.ui.theme import BODY, SMALL, color, px
from dispatch_console.words import N_, _

DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
FILLS: Mapping[str, tuple[str, str]] = {  # kind: fill and text; what is as usual has none
    "straight": ("field_bg", "field_tx"), "on_duty": ("accent_bg", "accent"), "training": ("shop_bg", "shop_tx"),
    "leave": ("sunken", "text2"), "sick": ("sunken", "text2"), "out_of_town": ("sunken", "text2"),
}  # fmt: skip
ROW, HEAD, NAME, SUM = 40, 26, 106, 70


@dataclass(frozen=True, slots=True)
class Edit:
    """What a cell is to become."""

    kind: str
    note: str
    starts_minute: int
    ends_minute: int


class WeekGrid(QWidget):
    """Rows of people, columns of days; what is typed stays here until it is saved."""

    edited = Signal()
    moved = Signal()
    opened = Signal()  # Enter: note and hours of the cell
    seen = Signal(int, int)  # top and bottom of the row with the cursor

    def __init__(self, hours: Mapping[str, tuple[int, int]], straight_by: int) -> None:
        super().__init__()
        self.rows: Sequence[WeekRow] = ()
        self.edits: dict[tuple[int, dt.date], Edit] = {}
        self.at = self.anchor = (0, 0)
        self.today = dt.date.min
        self._hours, self._straight_by = hours, straight_by
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Roster of the week"))
        theme.look.changed.connect(self._fix)

    def show_week(self, rows: Sequence[WeekRow], today: dt.date) -> None:
        """Show other rows; what was typed is gone."""
        self.rows, self.today = rows, today
        self.edits.clear()
        row, column = self.at
        self.at = self.anchor = (min(row, max(0, len(rows) - 1)), column)
        self._fix()

    def _fix(self) -> None:
        self.setFixedHeight(px(HEAD) + px(ROW) * max(1, len(self.rows)))
        self._tell()

    # ---- what a cell is ----

    def cell(self, row: int, column: int) -> PlannedCell:
        """The cell as it will be."""
        person = self.rows[row]
        kept = person.days[column]
        edit = self.edits.get((person.person_id, kept.on_day))
        if edit is None:
            return kept
        return PlannedCell(kept.on_day, edit.kind, edit.note, edit.starts_minute, edit.ends_minute, True, kept.working_day)

    def words(self, row: int, column: int) -> tuple[str, str]:
        """The fact of a cell and its evidence."""
        cell = self.cell(row, column)
        if not cell.planned and cell.working_day:
            return _("Not planned"), cell.note
        hours = f"{minute_words(cell.starts_minute)}–{minute_words(cell.ends_minute)}"
        detail = cell.note or (_("on site by {time}", time=minute_words(self._straight_by)) if cell.kind == "straight" else hours)
        return _(SHIFTS[cell.kind].words), detail if SHIFTS[cell.kind].counts or cell.note else ""

    def chosen(self) -> list[tuple[int, int]]:
        """The cells between anchor and cursor."""
        (r0, c0), (r1, c1) = self.anchor, self.at
        return [(r, c) for r in range(min(r0, r1), max(r0, r1) + 1) for c in range(min(c0, c1), max(c0, c1) + 1)]

    def minutes(self, row: int) -> int:
        """Planned working minutes of a row."""
        return sum(counted_minutes(c.kind, c.starts_minute, c.ends_minute) for c in (self.cell(row, n) for n in range(7)))

    def going_out(self, column: int) -> int:
        """How many can be sent on a day."""
        return sum(SHIFTS[self.cell(r, column).kind].goes_out for r in range(len(self.rows)))

    # ---- typing ----

    def put(self, cells: Sequence[tuple[int, int]], kind: str, note: str | None = None, hours: tuple[int, int] | None = None) -> None:
        """Set cells; note and hours stay as is usual for the kind unless they are given."""
        for row, column in cells:
            person = self.rows[row]
            kept = person.days[column]
            begin, end = hours or self._hours[kind]
            new = Edit(kind, note or "", begin, end)
            if kept.planned and new == Edit(kept.kind, kept.note, kept.starts_minute, kept.ends_minute):
                self.edits.pop((person.person_id, kept.on_day), None)
            else:
                self.edits[(person.person_id, kept.on_day)] = new
        self._tell()
        self.edited.emit()

    def as_left(self) -> bool:
        """The chosen cells as the one at their left; False on a Monday."""
        left = min(c for _r, c in self.chosen()) - 1
        if left < 0:
            return False
        for row in sorted({r for r, _c in self.chosen()}):
            cell = self.cell(row, left)
            self.put([(r, c) for r, c in self.chosen() if r == row], cell.kind, cell.note, (cell.starts_minute, cell.ends_minute))
        return True

    def forget(self) -> None:
        """The chosen cells as they were."""
        for row, column in self.chosen():
            person = self.rows[row]
            self.edits.pop((person.person_id, person.days[column].on_day), None)
        self._tell()
        self.edited.emit()

    def go(self, row: int, column: int, choose: bool = False) -> None:
        """Move the cursor, or stretch what is chosen."""
        if not self.rows:
            return
        self.at = (max(0, min(len(self.rows) - 1, row)), max(0, min(6, column)))
        if not choose:
            self.anchor = self.at
        top = px(HEAD) + px(ROW) * self.at[0]
        self.seen.emit(top, top + px(ROW))
        self._tell()
        self.moved.emit()

    def _tell(self) -> None:
        if self.rows:
            row, column = self.at
            self.setAccessibleDescription(" · ".join(filter(None, (self.rows[row].name, _(DAYS[column]), *self.words(row, column)))))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows, letters, Enter, Del."""
        row, column = self.at
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        key, typed = Qt.Key(event.key()), event.text().lower()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in steps and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            down, right = steps[key]
            self.go(row + down, column + right, bool(held))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            self.go(row, 0 if key == Qt.Key.Key_Home else 6)
        elif not held and typed in BY_LETTER and self.rows:
            alone = self.at == self.anchor
            self.put(self.chosen(), BY_LETTER[typed].kind)
            if alone:
                self.go(row + (column == 6 and row + 1 < len(self.rows)), (column + 1) % 7 if row + 1 < len(self.rows) or column < 6 else 6)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held and self.rows:
            self.opened.emit()
        elif key == Qt.Key.Key_Delete and not held:
            self.forget()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click moves the cursor, with Shift it chooses up to there."""
        self.setFocus()
        row = int((event.position().y() - px(HEAD)) // px(ROW))
        column = int((event.position().x() - px(NAME)) // self._wide())
        if 0 <= row < len(self.rows) and 0 <= column < 7:
            self.go(row, column, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    # ---- what is painted ----

    def _wide(self) -> float:
        return max(1.0, (self.width() - px(NAME) - px(SUM)) / 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: head, people, cells, sums."""
        p = ready(QPainter(self))
        wide = self._wide()
        text(p, QRectF(12, 0, px(NAME), px(HEAD)), _("Technician"), "text3", SMALL, False, LEFT)
        if self.rows:
            for n, cell in enumerate(self.rows[0].days):
                on = cell.on_day == self.today
                words = f"{cell.on_day.month}/{cell.on_day.day} {_(DAYS[n])}" + (f" {_('today')}" if on else "")
                text(p, QRectF(px(NAME) + n * wide + 8, 0, wide - 8, px(HEAD)), words, "accent" if on else "text3", SMALL, on, LEFT)
        text(p, QRectF(self.width() - px(SUM), 0, px(SUM) - 10, px(HEAD)), _("Hours"), "text3", SMALL, False, RIGHT)
        line(p, 0, px(HEAD) - 0.5, self.width(), px(HEAD) - 0.5)
        for row in range(len(self.rows)):
            self._draw_row(p, row, px(HEAD) + row * px(ROW), wide)

    def _draw_row(self, p: QPainter, row: int, y: float, wide: float) -> None:
        person, high = self.rows[row], px(ROW)
        text(p, QRectF(12, y + 2, px(NAME) - 16, high / 2), person.name, "text", BODY, True, LEFT)
        text(p, QRectF(12, y + high / 2 - 1, px(NAME) - 16, high / 2), " · ".join(filter(None, (person.district, person.grade))), "text3", SMALL, False, LEFT)
        if person.holds or person.expires:
            draw_icon(p, px(NAME) - 22, y + high / 4 + 2, "toolbox-outline" if person.holds else "certificate-outline", "risk_tx" if person.expires else "text3", 13)
        for column in range(7):
            self._draw_cell(p, QRectF(px(NAME) + column * wide, y, wide, high), row, column)
        minutes = self.minutes(row)
        hours = f"{minutes / 60:g}"
        over = minutes - FULL_DAY * sum(d.working_day for d in person.days)
        text(p, QRectF(self.width() - px(SUM), y + 2, px(SUM) - 10, high / 2), hours, "text", BODY, False, RIGHT)
        if over:
            words = _("{n} over", n=f"{over / 60:g}") if over > 0 else _("{n} short", n=f"{-over / 60:g}")
            text(p, QRectF(self.width() - px(SUM), y + high / 2 - 1, px(SUM) - 10, high / 2), words, "risk_tx", SMALL, False, RIGHT)
        line(p, 0, y + high - 0.5, self.width(), y + high - 0.5)

    def _draw_cell(self, p: QPainter, r: QRectF, row: int, column: int) -> None:
        cell, inside = self.cell(row, column), r.adjusted(2, 2, -2, -2)
        fact, detail = self.words(row, column)
        missing = not cell.planned and cell.working_day
        fill, tone = ("risk_bg", "risk_tx") if missing else FILLS.get(cell.kind, ("", "text" if SHIFTS[cell.kind].counts else "text3"))
        if fill:
            box(p, inside, fill, "risk_edge" if missing else None, 4)
        if (row, column) in self.chosen() and self.hasFocus() and self.at != self.anchor:
            p.fillRect(inside, color("accent", 28))
        if (row, column) == self.at:
            box(p, inside, None, "accent" if self.hasFocus() else "edge", 4, 2)
        two = bool(detail)
        text(p, QRectF(inside.left() + 6, inside.top() + (0 if two else inside.height() / 4), inside.width() - 10, inside.height() / 2), fact, tone, BODY, missing, LEFT)
        if two:
            text(p, QRectF(inside.left() + 6, inside.center().y() - 2, inside.width() - 8, inside.height() / 2), detail, tone if fill else "text3", SMALL, False, LEFT)
        if (self.rows[row].person_id, cell.on_day) in self.edits:
            p.setBrush(color("accent"))
            p.setPen(Qt.PenStyle.NoPen)
            p.drawEllipse(QRectF(inside.right() - 10, inside.top() + 5, 6, 6))
