"""Widgets beside and under one another, each group in a holder that is a widget.

Layouts are never put into layouts, and their items are never looked at or taken out, in Python: PySide wraps such an item,
Qt deletes it unseen, and the next widget made at the same place in memory takes the whole program down when it goes.
"""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

Laid = QWidget | tuple[QWidget, int] | int | None
Margins = tuple[int, int, int, int]


def row(*parts: Laid, spacing: int = 6, margins: Margins = (0, 0, 0, 0)) -> QWidget:
    """Widgets beside one another, each alone or with its share of the width; None is a spring, a number a gap."""
    holder = QWidget()
    return _filled(holder, QHBoxLayout(holder), parts, spacing, margins)


def column(*parts: Laid, spacing: int = 0, margins: Margins = (0, 0, 0, 0)) -> QWidget:
    """Widgets under one another, each alone or with its share of the height; None is a spring, a number a gap."""
    holder = QWidget()
    return _filled(holder, QVBoxLayout(holder), parts, spacing, margins)


def _filled(holder: QWidget, layout: QBoxLayout, parts: tuple[Laid, ...], spacing: int, margins: Margins) -> QWidget:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, tuple):
            layout.addWidget(*part)
        else:
            layout.addWidget(part)
    return holder


def take_out(layout: QBoxLayout, widget: QWidget) -> None:
    """Take a widget out for good: out of sight now, gone when the running event is over."""
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
