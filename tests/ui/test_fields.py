"""What is typed into and chosen from."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from dispatch_console.ui.fields import Choice
from tests.keys import settle

MANY = [(str(n), f"承诺之{n}") for n in range(1, 10)]


def test_what_does_not_fit_beside_the_others_goes_below_and_can_be_clicked(qtbot):
    choice = Choice("时限", MANY)
    qtbot.addWidget(choice)
    choice.show()
    heights = []
    for width in (1200, 420):
        choice.resize(width, choice.height())
        settle()
        heights.append(choice.height())
        assert all(place.right() <= width for place in choice._places)
    assert heights[1] > heights[0]
    last = choice._places[-1].center()
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(int(last.x()), int(last.y())))
    assert choice.value == "9"
