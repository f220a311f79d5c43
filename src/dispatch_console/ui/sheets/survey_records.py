"""What revisits and surveys brought home, as a table of the records: kept with its customer, passed on to a department."""

from __future__ import annotations

from typing import Any

from dispatch_console.commands.registry import Command
from dispatch_console.commands.surveys import SURVEY_KINDS, PassSurvey, SaveSurvey
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.staff import SurveyRow, Surveys
from dispatch_console.ui.sheets.customer_records import customer_of
from dispatch_console.ui.sheets.record_table import Entry, Table, Values, day_text, filtered, read_day
from dispatch_console.words import N_, _


def _save(row: SurveyRow | None, near: Any, v: Values) -> SaveSurvey:
    return SaveSurvey(
        survey_id=row.id if row is not None else None, customer_id=row.customer_id if row is not None else customer_of(near), kind=v["kind"],
        on_day=read_day(v["on_day"]), quality=v["quality"], consumption=v["consumption"], need=v["need"], competitors=v["competitors"], opinion=v["opinion"],
    )  # fmt: skip


def _change(row: SurveyRow, v: Values, changed: Values) -> Command:
    if "passed_to" not in changed:
        return _save(row, None, v)
    if len(changed) > 1:
        raise Refused(N_("Save what was told first, then to which department it was passed on."))
    return PassSurvey(survey_id=row.id, department=v["passed_to"])


SURVEYS = Table(
    "surveys", N_("Revisits and surveys"), "clipboard-text-search-outline", "survey",
    lambda b, text: filtered(b.ask(Surveys()), text, lambda r: f"{r.customer} {r.need} {r.quality} {r.opinion} {r.competitors}"),
    lambda r: r.id, lambda r: str(r.customer), lambda r: " · ".join(filter(None, (r.need, r.quality, r.consumption, r.opinion))),
    lambda r: f"{r.on_day:%y-%m-%d}",
    (
        Entry("kind", N_("Kind"), lambda r: r.kind, options=tuple(SURVEY_KINDS.items()), wide=True),
        Entry("on_day", N_("Day"), lambda r: day_text(r.on_day), N_("empty: today")), Entry("passed_to", N_("Passed to"), lambda r: r.passed_to, N_("department")),
        Entry("quality", N_("Quality"), lambda r: r.quality, N_("how the machine does"), wide=True),
        Entry("consumption", N_("Consumption"), lambda r: r.consumption, N_("sheets, supplies, spare parts"), wide=True),
        Entry("need", N_("Need"), lambda r: r.need, N_("what he means to buy"), wide=True),
        Entry("competitors", N_("Competitors"), lambda r: r.competitors, wide=True), Entry("opinion", N_("Opinion"), lambda r: r.opinion, wide=True),
    ),
    _change, lambda near, v: _save(None, near, v), lambda r: [(_("Job"), r.job_number)] if r.job_number else [], room=N_("Customers"), of_customer=True,
)  # fmt: skip
