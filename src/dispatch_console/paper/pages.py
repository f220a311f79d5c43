"""Where a form that has grown beyond its paper goes on to the next page."""

from __future__ import annotations

from dispatch_console.paper.form import Form
from dispatch_console.paper.sheet import Sheet

SLACK_MM = 0.1
FOOTER_MM = 2.0
TAIL = 0.25  # a foot lower than this part of the page is not torn from its last ruled row


def body_mm(sheet: Sheet, form: Form) -> float:
    """The height of the paper between its margins in mm."""
    node = sheet.root.first("pageMargins")
    margins = node.attrs if node else {}
    return (
        form.paper_mm[1] - (float(margins.get("top", "0.75")) + float(margins.get("bottom", "0.75"))) * 25.4
    )


def page_starts(sheet: Sheet, form: Form, titles: tuple[int, int]) -> list[int]:
    """The first row of each page; the rows behind the ruled ones stay together, merged cells are not cut."""
    last = max(sheet.rows, default=1)
    room = body_mm(sheet, form)
    head = sheet.height_mm(*titles) if titles[0] else 0.0
    tall = [0.0] + [sheet.height_mm(r, r) for r in range(1, last + 1)]
    if sum(tall) <= room + SLACK_MM:
        return [1]
    room -= FOOTER_MM  # several pages carry their number at the very foot
    whole = last * 0.5
    cut = {r for r0, _c0, r1, _c1 in sheet.merges if r1 - r0 < whole for r in range(r0 + 1, r1 + 1)}
    tail = _tail(sheet, form, last)
    starts, used = [1], 0.0
    row = 1
    while row <= last:
        if used + tall[row] > room + SLACK_MM and row > starts[-1]:
            least = starts[-1] + 1
            good = next((r for r in range(row, least - 1, -1) if r not in cut), row)
            if good > tail > least and sum(tall[tail : last + 1]) <= room * TAIL:
                good = tail
            starts.append(good)
            used, row = head, good
        used += tall[row]
        row += 1
    return starts


def _tail(sheet: Sheet, form: Form, last: int) -> int:
    """The last ruled row: what follows it goes with it to one page (0 when nothing repeats)."""
    ends = []
    for repeat in form.repeats.values():
        ends.append(sheet.moved(repeat.row + repeat.printed - 1))
    return max(ends, default=0)
