"""Works out the sums that stand in a form, so that they are right on paper before Excel has seen them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from dispatch_console.paper.styles import split_ref

Value = Decimal | str | bool | None
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<area>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)|(?P<name>[A-Z]+)\(|(?P<cell>\$?[A-Z]{1,3}\$?\d+)'
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<sign><=|>=|<>|[-+*/&=<>(),]))"
)


class Unknown(Exception):
    """A formula that only Excel can work out; its cell gets no value from us."""


def worked_out(formula: str, cell: Callable[[int, int], Value]) -> Value:
    """The value of a formula (without '='); cell(row, column) tells the values of others.

    Knows SUM, COUNT, COUNTA, IF, ROUND, MIN, MAX and plain sums; raises Unknown for all else.
    """
    tokens: list[tuple[str, str]] = []
    at = 0
    formula = formula.strip()
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if not found or not found.lastgroup:
            raise Unknown(formula)
        tokens.append((found.lastgroup, found.group(found.lastgroup)))
        at = found.end()
    reader = _Reader(tokens, cell)
    value = reader.compare()
    if reader.at != len(tokens):
        raise Unknown(formula)
    return value


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], cell: Callable[[int, int], Value]) -> None:
        self.tokens, self.cell, self.at = tokens, cell, 0

    def sign(self, *signs: str) -> str | None:
        if (
            self.at < len(self.tokens)
            and self.tokens[self.at][0] == "sign"
            and self.tokens[self.at][1] in signs
        ):
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def compare(self) -> Value:
        left = self.joined()
        sign = self.sign("=", "<>", "<", ">", "<=", ">=")
        if sign is None:
            return left
        right = self.joined()
        if sign in ("=", "<>"):
            same = (
                (left or "") == (right or "")
                if isinstance(left, str) or isinstance(right, str)
                else _number(left) == _number(right)
            )
            return same if sign == "=" else not same
        a, b = _number(left), _number(right)
        return {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]

    def joined(self) -> Value:
        value = self.sum()
        while self.sign("&"):
            value = _text(value) + _text(self.sum())
        return value

    def sum(self) -> Value:
        value = self.product()
        while sign := self.sign("+", "-"):
            other = _number(self.product())
            value = _number(value) + other if sign == "+" else _number(value) - other
        return value

    def product(self) -> Value:
        value = self.atom()
        while sign := self.sign("*", "/"):
            other = _number(self.atom())
            if sign == "/" and not other:
                raise Unknown("division by zero")
            value = _number(value) * other if sign == "*" else _number(value) / other
        return value

    def atom(self) -> Value:
        if self.sign("-"):
            return -_number(self.atom())
        if self.sign("("):
            value = self.compare()
            self.need(")")
            return value
        if self.at >= len(self.tokens):
            raise Unknown("end")
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return Decimal(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "cell":
            return self.cell(*split_ref(text))
        if kind == "name":
            return self.call(text)
        raise Unknown(text)

    def need(self, sign: str) -> None:
        if not self.sign(sign):
            raise Unknown(sign)

    def call(self, name: str) -> Value:
        arguments: list[list[Value]] = []
        if not self.sign(")"):
            while True:
                arguments.append(self.argument())
                if self.sign(")"):
                    break
                self.need(",")
        every = [v for a in arguments for v in a]
        numbers = [v for v in every if isinstance(v, Decimal)]
        first = arguments[0][0] if arguments and arguments[0] else None
        if name == "SUM":
            return sum(numbers, Decimal(0))
        if name == "COUNT":
            return Decimal(len(numbers))
        if name == "COUNTA":
            return Decimal(sum(v is not None for v in every))
        if name in ("MIN", "MAX"):
            return (min if name == "MIN" else max)(numbers, default=Decimal(0))
        if name == "ROUND" and len(arguments) == 2:
            places = int(_number(arguments[1][0]))
            return _number(first).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        if name == "IF" and len(arguments) in (2, 3):
            return arguments[1][0] if first else (arguments[2][0] if len(arguments) == 3 else False)
        raise Unknown(name)

    def argument(self) -> list[Value]:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "area":
            start, _, end = self.tokens[self.at][1].partition(":")
            self.at += 1
            (r0, c0), (r1, c1) = split_ref(start), split_ref(end)
            if (r1 - r0 + 1) * (c1 - c0 + 1) > 100_000:
                raise Unknown("area")
            return [self.cell(r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)]
        return [self.compare()]


def _number(value: Value) -> Decimal:
    if value is None or value == "":
        return Decimal(0)
    try:
        return Decimal(value) if not isinstance(value, bool) else Decimal(int(value))
    except InvalidOperation:
        raise Unknown(str(value)) from None


def _text(value: Value) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
