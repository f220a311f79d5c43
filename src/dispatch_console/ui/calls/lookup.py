"""Who is meant by what stands in the phone field: a number, initials, the tail of a number or of a serial."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch_console.domain import phones
from dispatch_console.domain.masked import NameText, PhoneText
from dispatch_console.domain.phones import PhoneKind
from dispatch_console.queries.calls import Caller, CallerCard
from dispatch_console.queries.find import Find
from dispatch_console.ui.bridge import Bridge
from dispatch_console.words import N_, _

KIND_WORDS = {
    PhoneKind.MOBILE: N_("mobile"), PhoneKind.LANDLINE: N_("landline"), PhoneKind.SERVICE: N_("service line"),
    PhoneKind.SHORT: N_("short number"),
}  # fmt: skip
LEAST_DIGITS, LEAST_LETTERS, MOST = 4, 2, 5


@dataclass(frozen=True, slots=True)
class Found:
    """Who may be meant, whether it is a number at all, what to say in the field and under it."""

    callers: tuple[Caller, ...]
    is_number: bool
    after: str
    doubt: str


def looks_like_number(typed: str) -> bool:
    """Whether the field holds a telephone number and not letters to search by."""
    return any(c.isdigit() for c in typed) and not any(c.isalpha() and c not in "转轉分机分機内线內線extEXTx" for c in typed)


def look_up(bridge: Bridge, typed: str) -> Found:
    """Find the callers; an exact number first, then initials, names, tails of numbers and serials."""
    plain = typed.strip()
    if not plain:
        return Found((), False, "", "")
    if not looks_like_number(plain):
        callers = _by_words(bridge, plain) if len(plain) >= (1 if not plain.isascii() else LEAST_LETTERS) else ()
        return Found(callers, False, "", "")
    phone = phones.parse(plain)
    word = _(KIND_WORDS[phone.kind]) if phone.kind in KIND_WORDS else ""
    exact = bridge.ask(CallerCard(number=PhoneText(plain)))
    if exact:
        return Found(exact, True, word, "")
    digits = phones.search_digits(plain)
    by_tail = _by_words(bridge, digits) if LEAST_DIGITS <= len(digits) < 8 and not plain.startswith("0") else ()
    doubt = str(phone.why_doubtful) if phone.why_doubtful is not None and not by_tail else ""
    return Found(by_tail, not by_tail, word if not by_tail else "", doubt if len(digits) >= 3 else "")


def _by_words(bridge: Bridge, typed: str) -> tuple[Caller, ...]:
    wanted: list[int] = []
    for hit in bridge.desk.ask(Find(text=typed, kinds=("customer", "machine"))):
        if hit.customer_id is not None and hit.customer_id not in wanted and hit.matched != "g":
            wanted.append(hit.customer_id)
    if not wanted and not typed.isascii():
        hits = bridge.desk.ask(Find(text=typed, kinds=("customer",)))
        wanted = [h.customer_id for h in hits if h.customer_id is not None]
    found: list[Caller] = []
    for customer_id in wanted[:MOST]:
        callers = bridge.ask(CallerCard(customer_id=customer_id))
        found.extend(callers)
    return tuple(found)


def number_of(bridge: Bridge, customer_id: int) -> str:
    """The number under which a customer found by name is reached, whole also while visitors look on."""
    for caller in bridge.desk.ask(CallerCard(customer_id=customer_id)):
        known = [p.phone for p in ([caller.contact] if caller.contact else []) if p.phone]
        known += [p.phone for p in caller.people if p.phone]
        if known:
            return known[0].shown or str(known[0])
    return ""


def contact_of(bridge: Bridge, customer_id: int, number: str) -> NameText:
    """Who of a known customer is calling, by his number; whole also while visitors look on."""
    for question in (CallerCard(number=PhoneText(number)), CallerCard(customer_id=customer_id)):
        for caller in bridge.desk.ask(question):
            if caller.customer_id == customer_id and caller.contact is not None:
                return caller.contact.name
    return NameText("")
