"""Which lists from outside can be taken in, and who decides their rows."""

from __future__ import annotations

from collections.abc import Iterable

from dispatch_console.desk.desk import Desk
from dispatch_console.desk.import_lists import plan_customers, plan_people, plan_prices
from dispatch_console.desk.import_plan import Plan, SourceRow
from dispatch_console.desk.import_register import plan_register
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_

FORMS = ("phone_register", "customers_machines", "technicians", "price_list")
MACHINE_SHEET = "机器"  # a customer list may carry its machines on a sheet of this name


def plan(
    desk: Desk, form: str, rows: Iterable[SourceRow], more: Iterable[SourceRow] = (), *, file_name: str, sha256: str,
    version: str = "",
) -> Plan:  # fmt: skip
    """Understand a list of any form; `more` are the machines beside the customers. Raises Refused for an unknown form."""
    if form == "phone_register":
        return plan_register(desk, rows, file_name=file_name, sha256=sha256, form=form)
    if form == "customers_machines":
        return plan_customers(desk, rows, more, file_name=file_name, sha256=sha256, form=form)
    if form == "technicians":
        return plan_people(desk, rows, file_name=file_name, sha256=sha256, form=form)
    if form == "price_list":
        return plan_prices(
            desk, rows, file_name=file_name, sha256=sha256, form=form, version=version or f"{desk.today():%Y-%m-%d}"
        )
    raise Refused(N_("{form} cannot be taken in. Known: {known}."), form=form, known=", ".join(FORMS))
