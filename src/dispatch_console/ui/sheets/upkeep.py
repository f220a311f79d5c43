"""Records: the tables down the side, find and list beside them, then the form, below it how the record came to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispatch_console.domain.attachments import Owner
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.queries.customers import CustomerRecord, MachineRecord
from dispatch_console.ui.band import Answers, Asked, WayOut
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.fields import Field
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.paint import text
from dispatch_console.ui.sheets.files import FilesSheet
from dispatch_console.ui.sheets.record_form import RecordForm
from dispatch_console.ui.sheets.record_import import RecordImport
from dispatch_console.ui.sheets.record_lists import all_rows, write_table
from dispatch_console.ui.sheets.record_side import Rail, Story
from dispatch_console.ui.sheets.record_table import Table
from dispatch_console.ui.sheets.records import TABLES
from dispatch_console.ui.sheets.sheet import WorkSheet, upright
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, SMALL, px
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, Said, _

Row = tuple[Table, Any]
LEFT = 270
HIDDEN = Said(N_("Customer data is hidden now (Ctrl+L): show it first, then change it."))


def _key_of(row: Row) -> tuple[str, Any]:
    table, record = row
    return table.id, table.key(record)


class UpkeepSheet(WorkSheet):
    """One pattern for every table; what is typed stays with its record until it is saved or thrown away on purpose."""

    action_id = "upkeep"
    title_word, glyph_name = N_("Records"), "database-edit-outline"
    tables: tuple[Table, ...] = TABLES

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, self.glyph_name, _(self.title_word))
        self.at = 0
        self.rows: list[Row] = []
        self._filling = False
        self._kept: dict[tuple[str, Any], dict[str, str]] = {}
        self._near: Any = None  # a record of the customer whose people, machines, contracts are looked at
        self.rail = Rail(self.tables)
        self.rail.wanted.connect(self.show_table)
        self.rail.left.connect(self._into_list)
        self.search = Field("", hint=_("Find: initials, words, tail of a number"))
        self.search.edited.connect(self._find)
        self.search.entered.connect(self._to_form)
        self.search.edit.installEventFilter(self)
        columns = [FactColumn("what", N_("What"), self._look_of), FactColumn("right", N_("Tail"), self._right_of, 108, True)]
        self.list = FactTable(columns, _key_of, bridge.now, _("Records"), height=42, headed=False)
        self.list.row_picked.connect(self._picked)
        self.list.row_opened.connect(self._to_form)
        self.list.typed.connect(self._type_on)
        self.list.installEventFilter(self)
        self.forms = {t.id: RecordForm(t) for t in self.tables}
        self.page = QWidget()
        pages = QVBoxLayout(self.page)
        pages.setContentsMargins(0, 0, 0, 0)
        for form in self.forms.values():
            form.edited.connect(self._edited)
            form.finished.connect(self._go_past)
            pages.addWidget(form)
            form.hide()
        self.nothing = Painted(60, self._draw_nothing)
        self.story = Story()
        self._put_together()
        self.keep = KeyButton(_("Save"), "Ctrl+Return", "primary")
        self.keep.clicked.connect(self.save)
        self.fresh = KeyButton(_("New"), "Ctrl+N")
        self.fresh.clicked.connect(self.begin_new)
        self.out = KeyButton(_("Out to Excel"), "Ctrl+S", "ghost")
        self.out.clicked.connect(self.write_out)
        self.back_in = KeyButton(_("In from Excel"), "Ctrl+I", "ghost")
        self.back_in.clicked.connect(self.read_in)
        self.files = KeyButton(_("Attachments"), "Ctrl+J", "ghost")
        self.files.clicked.connect(self.show_files)
        self.foot([self.keep, self.fresh, None, self.files, self.out, self.back_in])
        inside_only(self, "Ctrl+S", self.write_out)
        inside_only(self, "Ctrl+Tab", self._next_table)
        inside_only(self, "Ctrl+Shift+Tab", self._table_before)
        inside_only(self, "Ctrl+N", self.begin_new)
        self.chain(self.search)
        self.search.entered.disconnect()
        self.search.entered.connect(self._to_form)
        self.show_table(0)

    def _put_together(self) -> None:
        left = column(row(self.search, margins=(12, 0, 12, 0)), (self.list, 1), Painted(28, self._draw_hint),
                      margins=(0, 4, 0, 0), spacing=2)  # fmt: skip
        left.setFixedWidth(px(LEFT))
        right = column(self.nothing, self.page, (self.story, 1))
        self.body.addWidget(row(self.rail, upright(), left, upright(), (right, 1), spacing=0), 1)
        self.body.addWidget(self.band)

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+I reads a list of the table in front, Ctrl+J goes to the files of the record in front."""
        return {"import": self.read_in, "attach": self.show_files}

    # ---- Excel ----

    def write_out(self) -> None:
        """The table in front as an Excel list (Ctrl+S): for what purpose, and where to."""
        table, searched = self.table, self.search.edit.text().strip()
        n = len(all_rows(table, self.bridge, searched))
        path = Path.home() / f"{_(table.word)}-{self.bridge.desk.today():%Y%m%d}.xlsx"
        head = " · ".join(filter(None, (_("Out to Excel: {table}, rows: {n}", table=_(table.word), n=n), searched)))
        purpose = Asked("purpose", _("Purpose"), "", _("what it is for; that is written down"), wide=2)
        self.band.ask(head, [purpose, Asked("path", _("File"), str(path), wide=3)], lambda told: self._write(table, searched, told))

    def _write(self, table: Table, searched: str, told: Answers) -> None:
        path = Path(told["path"].strip().strip('"')).expanduser()
        if not path.parent.is_dir():
            raise Refused(N_("There is no folder {name}."), name=str(path.parent))
        try:
            n = write_table(self.bridge, table, searched, path, told["purpose"])
        except StoreTrouble as trouble:
            self.refuse(No(trouble.said))
            return
        self.band.close_band()
        self.done.emit({}, _("{n} rows were written to {file}.", n=n, file=path.name))

    def read_in(self) -> None:
        """Such a list back in (Ctrl+I); what is typed here is saved or thrown away first."""
        if self.bridge.masked:
            self.refuse(No(HIDDEN))
            return
        if not self._all_saved():
            return
        made = RecordImport(self.bridge, self.table, lambda: made.next_sheet.emit(back()))
        back = self._again()
        self.next_sheet.emit(made)

    def _again(self) -> Callable[[], UpkeepSheet]:
        """This sheet as it stands now, to come back to."""
        kind, at, bridge, found = type(self), self.at, self.bridge, self.search.edit.text()
        key = self.table.key(self.form.record) if self.form.record is not None else None

        def again() -> UpkeepSheet:
            sheet = kind(bridge)
            sheet.show_table(at)
            sheet.search.edit.setText(found)
            sheet._ask(key, first=True)
            return sheet

        return again

    # ---- files ----

    def owner(self) -> Owner | None:
        """The customer or machine in front: what is dropped on the window hangs on it."""
        record = self.form.record
        if self.form.fresh or not isinstance(record, CustomerRecord | MachineRecord):
            return None
        kind = "customer" if isinstance(record, CustomerRecord) else "machine"
        return Owner(kind, record.id, self.table.title(record), self.table.detail(record))

    def show_files(self) -> None:
        """The files of the customer or machine in front (Ctrl+J): paste, drop or choose more."""
        of = self.owner()
        if of is None:
            self.refuse(_("Files hang on a customer, a machine or a job: pick one first."))
        elif self._all_saved():
            made = FilesSheet(self.bridge, of=of, back=lambda: made.next_sheet.emit(back()))
            back = self._again()
            self.next_sheet.emit(made)

    def _all_saved(self) -> bool:
        """True when nothing is typed that was not saved; else that is said."""
        self._stash()
        if self._kept or (self.form.fresh and self.form.changed()):
            self.refuse(_("{n} records are typed but not saved.", n=len(self._kept) or 1),
                        [WayOut(_("Go on typing"), self._to_kept)])  # fmt: skip
            return False
        return True

    # ---- what is shown ----

    @property
    def table(self) -> Table:
        """The table in front."""
        return self.tables[self.at]

    @property
    def form(self) -> RecordForm:
        """Its form."""
        return self.forms[self.table.id]

    def show_table(self, at: int) -> None:
        """Bring a table to the front; what is typed in the one before stays with its record."""
        self._stash()
        record = self.form.record
        if record is not None and (isinstance(record, CustomerRecord) or self.table.of_customer):
            self._near = record
        self.at = at % len(self.tables)
        self.search.edit.setText(self._name_near() if self.table.of_customer else "")
        for name, form in self.forms.items():
            form.setVisible(name == self.table.id)
        self.form.offer(self.bridge)
        self.fresh.setVisible(self.table.new is not None)
        self.keep.setVisible(not self.table.why_not)
        self._ask(first=True)
        if not self.rail.hasFocus():
            self._into_list()

    def _name_near(self) -> str:
        """The customer in front before; half a name, shown to visitors, finds nobody."""
        near = self._near
        name = str(near.name if isinstance(near, CustomerRecord) else near.customer) if near is not None else ""
        return "" if "*" in name else name

    def _ask(self, key: Any = None, first: bool = False) -> None:
        self.rows = [(self.table, record) for record in self.table.ask(self.bridge, self.search.edit.text())]
        self._filling = True
        self.list.show_rows(self.rows, self.bridge.now)
        self.list.fit_column("right")
        if key is not None:
            self.list.select_key((self.table.id, key))
        elif first and self.rows:
            self.list.selectRow(0)
        self._filling = False
        self.search.say_after(str(len(self.rows)) if len(self.rows) < 200 else "200+")
        self._picked(self.list.current_row())
        self.rail.show_at(self.at, len(self.rows))

    def _into_list(self) -> None:
        self.search.setFocus()
        self.search.edit.selectAll()  # what is typed next takes the place of the customer in front before

    def _find(self, _typed: str) -> None:
        self._stash()
        self._ask(first=True)

    def _picked(self, row: Row | None) -> None:
        if self._filling:
            return
        self._stash()
        self.form.show_record(row[1] if row is not None else None, kept=self._kept.get(_key_of(row)) if row is not None else None)
        self._show_head()
        self.story.tell(self.bridge, self.table, None if self.form.fresh else self.form.record)

    def _show_head(self) -> None:
        form = self.form
        there = form.record is not None or form.fresh
        self.page.setVisible(there)
        self.nothing.setVisible(not there)
        self.whom = _("New") if form.fresh else self.table.title(form.record) if form.record is not None else ""
        self.fact = self.table.detail(form.record) if form.record is not None and not form.fresh else self._whose_new()
        changed = form.changed()
        self.chips = ((_("{n} changed", n=len(changed)), "key", "pencil-outline"),) if changed and not form.fresh else ()
        self.keep.setEnabled(bool(changed) and not self.table.why_not)
        self.files.setVisible(self.owner() is not None)
        self.update()

    def _whose_new(self) -> str:
        if self.form.fresh and (self.table.of_customer or self.table.may_be_for) and self.form.record is not None:
            whose = getattr(self.form.record, "customer", "") or getattr(self.form.record, "name", "")
            return _("for {name}", name=str(whose))
        return ""

    # ---- typing ----

    def _edited(self) -> None:
        self.band.close_band()
        self._show_head()

    def _stash(self) -> None:
        form = self.form
        if form.record is None or form.fresh:
            return
        place, changed = (self.table.id, self.table.key(form.record)), form.changed()
        if changed:
            self._kept[place] = changed
        else:
            self._kept.pop(place, None)

    def begin_new(self) -> None:
        """A row that is not there yet (Ctrl+N)."""
        if self.table.new is None:
            self.refuse(_(self.table.why_not) if self.table.why_not else _("Nothing is added to this table."))
            return
        self._stash()
        near = self.form.record
        if self.table.of_customer and self._near is not None and (near is None or self.search.edit.text() == self._name_near()):
            near = self._near
        if self.table.may_be_for:
            near = self._near
        self.form.show_record(near, fresh=True)
        self._show_head()
        self.story.tell(self.bridge, self.table, None if self.form.fresh else self.form.record)
        self._to_form()

    def _to_form(self, _row: Any = None) -> None:
        first = self.form.first_input()
        if first is not None:
            first.setFocus()
        elif self.table.why_not:
            self.refuse(_(self.table.why_not))

    def _go_past(self) -> None:
        self.keep.setFocus() if self.keep.isEnabled() else self.list.setFocus()

    def _type_on(self, typed: str) -> None:
        self.search.setFocus()
        self.search.edit.setText(self.search.edit.text() + typed)
        self._find("")

    def _next_table(self) -> None:
        self.show_table(self.at + 1)

    def _table_before(self) -> None:
        self.show_table(self.at - 1)

    # ---- saving ----

    def save(self) -> None:
        """Save what was changed of the record in front, or put the new one in."""
        form, table = self.form, self.table
        changed = form.changed()
        if not changed or table.why_not:
            return
        if self.bridge.masked:
            self.refuse(No(HIDDEN))
            return
        try:
            if form.fresh:
                assert table.new is not None
                command = table.new(form.record, form.values())
            else:
                assert table.change is not None
                command = table.change(form.record, form.values(), changed)
        except Refused as no:
            self.refuse(str(no))
            return
        typed = form.values()
        name = typed.get("name") or typed.get("model") or typed.get("title") or (table.title(form.record) if form.record is not None and not form.fresh else _(table.word))
        done = self.do(command, _("Saved: {name}", name=name))
        if done is None:
            return
        self.saved = False
        key = next(iter(done.result.values())) if form.fresh and isinstance(done.result, dict) else table.key(form.record)
        self._kept.pop((table.id, key), None)
        form.record, form.fresh = None, False
        self._ask(key)
        self.list.setFocus()

    def leave(self) -> None:
        """Close; what is typed and not saved is asked about first."""
        if not self._gone:
            self._stash()
            fresh = self.form.fresh and bool(self.form.changed())
            n = len(self._kept) + fresh
            if n:
                self.refuse(_("{n} records are typed but not saved.", n=n),
                            [WayOut(_("Go on typing"), self._to_kept), WayOut(_("Throw away what was typed"), self._throw_away)])  # fmt: skip
                return
        super().leave()

    def _to_kept(self) -> None:
        self.band.close_band()
        if not self.form.fresh and self._kept:
            table_id, key = next(iter(self._kept))
            self.show_table(next(n for n, t in enumerate(self.tables) if t.id == table_id))
            self.list.select_key((table_id, key))
        self._to_form()

    def _throw_away(self) -> None:
        self._kept.clear()
        self.form.show_record(None)
        super().leave()

    # ---- keys ----

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: in the find field the arrows move in the list; ← goes to the tables."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return self._arrow(watched, event.key()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _arrow(self, watched: QObject, key: int) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        edit = self.search.edit
        if key == Qt.Key.Key_Left and (watched is self.list or (watched is edit and (not edit.text() or edit.hasSelectedText()))):
            self.rail.setFocus()
            return True
        if watched is edit and step and self.rows:
            self.list.selectRow(max(0, min(len(self.rows) - 1, self.list.currentIndex().row() + step)))
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc goes from the form to the list, from the list to an empty find, then away."""
        if event.key() == Qt.Key.Key_Escape and not self.band.isVisibleTo(self):
            focus = self.window().focusWidget()
            if self.rail.hasFocus():
                self.search.setFocus()
                return
            if focus is not None and self.form.isAncestorOf(focus):
                self.list.setFocus()
                return
            if self.search.edit.text():
                self.search.edit.clear()
                self._find("")
                self.search.setFocus()
                return
        super().keyPressEvent(event)

    # ---- what is painted ----

    def _draw_hint(self, p: QPainter, r: QRectF) -> None:
        words = _("← table   ↑↓ row   Enter change   Ctrl+N new") if self.table.new is not None else _("← table   ↑↓ row   Enter change")
        text(p, r.adjusted(12, 0, -6, 0), words if not self.table.why_not else "", "text3", SMALL)

    def _look_of(self, row: Row) -> Look:
        table, record = row
        typed = _key_of(row) in self._kept
        return Look(table.title(record), table.detail(record) or None, "accent" if typed else "text", bold=typed)

    def _right_of(self, row: Row) -> Look:
        return Look(row[0].right(row[1]), None, "text2", SMALL)

    def _draw_nothing(self, p: QPainter, r: QRectF) -> None:
        searched = self.search.edit.text().strip()
        words = _("Nothing here for {text}.", text=searched) if searched else _("Nothing here yet.")
        ways = " ".join(filter(None, (_("Ctrl+N puts one in.") if self.table.new else "", _("Esc shows all.") if searched else "")))
        text(p, QRectF(16, 10, r.width() - 32, px(24)), words, "text2", BODY)
        text(p, QRectF(16, 10 + px(24), r.width() - 32, px(22)), ways, "text3", SMALL)
