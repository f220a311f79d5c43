"""What is dropped on the window: a list is taken in, all else is attached to what is in front.

The place says which: on the card of a job, or while a sheet of files or of a record is open, everything is attached;
one list dropped anywhere else is read; and while lists are taken in, nothing else is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from dispatch_console.ui.attaching import Attaching, Panels, has_files, sources_of
from dispatch_console.ui.sheets.sheet import WorkSheet
from dispatch_console.words import _

LISTS = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"))


@dataclass(frozen=True, slots=True)
class Landing:
    """What letting go here would do: the words for the status bar while it hovers, and the deed; None does nothing."""

    words: str
    deed: Callable[[], None] | None = None


class Dropping(QObject):
    """The one place that takes drops; it tells the status bar what letting go would do."""

    def __init__(self, rooms: Panels, attaching: Attaching) -> None:
        super().__init__(rooms.window)
        self._rooms, self._attaching = rooms, attaching
        rooms.window.setAcceptDrops(True)
        rooms.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: files dragged over the window, and dropped."""
        copy = Qt.DropAction.CopyAction  # a file that is moved would be gone where it came from
        foot = self._rooms.window.foot
        if isinstance(event, QDropEvent) and event.possibleActions() & copy and has_files(event.mimeData()):
            event.setDropAction(copy)
            event.accept()
            landing = self._landing(event.mimeData(), event.position())
            if event.type() != QEvent.Type.Drop:
                if isinstance(event, QDragEnterEvent) or foot.said != landing.words:
                    foot.say(landing.words)
            elif landing.deed is not None:
                foot.say("")
                landing.deed()
            else:
                foot.say(landing.words)
            return True
        if event.type() == QEvent.Type.DragLeave:
            foot.say("")
        return False

    def _landing(self, mime: QMimeData, at: QPointF) -> Landing:
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        lists = [p for p in paths if p.suffix.lower() in LISTS and not p.is_dir()]
        sheet = self._rooms.sheet
        if isinstance(sheet, WorkSheet) and sheet.reads_lists:
            if len(paths) == 1 and lists:
                return Landing(_("Let go to read {file}", file=lists[0].name), lambda: sheet.read_list(lists[0]))
            return Landing(_("One list from Excel, WPS or as .csv can be read at a time."))
        if lists and len(lists) == len(paths) and not self._attaches(at):
            if len(paths) == 1:
                return Landing(_("Let go to read {file}", file=lists[0].name), lambda: self._import(lists[0]))
            return Landing(_("One list can be read at a time; dropped on the card of a job, files are attached."))
        owner = self._attaching.owner()
        words = _("Let go to attach it to {number} {customer}", number=owner.whom, customer=owner.fact) if owner else ""
        sources = sources_of(mime, self._rooms.bridge)
        return Landing(words or _("Pick a job on the board first."), lambda: self._attaching.take(sources))

    def _attaches(self, at: QPointF) -> bool:
        """Whether even a list is attached here: on the card that is seen, or to the record in the open sheet."""
        sheet, card = self._rooms.sheet, self._rooms.card
        if sheet is not None:
            return isinstance(sheet, WorkSheet) and sheet.owner() is not None
        place = QRect(card.mapTo(self._rooms.window, card.rect().topLeft()), card.size())
        return card.card is not None and place.contains(at.toPoint())

    def _import(self, path: Path) -> None:
        self._rooms.open_work("import")
        sheet = self._rooms.sheet
        if isinstance(sheet, WorkSheet) and sheet.reads_lists:
            sheet.read_list(path)
