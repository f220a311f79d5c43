"""How files come to the job in hand: dropped on the window, pasted on the card, chosen, or out of the folder of the scanner."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QImage

from dispatch_console.commands.attachments import AttachFile, read_file
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.attachments import SETTING, Owner, most_bytes
from dispatch_console.domain.masked import PathText
from dispatch_console.domain.moment import local
from dispatch_console.queries.office import Settings
from dispatch_console.ui.bridge import Bridge, No
from dispatch_console.ui.job_card.panel import JobCardPanel
from dispatch_console.ui.main_window import MainWindow
from dispatch_console.ui.scanning import ScanFolder, put_away
from dispatch_console.ui.sheet import Sheet
from dispatch_console.ui.sheets.sheet import WorkSheet
from dispatch_console.ui.sheets.worker import Worker
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.telling import Telling
from dispatch_console.words import N_, Said, _

RAW = ("png", "jpeg", "webp", "gif", "bmp", "tiff")  # taken as they are, without unpacking them here


@dataclass(frozen=True, slots=True)
class Source:
    """A file by its path, or bytes that were copied, with the name that they shall have."""

    path: str
    content: bytes | None = None
    scanned: bool = False


class Panels(Protocol):
    """What is needed of the window's panels."""

    window: MainWindow
    bridge: Bridge
    card: JobCardPanel
    telling: Telling

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is open."""

    def open_work(self, action_id: str, job_id: int = 0) -> None:
        """Open the sheet of an action for a job."""

    def say_done(self, words: str) -> None:
        """Say what was done, with the key that takes it back."""


def has_files(mime: QMimeData) -> bool:
    """Whether there is something in it that could be attached."""
    return any(url.isLocalFile() for url in mime.urls()) or mime.hasImage() or any(mime.hasFormat(f"image/{f}") for f in RAW)


def copied(bridge: Bridge) -> tuple[Source, ...]:
    """What lies in the system's clipboard."""
    return sources_of(QGuiApplication.clipboard().mimeData(), bridge)


def sources_of(mime: QMimeData, bridge: Bridge) -> tuple[Source, ...]:
    """The files that were dropped or copied; else the picture, called by the time."""
    paths = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    if paths:
        return tuple(Source(path) for path in paths)
    called = _("Picture {time}", time=f"{local(bridge.now, bridge.zone):%m-%d %H.%M.%S}")
    raw = next((f for f in RAW if mime.hasFormat(f"image/{f}")), "")
    if raw:
        return (Source(f"{called}.{raw}", bytes(mime.data(f"image/{raw}").data())),)
    image = mime.imageData() if mime.hasImage() else None  # the bare pixels that the system keeps of a screenshot
    if not isinstance(image, QImage) or image.isNull():
        return ()
    store = QByteArray()
    out = QBuffer(store)
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")  # type: ignore[call-overload]
    return (Source(f"{called}.png", bytes(store.data())),)


class Attaching(QObject):
    """Reads one file after another beside the window and attaches each; says at the end what came of them."""

    def __init__(self, rooms: Panels) -> None:
        super().__init__(rooms.window)
        self._rooms = rooms
        self._waiting: deque[tuple[Source, Owner]] = deque()
        self._now: tuple[Source, Owner] | None = None
        self._attached: list[str] = []
        self._refused: list[str] = []
        self.scan = ScanFolder(rooms.bridge)
        self.scan.changed.connect(self._tell_scan)
        rooms.card.files.opened.connect(self.open_file)
        inside_only(rooms.card, "Ctrl+V", self.paste)

    # ---- ways in ----

    def owner(self) -> Owner | None:
        """Whose a file is that comes now: of the record in the open sheet, else of the job on the card."""
        sheet, card = self._rooms.sheet, self._rooms.card.card
        of_sheet = sheet.owner() if isinstance(sheet, WorkSheet) else None
        return of_sheet or (Owner("job", card.id, card.number[-3:], str(card.customer)) if card is not None else None)

    def take(self, sources: Sequence[Source], owner: Owner | None = None) -> None:
        """Attach these to a job, a machine or a customer: to the one told, else to what is in front."""
        owner = owner or self.owner()
        if owner is None:
            self._refuse(Said(N_("Pick a job on the board first.")))
            return
        self._waiting.extend((source, owner) for source in sources)
        if self._now is None:
            self._next()

    def paste(self) -> None:
        """The picture or the files that were copied."""
        found = copied(self._rooms.bridge)
        if found:
            self.take(found)
        else:
            self._rooms.window.foot.say(_("Neither a picture nor a file was copied."))

    def take_scanned(self) -> None:
        """What lies new in the folder of the scanner."""
        if not self._rooms.card.job_id:
            self._refuse(Said(N_("Pick a job on the board first.")))
        elif not self.scan.folder:
            self._refuse(Said(N_("No folder of a scanner is watched; it is named in the records (Ctrl+M), Settings.")))
        elif not self.scan.offered:
            self._refuse(Said(N_("Nothing new lies in the folder of the scanner.")))
        else:
            self.take([Source(str(path), scanned=True) for path in self.scan.take()])

    def go(self) -> None:
        """The keyboard to the files on the card."""
        card, keys = self._rooms.card, self._rooms.window.keys
        if card.card is None:
            self._refuse(Said(N_("Pick a job on the board first.")))
        elif card.files.rows:
            card.files.setFocus()
        else:
            said = N_("No file is attached to this job yet: {key} attaches one, Ctrl+V one that was copied; or drop it on the window.")
            self._refuse(Said(said, {"key": keys.of("attach")}))

    def open_file(self, attachment_id: int) -> None:
        """A file of the card is to be looked at."""
        self._rooms.open_work("attach")
        sheet: Any = self._rooms.sheet
        if sheet is not None:
            sheet.show_file(attachment_id)

    # ---- one after another ----

    def _next(self) -> None:
        if not self._waiting:
            self._now = None
            self._finish()
            return
        self._now = source, _owner = self._waiting.popleft()
        if source.content is not None:
            self._read(source.content)
            return

        def work(desk: Desk, _tell: object, _stopped: object) -> bytes:
            return read_file(Path(source.path), most_bytes(desk.ask(Settings()).get(SETTING, "")))

        worker = Worker(self._rooms.bridge.desk, work)
        worker.given.connect(self._read)
        worker.failed.connect(self._unread)
        worker.start()

    def _unread(self, why: str) -> None:
        self._refused.append(why)
        self._next()

    def _read(self, content: bytes) -> None:
        if self._now is None or not self._rooms.bridge.open:
            return
        source, owner = self._now
        ids = owner.ids
        command = AttachFile(path=PathText(source.path), content=content, job_id=ids.get("job_id"),
                             machine_id=ids.get("machine_id"), customer_id=ids.get("customer_id"))  # fmt: skip
        done = self._rooms.bridge.do(command, lambda no: self._refused.append(str(no)))
        if done is not None and isinstance(done.result, dict):
            self._attached.append(str(done.result["name"]))
            if source.scanned:
                Worker(self._rooms.bridge.desk, lambda _desk, _tell, _stopped: put_away(Path(source.path))).start()
        QTimer.singleShot(0, self, self._next)

    def _finish(self) -> None:
        attached, refused = self._attached, self._refused
        self._attached, self._refused = [], []
        if attached:
            one = _("{name} is attached.", name=attached[0])
            self._rooms.say_done(one if len(attached) == 1 else _("{n} files are attached.", n=len(attached)))
        if refused:
            alone = len(refused) == 1
            self._refuse(Said(N_("Not attached: {why}") if alone else N_("Not attached: {why} And {n} more."),
                              {"why": refused[0], "n": len(refused) - 1}))  # fmt: skip

    # ---- saying ----

    def _refuse(self, why: Said) -> None:
        sheet = self._rooms.sheet
        if isinstance(sheet, WorkSheet):
            sheet.refuse(No(why))
        else:
            self._rooms.card.refuse(No(why))

    def _tell_scan(self) -> None:
        self._rooms.telling.offer(len(self.scan.offered), self.scan.lost)

    def let_go(self) -> None:
        """The window closes; what was not read yet is not attached."""
        self._waiting.clear()
        self.scan.let_go()
        self._rooms.card.files.pictures.let_go()
