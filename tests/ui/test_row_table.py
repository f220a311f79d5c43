"""Lists keep their place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dispatch_console.ui.lists import Cell, ListView
from dispatch_console.ui.row_table import Column, RowTable, drawn

NOW = dt.datetime(2026, 3, 2, 2, 42, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Row:
    id: int
    who: str
    due: dt.datetime


def table():
    columns = (
        Column("number", "No.", lambda r, now: f"{r.id:05d}"), Column("who", "Customer", lambda r, now: r.who),
        Column("left", "Promise", lambda r, now: f"{int((r.due - now).total_seconds() // 60)}"),
    )  # fmt: skip
    return RowTable(columns, lambda r: r.id, NOW)


def row(id_, who="佳图", minutes=30):
    return Row(id_, who, NOW + dt.timedelta(minutes=minutes))


def test_a_list_is_drawn_as_text(qapp):
    rows = table()
    rows.set_rows([row(1), row(2, "启明")], NOW)
    assert drawn(rows) == "00001 | 佳图 | 30\n00002 | 启明 | 30"
    assert drawn(rows, "who") == "佳图\n启明"


def test_the_selected_row_stays_selected_when_others_come_and_go(qtbot):
    rows = table()
    view = ListView(rows, Cell(), "list")
    qtbot.addWidget(view)
    rows.set_rows([row(1), row(2), row(3)], NOW)
    view.select_key(2)
    rows.set_rows([row(9), row(3), row(2)], NOW)
    assert view.current_row().id == 2
    rows.set_rows([row(9)], NOW)
    assert drawn(rows, "number") == "00009"


def test_only_the_cells_whose_words_changed_are_drawn_again(qtbot):
    rows = table()
    rows.set_rows([row(1), row(2, minutes=600)], NOW)
    told = []
    rows.dataChanged.connect(lambda a, b: told.append((a.row(), a.column(), b.column())))
    rows.tick(NOW + dt.timedelta(seconds=10))
    assert told == [(0, 2, 2), (1, 2, 2)]
    told.clear()
    rows.tick(NOW + dt.timedelta(seconds=20))
    assert told == []
    rows.set_rows([row(1, "佳图二"), row(2, minutes=600)], NOW + dt.timedelta(seconds=20))
    assert told == [(0, 0, 2)]


def test_while_somebody_types_known_rows_keep_their_order(qapp):
    rows = table()
    rows.set_rows([row(1), row(2)], NOW)
    rows.set_rows([row(3), row(2), row(1)], NOW, in_order=False)
    assert drawn(rows, "number") == "00001\n00002\n00003"
    rows.set_rows([row(3), row(2), row(1)], NOW)
    assert drawn(rows, "number") == "00003\n00002\n00001"
