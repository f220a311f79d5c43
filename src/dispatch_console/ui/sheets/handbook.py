"""The handbook for a dispatcher's first day, read in the window: F1 twice, or Ctrl+F1."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QImage, QKeyEvent, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from dispatch_console import places
from dispatch_console.ui.fields import Field
from dispatch_console.ui.guard import guarded
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.sheets.sheet import fields_row
from dispatch_console.ui.theme import BODY, color, font, look, px
from dispatch_console.ui.widgets import SlimBar
from dispatch_console.words import _

WIDE = 860  # pictures and lines are no wider than can be read


class Pages(QTextBrowser):
    """The text with its pictures, no wider than the sheet."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Qt: a picture of the handbook, made as wide as there is room; nothing else is ever loaded."""
        if kind != QTextDocument.ResourceType.ImageResource.value and kind != QTextDocument.ResourceType.ImageResource:
            return None
        picture = QImage(str(places.handbook().parent / QUrl(name).path().lstrip("/")))
        room = min(px(WIDE), self.viewport().width() - px(64))
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation) if not picture.isNull() and room > 100 else picture


class HandbookSheet(Sheet):
    """Type to find, Enter to the next place; arrows and PgDn read on."""

    def __init__(self) -> None:
        super().__init__("book-open-page-variant-outline", _("Handbook"))
        self.pages = Pages()
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setVerticalScrollBar(SlimBar(self.pages))
        self.pages.setOpenLinks(False)
        self.pages.setAccessibleName(_("Handbook"))
        self.search = Field("", hint=_("Find in the handbook; Enter the next place"))
        self.search.edited.connect(lambda _text: self._seek(again=False))
        self.search.entered.connect(lambda: self._seek(again=True))
        self.body.addWidget(fields_row((self.search, 1)))
        self.body.addWidget(self.pages, 1)
        self.foot([None])
        look.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        document = self.pages.document()
        document.setDefaultFont(QFont(font(BODY + 1)))
        document.setDocumentMargin(px(24))
        self.pages.setStyleSheet(f"background: transparent; color: {color('text').name()};")
        self.pages.setMarkdown(places.handbook().read_text(encoding="utf-8"))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: pictures as wide as there is room now."""
        super().resizeEvent(event)
        at = self.pages.verticalScrollBar().value()
        self._show()
        self.pages.verticalScrollBar().setValue(at)

    def _seek(self, again: bool) -> None:
        words = self.search.edit.text().strip()
        if not again:
            self.pages.moveCursor(QTextCursor.MoveOperation.Start)
        found = bool(words) and self.pages.find(words)
        if words and not found and again:  # from the beginning once more
            self.pages.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.pages.find(words)
        self.search.say_after("" if found or not words else _("not found"))

    def first(self) -> QWidget:
        """The field to find with."""
        return self.search

    @guarded
    def focusInEvent(self, event: object) -> None:
        """Qt: the keyboard goes to the field."""
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows and pages scroll, wherever the keyboard is."""
        bar = self.pages.verticalScrollBar()
        steps = {Qt.Key.Key_Down: px(48), Qt.Key.Key_Up: -px(48), Qt.Key.Key_PageDown: self.pages.height() - px(40), Qt.Key.Key_PageUp: px(40) - self.pages.height()}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)
