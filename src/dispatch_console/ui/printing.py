"""Printing a job's papers: on the printer that is chosen, and always as a PDF beside the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dispatch_console.desk.desk import Desk
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import No
from dispatch_console.ui.job_card.panel import JobCardPanel
from dispatch_console.words import N_, _

FORMS = (
    ("work_order", N_("Work slip")), ("work_order_a4", N_("Work slip A4")), ("repair_report", N_("Repair report")),
    ("pickup_slip", N_("Pickup slip")), ("visit_card", N_("Visit card")),
)  # fmt: skip
TO_FILE = "pdf"


class Printing:
    """Asks which paper and which printer in the card's band; the sheet is numbered and recorded by the desk."""

    def __init__(self, desk: Desk, card: JobCardPanel, folder: Path, said: Callable[[str], None]) -> None:
        self._desk, self._card, self._folder, self._said = desk, card, folder, said

    def ask(self) -> None:
        """Ctrl+P: which paper, and where to."""
        from dispatch_console.press import printer

        card = self._card.card
        if card is None:
            self._card.band.refuse(_("Pick a job on the board first."))
            return
        forms = tuple(f for f in FORMS if f[0] != "pickup_slip" or card.stay is not None)
        where = (*((name, name) for name in printer.printers()[:3]), (TO_FILE, N_("PDF file")))
        asked = [Asked("form", N_("Paper"), options=forms, wide=3), Asked("where", N_("Where to"), options=where, wide=2)]
        self._card.ask_here(_("Print {number}", number=card.number), asked, self._print)

    def _print(self, answers: Answers) -> None:
        from dispatch_console.press import papers, printer

        job_id, form = self._card.job_id, answers["form"]
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{form}-{job_id}-{local(self._desk.clock(), self._desk.zone):%Y%m%d-%H%M%S}.pdf"
        try:
            number = papers.print_job(self._desk, form, job_id, path)
            if answers["where"] != TO_FILE:
                printer.print_on(answers["where"], [papers.preview(self._desk, form, job_id)])
        except (Refused, StoreTrouble) as no:
            self._card.refuse(No(no.said))
            return
        self._card.band.close_band()
        self._said(_("Printed: {number} → {path}", number=number or _(dict(FORMS)[form]), path=path.name))
