"""Every way of writing is found in the audit and in the change event, and undone exactly."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
import sqlalchemy as sa

from dispatch_console.commands.customers import AddMachine, MachineFacts
from dispatch_console.commands.registry import UNDO, Command, command, does
from dispatch_console.commands.work import Work
from dispatch_console.desk.check import check
from dispatch_console.domain.refused import Refused
from dispatch_console.store.tables.base import table_of
from dispatch_console.store.tables.customers import Customer
from dispatch_console.store.tables.people import Person, PersonSkill

BODIES = {}


@command(undo=UNDO, requirement="R111")
class WriteSomehow(Command):
    """Write in the way that the test names."""

    way: str


@does
def write_somehow(command: WriteSomehow, work: Work) -> str:
    BODIES[command.way](work)
    return command.way


def dump(desk):
    with desk.store.reading() as connection:
        return {
            t: connection.exec_driver_sql(f"select * from {t} order by id").fetchall()
            for t in ("customer", "person", "person_skill", "find_key")
        }


def way(body):
    BODIES[body.__name__] = body
    return body


@way
def orm_attribute(work):
    work.session.get(Customer, 1).name = "宏远国际贸易"


@way
def orm_expired_attribute(work):
    row = work.session.get(Customer, 1)
    work.session.expire(row)
    row.note = "新的"


@way
def orm_deferred_column(work):
    row = work.session.scalars(sa.select(Customer).options(sa.orm.defer(Customer.note)).where(Customer.id == 1)).one()
    row.note = "没有先读"


@way
def orm_sql_expression(work):
    work.session.get(Customer, 1).note = Customer.note + "!"


@way
def orm_new_object(work):
    work.session.add(Customer(name="单氏印务"))


@way
def orm_delete(work):
    work.session.delete(work.session.get(Customer, 2))


@way
def link_rows(work):
    work.session.add(PersonSkill(person_id=1, skill="copier", level=3))


@way
def cascade(work):
    work.connection.execute(sa.delete(table_of(Person)).where(table_of(Person).c.id == 1))


@way
def core_insert(work):
    work.add(Customer, name="启明律师事务所")


@way
def core_update(work):
    work.change(Customer, 1, kind="key")


@way
def bulk_update(work):
    work.session.execute(sa.update(Customer).values(note="成批"))


@way
def bulk_insert(work):
    work.session.execute(sa.insert(Customer), [{"name": f"客户 {i}"} for i in range(30)])


@way
def text_sql(work):
    work.connection.execute(sa.text("update customer set note = '文本' where id = 2"))


@way
def driver_sql(work):
    work.connection.exec_driver_sql("insert into customer(name,code,kind,note) values('直写','','ordinary',x'00ff')")


@way
def replace_by_conflict(work):
    work.connection.exec_driver_sql(
        "insert or replace into person_skill(id,person_id,skill,level) values(9,1,'printer',2)"
    )


@pytest.fixture
def desk(bare_desk):
    def first_rows(work):
        work.add(Customer, name="恒达物流", note="旧")
        work.add(Customer, name="金桥印务")
        person = work.add(Person, code="01", name="李强", initials="lq", role="technician")
        work.add(PersonSkill, person_id=person, skill="printer", level=1)

    BODIES["first"] = first_rows
    bare_desk.do(WriteSomehow(way="first"))
    return bare_desk


@pytest.mark.parametrize("name", [n for n in list(BODIES) if n != "first"])
def test_a_write_is_audited_announced_and_undone_exactly(desk, name):
    before = dump(desk)
    told = []
    desk.on_change(told.append)
    done = desk.do(WriteSomehow(way=name))
    after = dump(desk)
    assert after != before, "the way must change something"
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "select table_name,row_id from audit_row where entry_id=?", (done.audit_id,)
        ).fetchall()
    assert rows and {tuple(r) for r in rows} <= done.changes.rows
    assert told == [done.changes]
    desk.undo()
    assert {k: v for k, v in dump(desk).items() if k != "find_key"} == {
        k: v for k, v in before.items() if k != "find_key"
    }
    assert [r[1:] for r in dump(desk)["find_key"]] != [] and check(desk, replay=True).wrong == []
    desk.redo()
    assert {k: v for k, v in dump(desk).items() if k != "find_key"} == {
        k: v for k, v in after.items() if k != "find_key"
    }
    assert check(desk, replay=True).wrong == []


def test_a_number_once_given_never_comes_back(desk):
    desk.do(WriteSomehow(way="core_insert"))
    with desk.store.reading() as c:
        first = c.exec_driver_sql("select max(id) from customer").scalar()
    desk.undo()
    desk.do(WriteSomehow(way="core_insert"))
    with desk.store.reading() as c:
        assert c.exec_driver_sql("select max(id) from customer").scalar() == first + 1


def test_the_same_gesture_twice_gives_the_first_answer_and_changes_nothing(desk):
    gesture = WriteSomehow(way="core_insert", uid=uuid4())
    first = desk.do(gesture)
    before = dump(desk)
    again = desk.do(gesture)
    assert again.again and again.audit_id == first.audit_id and again.result == first.result
    assert dump(desk) == before and again.changes.rows == frozenset()


def test_undo_is_refused_when_the_row_was_changed_since(desk, folder, hands):
    from dispatch_console.desk.opening import open_desk

    desk.do(WriteSomehow(way="core_update"))
    other = open_desk(folder, clock=hands, actor="沈国栋")
    BODIES["theirs"] = lambda work: work.change(Customer, 1, kind="ordinary")
    other.do(WriteSomehow(way="theirs"))
    other.close()
    before = dump(desk)
    with pytest.raises(Refused):
        desk.undo()
    assert dump(desk) == before


def test_a_command_that_fails_leaves_no_trace(desk):
    def fails(work):
        work.add(Customer, name="半途")
        raise RuntimeError("bug")

    BODIES["fails"] = fails
    before = dump(desk)
    with pytest.raises(RuntimeError):
        desk.do(WriteSomehow(way="fails"))
    assert dump(desk) == before
    assert not any(desk.store.in_transaction().values())
    done = desk.do(WriteSomehow(way="core_update"))
    assert done.changes.rows == {("customer", 1)}


def test_nobody_at_the_desk_can_do_nothing(desk):
    desk.actor = ""
    with pytest.raises(Refused):
        desk.do(WriteSomehow(way="core_insert"))


def test_the_audit_cannot_be_edited_and_a_cut_shows(desk):
    raw = desk.store.raw_writer
    for sql in (
        "delete from audit_entry", "update audit_entry set actor='x'", "delete from audit_row",
        "update audit_row set after='{}'",
    ):  # fmt: skip
        with pytest.raises(Exception, match="append-only"):
            raw.execute(sql)
    assert check(desk).clean
    raw.execute("drop trigger audit_row_only_blank")
    raw.execute('update audit_row set after=\'{"name":"别人"}\' where id=1')
    assert not check(desk).clean


def test_a_blanked_image_leaves_the_chain_whole(desk):
    desk.store.raw_writer.execute("update audit_row set before=null, after=null where table_name='customer'")
    desk.store.raw_writer.execute("update audit_entry set arguments=''")
    assert check(desk, replay=True).clean


def test_replay_finds_a_write_that_escaped(desk):
    from dispatch_console.store import capture

    capture.remove(desk.store.raw_writer)
    desk.store.raw_writer.execute("update customer set note='漏网' where id=1")
    found = check(desk, replay=True)
    assert not found.clean


def test_a_row_older_than_a_column_replays_with_what_the_new_column_was_filled_with(desk):
    desk.do(AddMachine(customer_id=1, machine=MachineFacts(model="MP 3055")))
    desk.store.raw_writer.execute("drop trigger audit_row_only_blank")
    for row, after in desk.store.raw_writer.execute("select id,after from audit_row where table_name='machine'").fetchall():
        older = {k: v for k, v in json.loads(after).items() if k != "active"}
        desk.store.raw_writer.execute("update audit_row set after=? where id=?", (json.dumps(older), row))
    assert [w for w in check(desk, replay=True).wrong if w.msgid.startswith("Replay")] == []
    desk.store.raw_writer.execute("update machine set active=0")
    assert [w for w in check(desk, replay=True).wrong if w.msgid.startswith("Replay")]
