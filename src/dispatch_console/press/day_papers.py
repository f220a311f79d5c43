"""The papers of a closed day: made once, kept as they were that evening, and written again, the same to the byte, on any later day."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dispatch_console import paper
from dispatch_console.commands.days import KeepPapers, KeptPaper
from dispatch_console.commands.papers import RecordExport
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.attachments import LOGO, logo_parts
from dispatch_console.domain.moment import Moment, local
from dispatch_console.domain.refused import Refused
from dispatch_console.paper import Column
from dispatch_console.paper.kept import Listed, Paper, dump, load
from dispatch_console.paper.sheets import Filled
from dispatch_console.press.loose import Loose
from dispatch_console.press.papers import firm, list_sheet, logo_of, numbers_of, own_forms
from dispatch_console.queries.closing import ClosedDay, DayPapers, HandedOver, StraightTomorrow
from dispatch_console.queries.office import Settings
from dispatch_console.words import N_, _, say

FORMS: tuple[tuple[str, str], ...] = (  # form and words of what is made, in the order of the evening
    ("daily_report", N_("Daily report")), ("daily_log", N_("Daily work log")), ("phone_register", N_("Phone register")),
    ("points_sheet", N_("Points of the month")), ("straight", N_("Straight to site tomorrow")), ("quality_call_sheet", N_("Quality calls tomorrow")),
    ("hand_over", N_("Hand-over sheet")),
)  # fmt: skip
HOUSE = "house"  # the firm's logo and numbers of that evening
FILES: dict[str, str] = {
    "daily_report": N_("daily_report"), "daily_log": N_("daily_log"), "phone_register": N_("phone_register"), "points_sheet": N_("points"),
    "straight": N_("straight_to_site"), "quality_call_sheet": N_("quality_calls"), "hand_over": N_("hand_over"),
}  # fmt: skip


def papers_of(desk: Desk, day: dt.date) -> dict[str, Paper]:
    """Every paper of a day as the desk knows it now (R196): report, log, register, points, tomorrow's lists, hand-over."""
    return {form: paper_of(desk, day, form) for form, _word in FORMS}


def paper_of(desk: Desk, day: dt.date, form: str) -> Paper:
    """One paper of a day as the desk knows it now."""
    tomorrow = day + dt.timedelta(days=1)
    if form == "straight":
        return _straight(desk, tomorrow)
    if form == "hand_over":
        return _hand_over(desk, day)
    return list_sheet(desk, form, tomorrow if form == "quality_call_sheet" else day)[0]


def _straight(desk: Desk, day: dt.date) -> Listed:
    """Who goes straight to which customer in the morning, and until when he must be there (R91)."""
    columns = tuple(Column(_(word), mm, form) for word, mm, form in (
        (N_("Technician"), 24.0, "text"), (N_("On site by"), 24.0, "text"), (N_("Customer"), 60.0, "text"), (N_("Address"), 80.0, "text"),
        (N_("Phone"), 34.0, "text"), (N_("Fault"), 60.0, "text"), (N_("No."), 36.0, "text")))  # fmt: skip
    rows = tuple((r.technician, r.by, str(r.customer), str(r.address), str(r.phone), r.fault, r.number) for r in desk.ask(StraightTomorrow(on_day=day)))
    return Listed(f"{_('Straight to site')} {day:%Y-%m-%d}", columns, rows)


def _hand_over(desk: Desk, day: dt.date) -> Listed:
    """What is still owed, since when, to whom it goes (R86, R183)."""
    columns = tuple(Column(_(word), mm, form) for word, mm, form in (
        (N_("What"), 56.0, "text"), (N_("Whose"), 60.0, "text"), (N_("No."), 36.0, "text"), (N_("Due"), 36.0, "moment"), (N_("Owner"), 24.0, "text"),
        (N_("Taken over by"), 30.0, "text")))  # fmt: skip
    rows = tuple((str(r.words), str(r.who), r.number, r.due_at, r.owner, "") for r in desk.ask(HandedOver(on_day=day)))
    return Listed(f"{_('Hand-over sheet')} {day:%Y-%m-%d}", columns, rows)


def keep(desk: Desk, day: dt.date) -> int:
    """Keep the papers of a day that was just closed; those that are kept already stay as they are. Gives how many were kept."""
    if desk.ask(DayPapers(on_day=day)):
        return 0
    kept = tuple(KeptPaper(form=form, content=dump(made)) for form, made in papers_of(desk, day).items())
    logo, _name = logo_parts(desk.ask(Settings()).get(LOGO, ""))
    kept += (KeptPaper(form=HOUSE, content=json.dumps({"logo": logo, **numbers_of(desk)}, ensure_ascii=False)),)
    desk.do(KeepPapers(on_day=day, papers=kept))
    return len(kept)


def write(
    desk: Desk, day: dt.date, forms: Sequence[str], folder: Path, purpose: str,
    tell: Callable[[str], None] = lambda _words: None, stopped: Callable[[], bool] = lambda: False,
) -> list[str]:  # fmt: skip
    """Write kept papers of a closed day into a folder, each whole or not at all; gives the names of the files (R196, R218).

    Written again on any later day they are the same: their time and hand are those of the close. Raises Refused for a day that
    is not closed, StoreTrouble when a file cannot be written whole.
    """
    closed = desk.ask(ClosedDay(on_day=day))
    if closed is None:
        raise Refused(N_("{day} is not closed yet."), day=f"{day:%Y-%m-%d}")
    folder.mkdir(parents=True, exist_ok=True)
    kept = {p.form: p.content for p in desk.ask(DayPapers(on_day=day))}
    house = json.loads(kept[HOUSE]) if HOUSE in kept else {}
    written = []
    for n, form in enumerate((f for f in forms if f in kept), 1):
        if stopped():
            break
        name = _(FILES[form])
        tell(f"{n}/{len(forms)} {name}")
        path = folder / f"{name}-{day:%Y-%m-%d}.xlsx"
        rows = write_one(desk, load(kept[form]), path, closed.closed_at, closed.closed_by, house)
        desk.do(RecordExport(form=form, purpose=purpose, rows=rows, sha256=hashlib.sha256(path.read_bytes()).hexdigest()))
        written.append(path.name)
    return written


def loose(desk: Desk, day: dt.date) -> tuple[Loose, ...]:
    """The papers of a day to be looked at and printed: as they were kept, or as they stand while the day is not closed (R196)."""
    closed, kept = desk.ask(ClosedDay(on_day=day)), {p.form: p.content for p in desk.ask(DayPapers(on_day=day))}
    house: Mapping[str, str] | None = json.loads(kept[HOUSE]) if HOUSE in kept else None
    why = say(N_("{day} is not closed yet."), day=f"{day:%Y-%m-%d}") if closed is None else None

    def made(form: str) -> Callable[[Desk, bool], tuple[bytes, int]]:
        def make(desk: Desk, again: bool) -> tuple[bytes, int]:
            paper = load(kept[form]) if form in kept else paper_of(desk, day, form)
            return workbook(desk, paper, house, reprint=again)

        return make

    return tuple(Loose(f"{form} {day:%Y-%m-%d}", _(word), made(form), counted=True, why_not=why) for form, word in FORMS)


def write_one(
    desk: Desk, made: Paper, path: Path, at: Moment, by: str, house: Mapping[str, str] | None = None, *, reprint: bool = False
) -> int:
    """Write one paper as it was made at a moment by somebody; gives its rows."""
    house = house if house is not None else numbers_of(desk)
    if isinstance(made, Filled):
        logo = logo_of(desk, house["logo"]) if house.get("logo") else b""
        content = paper.fill_form(made.kind, made.fields, made.rows, number=made.number, printed_at=at, printed_by=by, reprint=reprint, zone=desk.zone,
                                  user_forms=own_forms(desk), logo=logo, firm=house)  # fmt: skip
        paper.write_checked(content, path)
        return sum(len(rows) for rows in made.rows.values())
    said = " · ".join((firm(desk)[0], f"{local(at, desk.zone):%Y-%m-%d %H:%M}", by, *(("补打",) if reprint else ())))
    return paper.write_list(path, made.title, made.columns, made.rows, said=said, zone=desk.zone)


def workbook(desk: Desk, made: Paper, house: Mapping[str, str] | None = None, *, reprint: bool = False) -> tuple[bytes, int]:
    """A paper as a workbook to be printed now, and its rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.xlsx"
        rows = write_one(desk, made, path, desk.clock(), desk.actor, house, reprint=reprint)
        return path.read_bytes(), rows
