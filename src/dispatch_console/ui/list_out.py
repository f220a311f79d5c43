"""Any list of the window as Excel, as it is shown: the columns and rows in front, customers' data hidden (Ctrl+Alt+E)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QAbstractItemView, QWidget

from dispatch_console import paper
from dispatch_console.commands.papers import RecordExport
from dispatch_console.domain.masked import mask
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.paper import Column
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.job_card.panel import JobCardPanel
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.row_table import RowTable
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.sheets.sheet import WorkSheet
from dispatch_console.words import N_, _


class Panels(Protocol):
    """What is needed of the window's panels."""

    window: MainWindow
    bridge: Bridge
    card: JobCardPanel

    @property
    def board(self) -> Any:
        """The job board."""

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is open."""

    def say_done(self, words: str) -> None:
        """Say what was done."""


def list_in_front(focus: QWidget | None, otherwise: QAbstractItemView) -> QAbstractItemView:
    """The list that has the keyboard, or that stands around it; else the board's."""
    widget = focus
    while widget is not None:
        if isinstance(widget, QAbstractItemView) and isinstance(widget.model(), RowTable):
            return widget
        widget = widget.parentWidget()
    return otherwise


def write_rows(bridge: Bridge, model: RowTable[Any], title: str, path: Path, purpose: str) -> int:
    """Write the rows in front, names, numbers and addresses hidden, and record it (R218); gives their number.

    Raises Refused without a purpose or a row, StoreTrouble when the file cannot be written whole.
    """
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    if not model.rows:
        raise Refused(N_("The list is empty."))
    columns = [c for c in model.columns if c.word]
    rows = [[column.text(mask(row), model.now) for column in columns] for row in model.rows]
    said = " · ".join((f"{local(bridge.now, bridge.zone):%Y-%m-%d %H:%M}", bridge.desk.actor, _("customer data hidden")))
    paper.write_list(path, title, [Column(_(c.word), 36.0) for c in columns], rows, said=said, zone=bridge.zone)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    bridge.desk.do(RecordExport(form=f"list:{title}", purpose=purpose.strip(), rows=len(rows), sha256=digest))
    return len(rows)


def ask_out(rooms: Panels) -> None:
    """For what purpose and where to, then the list in front is written (Ctrl+Alt+E)."""
    sheet = rooms.sheet
    view = list_in_front(rooms.window.focusWidget(), rooms.board.list)
    title = view.accessibleName() or _("List")
    path = Path.home() / f"{title}-{rooms.bridge.desk.today():%Y%m%d}.xlsx"
    asked = [Asked("purpose", N_("Purpose"), "", _("what it is for; that is written down"), wide=2), Asked("path", N_("File"), str(path), wide=3)]
    band = sheet.band if isinstance(sheet, WorkSheet) else rooms.card.band

    def write(told: Answers) -> None:
        model = view.model()
        assert isinstance(model, RowTable)
        where = Path(told["path"].strip().strip('"')).expanduser()
        try:
            n = write_rows(rooms.bridge, model, title, where, told["purpose"])
        except StoreTrouble as trouble:
            band.refuse(str(No(trouble.said)))
            return
        band.close_band()
        rooms.say_done(_("{n} rows were written to {file}.", n=n, file=where.name))

    head = _("Out to Excel: {table}, rows: {n}", table=title, n=view.model().rowCount())
    if isinstance(sheet, WorkSheet):
        sheet.band.ask(head, asked, write)
    else:
        rooms.card.ask_here(head, asked, write)
