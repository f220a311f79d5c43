"""Quotes by the unified price list, and the customer's answer in his own words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dispatch_console.commands.facts import check_move, end_promises, fact, job_row, promise
from dispatch_console.commands.registry import TOLD, UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.domain import prices
from dispatch_console.domain.masked import NameText
from dispatch_console.domain.moment import Moment
from dispatch_console.domain.refused import Refused
from dispatch_console.store.contracts import contract
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.money import Quote, QuoteLine
from dispatch_console.store.tables.policies import PriceItem
from dispatch_console.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """One line of a quote: the code of the price list and the price for one piece, in fen."""

    code: str
    price_fen: int
    quantity: int = 1


@command(undo=UNDO, requirement="R42")
class GiveQuote(Command):
    """Tell a price by the unified price list; out of its float it needs a named approver (R41–R43).

    Without deduction_fen the job's package takes off what was agreed (R223).
    """

    job_id: int
    lines: tuple[QuotedLine, ...]
    approved_by: NameText = NameText("")
    deduction_fen: int | None = None


@does
def give_quote(command: GiveQuote, work: Work) -> dict[str, Any]:
    """The quote's number, version and total in fen."""
    if not command.lines:
        raise Refused(N_("A quote needs at least one line."))
    check_move(work, command.job_id, "quoted")
    quotes = table_of(Quote)
    version = 1 + len(work.all(quotes.select().with_only_columns(quotes.c.id).where(quotes.c.job_id == command.job_id)))
    listed = [_listed(work, line.code) for line in command.lines]
    total = 0
    for line, item in zip(command.lines, listed, strict=True):
        reason = prices.why_not_price(_item(item), line.price_fen, command.approved_by)
        if reason is not None:
            raise Refused(reason.msgid, **reason.values)
        if line.quantity < 1:
            raise Refused(N_("The quantity of {item} must be at least one."), item=item.name)
        total += line.price_fen * line.quantity
    deduction = package_takes_off(work, command, listed) if command.deduction_fen is None else command.deduction_fen
    if not 0 <= deduction <= total:
        raise Refused(N_("The deduction is larger than the total."))
    quote_id = work.add(
        Quote, job_id=command.job_id, version=version, price_version=listed[0].version,
        total_fen=total - deduction, deduction_fen=deduction,
        approved_by=command.approved_by, told_at=work.now,
    )  # fmt: skip
    for line, item in zip(command.lines, listed, strict=True):
        work.add(
            QuoteLine, quote_id=quote_id, code=line.code, name=item.name, kind=item.kind, list_fen=item.price_fen,
            price_fen=line.price_fen, quantity=line.quantity,
        )  # fmt: skip
    fact(work, command.job_id, "quoted", note=f"v{version} {(total - deduction) / 100:.2f}")
    return {"quote_id": quote_id, "version": version, "total_fen": total - deduction}


def package_takes_off(work: Work, command: GiveQuote, listed: list[Any]) -> int:
    """What the job's contract or package takes off these lines, in fen (R43, R223)."""
    contract_id = job_row(work, command.job_id).contract_id
    held = contract(work.connection, contract_id) if contract_id is not None else None
    lines = [
        prices.QuoteLine(_item(item), line.price_fen, line.quantity, command.approved_by)
        for line, item in zip(command.lines, listed, strict=True)
    ]
    return prices.total(lines, held.package).deducted_fen if held is not None else 0


def _listed(work: Work, code: str) -> Any:
    table = table_of(PriceItem)
    row = work.first(table.select().where(table.c.code == code).order_by(table.c.version.desc()).limit(1))
    if row is None:
        raise Refused(N_("{code} is not on the price list."), code=code)
    return row


def _item(row: Any) -> prices.PriceItem:
    return prices.PriceItem(
        row.code, row.name, prices.LineKind(row.kind), row.price_fen, row.low_percent, row.high_percent
    )


def last_quote(work: Work, job_id: int) -> Any:
    """The newest version of a job's quote; raises Refused when none was given."""
    table = table_of(Quote)
    row = work.first(table.select().where(table.c.job_id == job_id).order_by(table.c.version.desc()).limit(1))
    if row is None:
        raise Refused(N_("No quote was given for this job yet."))
    return row


@command(undo=TOLD, requirement="R40")
class RecordConsent(Command):
    """The customer's answer to the quote: yes, no, or later, with the words and who said them (R40, R41)."""

    job_id: int
    answer: str
    words: str
    answered_by: NameText
    call_again_at: Moment | None = None


@does
def record_consent(command: RecordConsent, work: Work) -> dict[str, Any]:
    """The quote's number. A refusal is an outcome: the job closes."""
    if command.answer not in ("yes", "no", "later"):
        raise Refused(N_("{answer} is no answer to a quote."), answer=command.answer)
    if command.answer != "later" and not command.words.strip():
        raise Refused(N_("Write down the customer's own words."))
    quote = last_quote(work, command.job_id)
    kind = {"yes": "consented", "no": "refused_quote"}.get(command.answer)
    if kind is None:
        when = command.call_again_at or work.now + dt.timedelta(days=1)
        promise(work, "ask_again", command.words or N_("Ask again for consent"), when, job_id=command.job_id)
    else:
        fact(work, command.job_id, kind, note=command.words, by=work.actor)
        end_promises(work, command.job_id, "ask_again")
    work.change(
        Quote, quote.id, answer=command.answer, words=command.words, answered_by=command.answered_by,
        answered_at=work.now,
    )  # fmt: skip
    return {"quote_id": int(quote.id)}


@command(undo=TOLD, requirement="R40")
class TakeBackConsent(Command):
    """The customer takes his consent back; the job waits for consent again (R40)."""

    job_id: int
    words: str


@does
def take_back_consent(command: TakeBackConsent, work: Work) -> dict[str, Any]:
    """The quote's number."""
    quote = last_quote(work, command.job_id)
    fact(work, command.job_id, "consent_taken_back", note=command.words)
    work.change(Quote, quote.id, answer="taken_back", words=command.words, answered_at=work.now)
    return {"quote_id": int(quote.id)}
