"""The one door: every change goes through `do`, every question through `ask`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from dispatch_console.commands.registry import Command, CommandSpec, spec_of
from dispatch_console.commands.work import Work
from dispatch_console.desk import derive
from dispatch_console.desk.changes import Changes, Done
from dispatch_console.desk.reader import Reader
from dispatch_console.domain import codec
from dispatch_console.domain.moment import SHANGHAI, Clock, Moment, parse_moment
from dispatch_console.domain.refused import Refused
from dispatch_console.queries.registry import Reading
from dispatch_console.store import audit, capture, kept
from dispatch_console.store.engine import Store, driver
from dispatch_console.store.link import names_nothing, world
from dispatch_console.words import N_

Listener = Callable[[Changes], None]


class Desk(Reader):
    """An open desk. Not shared between threads: a worker opens another on the same file."""

    whole = True

    def __init__(self, store: Store, clock: Clock, actor: str, zone: ZoneInfo = SHANGHAI) -> None:
        super().__init__(store.raw_reader, clock, actor, zone)
        self.store = store
        self._listeners: list[Listener] = []
        self._undoable: list[int] = []
        self._redoable: list[int] = []
        self._last_fixed: CommandSpec | None = None
        capture.install(store.raw_writer)

    # ---- doing -------------------------------------------------------------------------------------------

    def do(self, command: Command) -> Done:
        """Carry a command out in one transaction with one audit record, then announce it.

        Doing the same gesture (uid) again gives the first answer and changes nothing. Raises Refused when a rule
        says no and StoreTrouble when the world does; either leaves no trace.
        """
        spec = spec_of(type(command))
        if not self.actor:
            raise Refused(N_("Who is at the desk? Give a name first."))
        done = self._transact(
            lambda work: spec.handler(command, work),
            uid=command.uid,
            kind="do",
            name=spec.name,
            arguments=codec.dumps(command),
        )
        if not done.again:
            self._redoable.clear()
            if spec.undo.possible:
                self._undoable.append(done.audit_id)
            else:
                self._undoable.clear()  # nothing before it may be pulled from under what the world knows
                self._last_fixed = spec
        return done

    def _transact(
        self,
        handle: Callable[[Work], Any],
        *,
        uid: UUID,
        kind: str,
        name: str,
        arguments: str,
        about_id: int | None = None,
    ) -> Done:
        writer = self.store.writer
        now = self.clock()
        work = Work(writer, now, self.actor, self.zone)
        with world():
            transaction = writer.begin()
            try:
                kept.look(writer)
                before = audit.find(writer, uid)
                if before is not None:
                    transaction.rollback()
                    return Done(before.result, Changes(frozenset()), before.id, again=True)
                result = codec.plain(handle(work))
                work.finish()
                changes = capture.take(writer)
                derived = derive.refresh(writer, changes, now, self.zone)
                entry_id = audit.write(
                    writer,
                    command_uid=uid,
                    kind=kind,
                    command=name,
                    arguments=arguments,
                    result=codec.dumps(result),
                    actor=self.actor,
                    at=now,
                    about_id=about_id,
                    changes=changes,
                )
                transaction.commit()
            except BaseException as error:
                kept.drop(writer)
                if transaction.is_active:
                    transaction.rollback()
                if names_nothing(error):
                    raise Refused(N_("There is no such entry.")) from error
                again = self._landed(uid) if not isinstance(error, Refused) else None
                if again is None:
                    raise
                return again
            finally:
                work.drop()
        told = Changes(frozenset((c.table, c.row_id) for c in changes) | derived)
        for listener in list(self._listeners):
            listener(told)
        return Done(result, told, entry_id)

    def _landed(self, uid: UUID) -> Done | None:
        """An error on COMMIT does not mean "not saved": look whether the gesture is there after all."""
        if self.store.raw_writer.in_transaction:
            return None
        try:
            with self.store.reader.begin():
                entry = audit.find(self.store.reader, uid)
        except sa.exc.DBAPIError:
            return None
        return None if entry is None else Done(entry.result, Changes(frozenset()), entry.id, again=True)

    # ---- asking ------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self.store.reading() as connection:
            yield Reading(driver(connection), self.clock(), self.zone, self.actor, connection)

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call the listener after each change; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, changes: Changes) -> None:
        """Pass on what another desk on the same file did (a worker, the command line)."""
        for listener in list(self._listeners):
            listener(changes)

    # ---- undo and redo -----------------------------------------------------------------------------------

    def why_not_undo(self) -> Refused | None:
        """None when Ctrl+Z would do something, else the reason for the menu."""
        if self._undoable:
            return None
        if self._last_fixed is not None:
            return Refused(self._last_fixed.undo.why_not)
        return Refused(N_("There is nothing to undo in this sitting."))

    def why_not_redo(self) -> Refused | None:
        """None when Ctrl+Y would do something, else the reason."""
        return None if self._redoable else Refused(N_("There is nothing to redo."))

    def undo(self, uid: UUID | None = None) -> Done:
        """Take back the last command of this sitting; raises Refused when a row was changed since."""
        reason = self.why_not_undo()
        if reason is not None:
            raise reason
        done = self._reverse(self._undoable[-1], "undo", uid)
        self._undoable.pop()
        self._redoable.append(done.audit_id)
        return done

    def redo(self, uid: UUID | None = None) -> Done:
        """Do again what was taken back."""
        reason = self.why_not_redo()
        if reason is not None:
            raise reason
        done = self._reverse(self._redoable[-1], "redo", uid)
        self._redoable.pop()
        self._undoable.append(done.audit_id)
        return done

    def _reverse(self, entry_id: int, kind: str, uid: UUID | None) -> Done:
        with self.store.reading() as connection:
            entry = audit.entry(connection, entry_id)
            changes = audit.rows_of(connection, entry_id)
        assert entry is not None

        def back(work: Work) -> dict[str, Any]:
            work.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for change in reversed(changes):
                if not capture.write_back(work.connection, change):
                    raise Refused(N_("Not undone: it was changed again since, by another step."))
            return {"undone": entry_id}

        return self._transact(
            back, uid=uid or uuid4(), kind=kind, name=entry.command, arguments="{}", about_id=entry_id
        )

    # ---- keeping house -----------------------------------------------------------------------------------

    def keep_draft(self, uid: UUID, kind: str, content: str) -> None:
        """Keep a half-typed form; called at most a second after the first key."""
        with world(), self.store.writer.begin():
            self.store.writer.exec_driver_sql(
                "INSERT INTO draft(uid,kind,content,at) VALUES(?,?,?,?) "
                "ON CONFLICT(uid) DO UPDATE SET content=excluded.content, at=excluded.at",
                (str(uid), kind, content, codec.plain(self.clock())),
            )

    def drop_draft(self, uid: UUID) -> None:
        """The form was saved or thrown away on purpose."""
        with world(), self.store.writer.begin():
            self.store.writer.exec_driver_sql("DELETE FROM draft WHERE uid=?", (str(uid),))

    def drafts(self) -> list[tuple[UUID, str, str, Moment]]:
        """Half-typed forms left by a crash or kept on purpose, oldest first."""
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql("SELECT uid,kind,content,at FROM draft ORDER BY id").fetchall()
        return [(UUID(uid), kind, content, parse_moment(at)) for uid, kind, content, at in rows]

    def keep_thumbnail(self, sha256: str, picture: bytes) -> None:
        """Keep the small picture of an attached file (PNG), made from its bytes by another process; empty: none can be made."""
        with world(), self.store.writer.begin():
            self.store.writer.exec_driver_sql("UPDATE attachment_file SET thumbnail=? WHERE sha256=?", (picture, sha256))

    def idle(self) -> None:
        """What waits for a quiet moment: the checkpoint and the merge of the search index."""
        with world():
            self.store.checkpoint()
            derive.merge_search(self.store.writer)

    def note(self, what: str, facts: dict[str, Any]) -> Done:
        """Write an audit entry that changes no row: restored, opened elsewhere, exported."""
        return self._transact(lambda _: facts, uid=uuid4(), kind="note", name=what, arguments=codec.dumps(facts))

    def another(self, *, wait_ms: int = 5000) -> Desk:
        """A second desk on the same file, for a worker's thread."""
        return Desk(self.store.another(wait_ms=wait_ms), self.clock, self.actor, self.zone)

    def close(self) -> None:
        """Leave nothing open: checkpoint and let go of the file."""
        if not self.store.closed:
            with world():
                self.store.checkpoint("TRUNCATE")
            self.store.close()
