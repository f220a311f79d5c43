"""A sheet whose rows of one, two and three fields stand on the same upright edges: the eye sees one form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from layout import Form

SPARE_MM = 2.0  # left free at the foot of a page
MOST_STRETCH = 1.2
Cell = tuple  # name, label, and what is special about the field


class Page(Form):
    """An A4 (or wider) page with a column of upright headings at its left."""

    def __init__(self, kind, title, paper="A4", *, plies="", row=8.2, label=20.0, last=35.0):
        super().__init__(kind, title, paper, plies=plies, row=row)
        self.lw, self.b = label, last
        self.a = self.w - 7 - 3 * label - 2 * last
        self.rest = self.w - 7 - label
        self.half = self.a + label  # the left value of a row of two
        self.middle = 7 + label + self.half
        self.other = self.w - self.middle - label

    @contextmanager
    def group(self, heading: str) -> Iterator[None]:
        """The rows made inside stand behind one upright heading."""
        first = len(self.rows) + 1
        yield
        self.section(first, len(self.rows), heading)

    def _line(self, cells, widths, mm=None):
        made = []
        for (name, label, *extra), wide in zip(cells, widths, strict=True):
            made.append((self.lw, wide, name, label, *extra))
        self.pairs(self.row(mm), made)

    def three(self, *cells: Cell, mm=None) -> None:
        """Three fields in a row."""
        self._line(cells, (self.a, self.b, self.b), mm)

    def two(self, *cells: Cell, mm=None) -> None:
        """A long field and a short one."""
        self._line(cells, (self.a + self.lw + self.b, self.b), mm)

    def halves(self, *cells: Cell, mm=None) -> None:
        """Two fields that share the row."""
        self._line(cells, (self.half, self.other), mm)

    def one(self, name: str, label: str, rows: int = 1, **style) -> None:
        """A field over the whole width; of several rows it is free text."""
        if rows > 1:
            self.block(rows, label, name, self.lw, **style)
        else:
            self._line([(name, label, style)], (self.rest,))

    def customer(self, *, code=True, address="服务地址") -> None:
        """Who it is, in the order in which every form of the house tells it."""
        with self.group("客户"):
            if code:
                self.two(("customer_name", "客户名称"), ("customer_code", "客户编号"))
            else:
                self.one("customer_name", "客户名称")
            self.one("address", address)
            self.three(("contact", "联系人员"), ("phone", "联系电话"), ("phone_2", "备用电话"))

    def checklist(self, name, heads, items, mm, widths, options):
        """Printed lines with boxes to tick: (word, what is wanted); every line's boxes have a name of their own."""
        number, item, want, result = widths
        note = self.w - 7 - sum(widths)
        top = self.row()
        x = 7.0
        for w, head in zip((*widths, note), heads, strict=True):
            self.label(x, w, top, head, bold=True)
            x += w
        for n, (word, wanted) in enumerate(items, 1):
            r, x = self.row(mm), 7.0
            self.text(x, number, r, n, h="center")
            self.text(x + number, item, r, word, indent=1, shrink=True)
            self.text(x + number + item, want, r, wanted, size=9, wrap=True, indent=1)
            x += number + item + want
            self.value(x, result, r, f"{name}_{n}", word or f"第{n}项", options=options, indent=0, h="center")
            self.value(x + result, note, r, f"{name}_note_{n}", f"{word or n}说明", size=10)

    def foot(self, lines, line_mm=4.5, gap=1.6):
        """The foot; what is left of the paper goes to the rows above it, so that the pen has more room."""
        super().foot(lines, line_mm, gap)
        free = self.paper_h - self.margins[1] - self.margins[3] - sum(self.rows) * 25.4 / 72
        inside = self.rows[self.top - 1 : self.bottom]
        share = min(1 + max(free - SPARE_MM, 0) / (sum(inside) * 25.4 / 72), MOST_STRETCH)
        self.rows[self.top - 1 : self.bottom] = [int(h * share / 0.75) * 0.75 for h in inside]

    def signs(self, *people: Cell, mm=12.7, dated=True) -> None:
        """A row for signatures: each with room for the pen and for its day."""
        r = self.row(mm)
        if len(people) == 2:
            spans = ((0.0, 7 + self.lw, self.half), (self.middle, self.lw, self.other))
        else:
            spans = ((0.0, 7 + self.lw, self.a), (7 + self.lw + self.a, self.lw, self.b))
            spans += ((self.w - self.b - self.lw, self.lw, self.b),)
            dated = False
        for (name, label), (x, lw, w) in zip(people, spans, strict=True):
            self.label(x, lw, r, label)
            day = 29 if dated else 0
            self.value(x + lw, w - day, r, name, label)
            if dated:
                self.text(x + lw + w - day, day, r, "年　　月　　日", h="center")
