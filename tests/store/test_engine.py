"""The file is opened with the settings that keep what was saved."""

from __future__ import annotations

import json
import shutil

import pytest

from dispatch_console.desk import backups, opening
from dispatch_console.desk.check import check
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.store import keys, migrate
from dispatch_console.store import link as driver


def pragma(link, name):
    return link.execute(f"PRAGMA {name}").fetchone()[0]


def test_every_connection_has_every_setting(bare_desk):
    for link in (bare_desk.store.raw_writer, bare_desk.store.raw_reader):
        assert pragma(link, "journal_mode") == "wal"
        assert pragma(link, "synchronous") == 2
        assert pragma(link, "foreign_keys") == 1
        assert pragma(link, "mmap_size") == 0
        assert pragma(link, "secure_delete") == 1
        assert pragma(link, "recursive_triggers") == 1
        assert pragma(link, "trusted_schema") == 0
        assert pragma(link, "wal_autocheckpoint") == driver.AUTOCHECKPOINT


def test_a_reader_cannot_write(bare_desk):
    with pytest.raises(Exception, match="readonly"):
        bare_desk.store.raw_reader.execute("DELETE FROM setting")


def test_an_old_sqlite_is_refused():
    with pytest.raises(StoreTrouble):
        driver.check_driver((3, 51, 2))


def test_the_file_is_encrypted(bare_desk, folder):
    head = (folder / opening.DATABASE).read_bytes()[:16]
    assert not head.startswith(b"SQLite format")


def test_no_connection_is_left_in_a_transaction(desk):
    from dispatch_console.queries.board import Board

    desk.ask(Board())
    desk.idle()
    assert desk.store.in_transaction() == {"writer": False, "reader": False}


def test_the_key_lies_in_no_folder_of_the_desk_and_in_no_backup(desk, tmp_path):
    office = tmp_path / "office"
    key = keys.find(opening.read_card(office).desk_id)
    made = backups.take(desk, office)
    for path in [*office.rglob("*"), made.path]:
        if path.is_file():
            content = path.read_bytes()
            assert key not in content and key.hex().encode() not in content, path


def test_wrong_key_foreign_file_newer_schema_and_damage_are_told_apart(folder, hands, tmp_path):
    card = opening.read_card(folder)
    original = keys.find(card.desk_id)
    other = tmp_path / "other"
    shutil.copytree(folder, other)

    keys.keep(card.desk_id, keys.new_key())
    try:
        with pytest.raises(Refused, match="another desk"):
            opening.open_desk(other, clock=hands, actor="x")
    finally:
        keys.keep(card.desk_id, original)

    content = json.loads((other / opening.CARD).read_text())
    (other / opening.CARD).write_text(json.dumps({**content, "schema": migrate.SCHEMA + 1}))
    before = (other / opening.DATABASE).read_bytes()
    with pytest.raises(StoreTrouble, match="newer program"):
        opening.open_desk(other, clock=hands, actor="x")
    assert (other / opening.DATABASE).read_bytes() == before

    (other / opening.CARD).write_text(json.dumps(content))
    damaged = bytearray(before)
    damaged[5000] ^= 1
    damaged[100] ^= 1
    (other / opening.DATABASE).write_bytes(bytes(damaged))
    with pytest.raises(StoreTrouble, match="damaged"):
        opening.open_desk(other, clock=hands, actor="x")

    (other / opening.CARD).write_text('{"what": "something else"}')
    with pytest.raises(StoreTrouble, match="not a desk"):
        opening.open_desk(other, clock=hands, actor="x")


@pytest.mark.parametrize("byte", [4200, 9000, 20000, 60000])
def test_a_flipped_bit_is_noticed(folder, hands, byte):
    path = folder / opening.DATABASE
    content = bytearray(path.read_bytes())
    content[byte % len(content)] ^= 4
    path.write_bytes(bytes(content))
    assert noticed(folder, hands)


def noticed(folder, hands):
    try:
        desk = opening.open_desk(folder, clock=hands, actor="x")
    except StoreTrouble:
        return True
    try:
        return not check(desk).clean
    except StoreTrouble:
        return True
    finally:
        desk.store.close()


def test_a_backup_is_restored_on_a_machine_without_the_key_by_the_recovery_code(desk, tmp_path, hands):
    from dispatch_console.commands.customers import AddCustomer

    desk.do(AddCustomer(name="备份之前"))
    office = tmp_path / "office"
    card = opening.read_card(office)
    raw = keys.find(card.desk_id)
    made = backups.take(desk, office)
    desk.do(AddCustomer(name="备份之后"))
    keys.forget(card.desk_id)
    target = tmp_path / "new machine"
    with pytest.raises(Refused, match="recovery code"):
        backups.restore(made.path, target, clock=hands, actor="陈静")
    assert not (target / opening.DATABASE).exists()
    with pytest.raises(Refused):
        backups.restore(made.path, target, clock=hands, actor="陈静", recovery_code="AAAA-BBBB")
    back = backups.restore(made.path, target, clock=hands, actor="陈静", recovery_code=keys.recovery_code(raw))
    names = [r[0] for r in back.store.raw_reader.execute("select name from customer").fetchall()]
    assert "备份之前" in names and "备份之后" not in names
    assert check(back, replay=True).clean
    back.close()
    keys.keep(card.desk_id, raw)


def test_restoring_over_a_desk_with_a_stale_log_moves_the_old_files_aside(desk, tmp_path, hands):
    from dispatch_console.commands.customers import AddCustomer

    office = tmp_path / "office"
    made = backups.take(desk, office)
    desk.do(AddCustomer(name="之后"))
    desk.store.close()
    back = backups.restore(made.path, office, clock=hands, actor="陈静")
    assert check(back).clean
    assert list(office.glob("aside-*/desk.db"))
    back.close()


def test_old_backups_are_thinned_like_a_calendar(tmp_path):
    import datetime as dt

    now = dt.datetime(2026, 3, 2, 18)
    paths = []
    for hours in range(0, 24 * 400, 6):
        stamp = now - dt.timedelta(hours=hours)
        paths.append(tmp_path / f"backup-{stamp:%Y%m%d-%H%M%S}.db")
    dropped = set(backups.to_drop(paths, now))
    kept = [p for p in paths if p not in dropped]
    assert paths[0] in kept
    assert 20 <= len(kept) <= backups.DAILY + backups.WEEKLY + backups.MONTHLY + 8


def test_a_recovery_code_survives_careless_typing():
    raw = keys.new_key()
    code = keys.recovery_code(raw)
    assert keys.from_recovery_code(code.lower().replace("-", "  ")) == raw
    swapped = code[:-1] + ("A" if code[-1] != "A" else "B")
    with pytest.raises(Refused):
        keys.from_recovery_code(swapped)


@pytest.mark.parametrize("fault", ["raise", "sql", "lost rows"])
def test_a_migration_that_fails_is_taken_back_whole(folder, monkeypatch, fault):
    import sqlalchemy as sa

    raw = opening.key_for(folder)
    path = folder / opening.DATABASE
    from alembic import command

    def breaks(config, target):
        connection = config.attributes["connection"]
        connection.execute(sa.text("CREATE TABLE half_done(id INTEGER)"))
        if fault == "raise":
            raise RuntimeError("bug")
        if fault == "sql":
            connection.execute(sa.text("INSERT INTO nowhere VALUES(1)"))
        connection.execute(sa.text("DELETE FROM running_number"))

    link = driver.connect(path, raw)
    link.execute("INSERT INTO running_number(kind,day,last) VALUES('job','260302',3)")
    link.close()
    monkeypatch.setattr(command, "upgrade", breaks)
    copies = []
    with pytest.raises(StoreTrouble):
        migrate.upgrade(path, raw, backup=lambda: copies.append(1))
    assert copies == [1]
    link = driver.connect(path, raw)
    names = [r[0] for r in link.execute("SELECT name FROM sqlite_master").fetchall()]
    assert "half_done" not in names
    assert link.execute("SELECT count(*) FROM running_number").fetchone()[0] == 1
    link.close()


def test_disk_trouble_and_locks_are_told_in_words(desk, tmp_path):
    from dispatch_console.commands.customers import AddCustomer

    other = driver.connect(tmp_path / "office" / opening.DATABASE, opening.key_for(tmp_path / "office"))
    other.execute("BEGIN IMMEDIATE")
    desk.store.wait(0)
    with pytest.raises(StoreTrouble, match="Another program"):
        desk.do(AddCustomer(name="等一等"))
    other.execute("ROLLBACK")
    desk.do(AddCustomer(name="等一等"))
    other.close()


def test_the_offices_own_forms_go_with_the_backup_and_come_back_with_it(desk, tmp_path):
    folder = desk.store.path.parent
    (folder / "forms").mkdir()
    (folder / "forms" / "work_order.xlsx").write_bytes(b"own form")
    copy = backups.take(desk, folder).path
    (folder / "forms" / "work_order.xlsx").write_bytes(b"spoiled")
    (folder / "forms" / "later.xlsx").write_bytes(b"made later")
    clock, actor = desk.clock, desk.actor
    desk.close()
    again = backups.restore(copy, folder, clock=clock, actor=actor)
    assert {p.name: p.read_bytes() for p in (folder / "forms").iterdir()} == {"work_order.xlsx": b"own form"}
    again.close()
    aside = next(folder.glob("aside-*"))
    assert (aside / "forms" / "later.xlsx").read_bytes() == b"made later"  # nothing is overwritten
