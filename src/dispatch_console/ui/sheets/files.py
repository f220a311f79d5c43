"""The files of a job: all of them at the left, the one picked at the right, as a picture when it is one; nothing foreign is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from dispatch_console.commands.attachments import DetachFile, NoteFile
from dispatch_console.desk.changes import Changes
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.attachments import Owner, kind_words, size_words
from dispatch_console.domain.moment import local
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.queries.attachments import Attached, AttachedFile, Attachments, AttachmentTotal
from dispatch_console.queries.card import JobCard
from dispatch_console.ui.attaching import Source, copied, has_files
from dispatch_console.ui.band import Answers, Asked
from dispatch_console.ui.bridge import Bridge, touches
from dispatch_console.ui.fields import Field
from dispatch_console.ui.job_card.files import whose_words
from dispatch_console.ui.labels import label_width
from dispatch_console.ui.lay import column, row
from dispatch_console.ui.paint import MIDDLE, draw_icon, paragraph, text
from dispatch_console.ui.sheets.dispatch import head_of
from dispatch_console.ui.sheets.sheet import fields_row, rule, upright
from dispatch_console.ui.sheets.table import FactColumn, FactTable, Look
from dispatch_console.ui.sheets.worker import BesideSheet
from dispatch_console.ui.shortcuts import inside_only
from dispatch_console.ui.theme import BODY, HEAD, SMALL, color, px
from dispatch_console.ui.thumbnails import Thumbnails, glyph_of, trouble_of
from dispatch_console.ui.widgets import KeyButton, Painted
from dispatch_console.words import N_, _

LEFT = 330
SETTLED_MS = 150  # who goes through the list with the arrow held down has none of them made large
READS = frozenset(("attachment", "attachment_file"))


class FilesSheet(BesideSheet):
    """Which file → look at it, note what it shows, save a copy. New ones by path, Ctrl+O, Ctrl+V or dropped."""

    action_id = "attach"

    def __init__(self, bridge: Bridge, job_id: int = 0, of: Owner | None = None, back: Callable[[], None] | None = None) -> None:
        super().__init__(bridge, "paperclip", _("Attachments"))
        self.of, self._back = of or Owner("job", job_id), back
        if of is None:
            card = bridge.ask(JobCard(job_id=job_id))
            assert card is not None
            head_of(self, card)
        else:
            self.whom, self.facts = of.whom, (of.fact,) if of.fact else ()
        self.rows: tuple[Attached, ...] = ()
        self.image: QImage | None = None
        self._shown = 0  # the attachment that is shown large, or is being made so
        self._unseen = False  # it was tried, and there is nothing to see
        self.pictures = Thumbnails(bridge, self)  # only to draw them: the card below has them made
        self.file = Field(_("Add"), hint=_("path of a file; Ctrl+O chooses, Ctrl+V pastes"), label_width=label_width("Add", least=28))
        self.file.entered.connect(self._typed)
        columns = [FactColumn("thumb", "", self._thumb_of, 76), FactColumn("name", N_("File"), self._look_of)]
        self.list = FactTable(columns, lambda r: r.id, bridge.now, _("Attachments"), height=52, headed=False)
        self.list.row_picked.connect(lambda _row: self._show())
        self.list.row_opened.connect(lambda _row: self._ask_copy())
        self.page = Painted(0, self._draw)
        left = column(fields_row((self.file, 1), left=8), rule(), (self.list, 1), margins=(0, 6, 0, 0), spacing=4)
        left.setFixedWidth(px(LEFT))
        self.body.addWidget(row(left, upright(), (self.page, 1), spacing=0), 1)
        self.body.addWidget(self.band)
        self._buttons()
        self._start: QWidget = self.file
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._soon.timeout.connect(self._make_large)
        bridge.changed.connect(self._changed)
        inside_only(self, "Ctrl+V", self._paste)
        inside_only(self.list, "Del", self._take_off)
        self.file.edit.installEventFilter(self)
        self.file.edit.setAcceptDrops(False)  # a file that is dropped there is the window's, too
        for told in (self.band.opened, self.band.closed):
            told.connect(self._light)
        self._ask()

    def _buttons(self) -> None:
        self.copy = KeyButton(_("Save a copy"), "Ctrl+Return", "primary")
        self.note = KeyButton(_("Note what it shows"), "Ctrl+E")
        self.off = KeyButton(_("Take it off"), "Del")
        add = KeyButton(_("Choose files"), "Ctrl+O")
        for button, what in ((self.copy, self._ask_copy), (self.note, self._ask_note), (self.off, self._take_off), (add, self.choose)):
            button.clicked.connect(what)
        self.foot([self.copy, add, self.note, self.off, None])

    def first(self) -> QWidget:
        """The path, or the list when a file was opened."""
        return self._start

    def go_back(self) -> None:
        """Esc: back to the record whose files they are."""
        self.leave()
        if self._back is not None:
            self._back()

    def owner(self) -> Owner:
        """What is dropped on the window now hangs here."""
        return self.of

    def claims(self) -> Mapping[str, Callable[[], object]]:
        """Ctrl+E notes what the file shows, Ctrl+J goes to the path of another."""
        return {"correct": self._ask_note, "attach": self.file.setFocus}

    # ---- what is there ----

    def _changed(self, changes: Changes) -> None:
        if touches(changes, READS):
            self._ask()

    def _ask(self) -> None:
        before = {r.id for r in self.rows}
        self.rows = self.bridge.ask(Attachments(**self.of.ids))
        self.list.show_rows(self.rows, self.bridge.now)
        new = next((r.id for r in self.rows if r.of == self.of.kind and r.id not in before), None)
        if new is not None and before:
            self.list.select_key(new)
        total, mine = self.bridge.ask(AttachmentTotal()), [r for r in self.rows if r.of == self.of.kind]
        self.fact = _("here {n} · {size}      all files {all} · {whole}", n=len(mine), size=size_words(sum(r.size for r in mine)),
                      all=total.files, whole=size_words(total.size))  # fmt: skip
        if self.of.kind != "job":  # those of a job are made by its card, below
            self.pictures.make(self.rows)
        self._light()
        self._show()
        self.update()

    def _light(self) -> None:
        """Buttons of a file are lit when there is one, and nothing is being asked."""
        for button in (self.copy, self.note, self.off):
            button.setEnabled(bool(self.rows) and not self.band.asking)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: files and pictures that were copied are attached, also while the path has the keyboard; words go into it."""
        paste = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.Paste)
        if paste and has_files(QGuiApplication.clipboard().mimeData()):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def show_file(self, attachment_id: int) -> None:
        """Put the cursor on a file; of one that is no picture a copy is offered at once."""
        self._start = self.list
        self.list.select_key(attachment_id)
        self.list.setFocus()
        if self.picked is not None and not self.picked.picture:
            self._ask_copy()

    @property
    def picked(self) -> Attached | None:
        """The file in front."""
        found: Attached | None = self.list.current_row()
        return found

    def _thumb_of(self, file: Attached) -> Look:
        def draw(p: QPainter, r: QRectF) -> None:
            self.pictures.draw(p, QRectF(r.left(), r.center().y() - px(21), px(56), px(42)), file)

        return Look("", draw=draw)

    def _look_of(self, file: Attached) -> Look:
        return Look(file.note or str(file.name), self._facts(file), "text" if file.of == self.of.kind else "text2")

    def _facts(self, file: Attached) -> str:
        when = f"{local(file.added_at, self.bridge.zone):%m-%d %H:%M}"
        size, kind = str(size_words(file.size)), str(kind_words(file.media_type))
        return " · ".join(filter(None, (whose_words(file), kind, size, when, file.added_by)))

    # ---- the one in front ----

    def _show(self) -> None:
        file = self.picked
        if file is None or file.id != self._shown:
            self.stop_work()
            self.image, self._unseen, self._shown = None, False, 0
            if file is not None and file.picture:
                self._soon.start()
        said = (str(file.name), self._facts(file), file.note, trouble_of(file)) if file is not None else ()
        self.page.setAccessibleDescription("\n".join(filter(None, said)))
        self.page.update()

    def _make_large(self) -> None:
        file = self.picked
        if file is None or self.bridge.masked:
            return
        self._shown = file.id

        def work(desk: Desk, _tell: object, stopped: object) -> bytes:
            from dispatch_console.press.looking import look

            assert callable(stopped)
            found = desk.ask(AttachedFile(attachment_id=file.id))
            return look(found.content, stopped=stopped) if found is not None else b""

        self.begin(work, self._large, self.refuse)

    def _large(self, png: bytes) -> None:
        image = QImage()
        self.image = image if png and image.loadFromData(png, "PNG") else None
        self._unseen = self.image is None
        self.page.update()

    def _draw(self, p: QPainter, r: QRectF) -> None:
        file = self.picked
        if file is None:
            y = r.center().y() - px(40)
            draw_icon(p, r.center().x() - px(16), y, "paperclip", "edge", 32)
            text(p, QRectF(0, y + px(22), r.width(), px(24)), _("No file is attached here yet"), "text", BODY, True, MIDDLE)
            text(p, QRectF(0, y + px(46), r.width(), px(20)), _("Drop files on the window, paste them with Ctrl+V, or choose them with Ctrl+O."),
                 "text3", SMALL, False, MIDDLE)  # fmt: skip
            return
        wide = r.width() - 40
        text(p, QRectF(20, 10, wide, px(28)), str(file.name), "text", HEAD, True)
        text(p, QRectF(20, 10 + px(27), wide, px(20)), self._facts(file), "text3", SMALL)
        y = 10 + px(52)
        if file.note:
            y += paragraph(p, QRectF(20, y, wide, r.height()), file.note, "text", BODY) + 4
        self._draw_large(p, QRectF(20, y, wide, r.height() - y - 14), file)

    def _draw_large(self, p: QPainter, r: QRectF, file: Attached) -> None:
        if self.image is None or self.bridge.masked:
            cy = r.center().y() - px(24)
            draw_icon(p, r.center().x() - px(20), cy, glyph_of(file), "edge", 40)
            for n, words in enumerate(self._why_not_seen(file)):
                text(p, QRectF(r.left(), cy + px(30 + n * 24), r.width(), px(24)), words, "text3" if n else "text2", BODY if not n else SMALL,
                     False, MIDDLE)  # fmt: skip
            return
        size = QSizeF(self.image.size())
        if size.width() > r.width() or size.height() > r.height():
            size = size.scaled(r.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(r.center().x() - size.width() / 2, r.top() + max(0.0, (r.height() - size.height()) / 2), size.width(), size.height())
        p.fillRect(place.adjusted(-1, -1, 1, 1), color("line"))
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        p.drawImage(place, self.image)

    def _why_not_seen(self, file: Attached) -> tuple[str, ...]:
        if self.bridge.masked:
            return (_("Hidden while visitors look on."),)
        if file.picture:
            unseen = self._unseen or bool(trouble_of(file))
            return (_("This picture is damaged or cannot be shown here; the file itself is kept."),) if unseen else ("",)
        return _("{kind}: it is not opened here.", kind=kind_words(file.media_type)), _("Ctrl+Enter saves a copy where you choose.")

    # ---- what can be done ----

    def save(self) -> None:
        """Attach the file that is typed, else save a copy of the one in front."""
        if self.file.edit.text().strip():
            self._typed()
        elif self.rows:
            self._ask_copy()

    def _give(self, sources: tuple[Source, ...]) -> None:
        self.band.close_band()
        self.files_given.emit(sources, self.of)

    def _typed(self) -> None:
        path = self.file.edit.text().strip().strip('"')
        if path:
            self.file.edit.clear()
            self._give((Source(str(Path(path).expanduser())),))
        elif self.rows:
            self.list.setFocus()

    def choose(self) -> None:
        """Choose files (Ctrl+O)."""
        dialog = QFileDialog(self.window(), _("Choose files"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self._give(tuple(map(Source, paths))))
        dialog.open()

    def _paste(self) -> None:
        found = copied(self.bridge)
        if found:
            self._give(found)
        else:
            self.refuse(_("Neither a picture nor a file was copied."))

    def _ask_copy(self) -> None:
        file = self.picked
        if file is None:
            return
        if self.bridge.masked:
            self.refuse(_("Hidden while visitors look on."))
            return
        asked = [Asked("purpose", N_("What for")), Asked("path", N_("Save as"), str(Path.home() / file.name), wide=2)]
        self.band.ask(_("A copy of {name} leaves the desk; that is written down", name=file.name), asked,
                      lambda answers: self._save_copy(file, answers))  # fmt: skip

    def _save_copy(self, file: Attached, answers: Answers) -> None:
        from dispatch_console.press.copies import save_copy

        path = Path(answers["path"]).expanduser()
        try:
            save_copy(self.bridge.desk, file.id, path, answers["purpose"])
        except StoreTrouble as trouble:
            self.refuse(str(trouble))
            return
        self.band.close_band()
        self.done.emit({"attachment_id": file.id}, _("Saved as {file}.", file=path.name))

    def _ask_note(self) -> None:
        file = self.picked
        if file is not None:
            self.band.ask(str(file.name), [Asked("note", N_("It shows"), file.note, wide=3)], lambda answers: self._finished(
                NoteFile(attachment_id=file.id, note=answers["note"]), _("Noted.")))  # fmt: skip

    def _take_off(self) -> None:
        file = self.picked
        if file is None:
            return
        if file.of != self.of.kind:
            self.refuse(_("It hangs on {whose}; take it off there.", whose=whose_words(file)))
            return
        self._finished(DetachFile(attachment_id=file.id), _("{name} was taken off.", name=file.name))

    def _finished(self, command: DetachFile | NoteFile, said: str) -> None:
        self.do(command, said)
        self.saved = False
