"""Files hung on jobs: kept once, small pictures made later, undone and redone, looked after by check and backup; the audit keeps no bytes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest

from dispatch_console.commands.attachments import AttachFile, DetachFile, NoteFile, SetLogo
from dispatch_console.commands.calls import RegisterCall
from dispatch_console.commands.setup import SetSetting
from dispatch_console.desk import backups
from dispatch_console.desk.check import check
from dispatch_console.domain.attachments import clean_name, kind_words, media_type, size_words
from dispatch_console.domain.calls import CallKind
from dispatch_console.domain.masked import PathText
from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.press.copies import save_copy
from dispatch_console.queries.attachments import AttachedFile, Attachments, AttachmentTotal, FirmLogo
from tests.pictures import picture

pytestmark = pytest.mark.requirement("R13")


def attach(desk, job, name="故障.png", content=b"", **more):
    content = content or picture()
    return desk.do(AttachFile(path=PathText(f"/周雯/手机/{name}"), content=content, job_id=job, **more)).result["attachment_id"]


def stored(desk):
    with desk.store.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM attachment_file").scalar()


def test_a_file_is_read_from_its_path_and_comes_back_byte_for_byte(desk, job, tmp_path):
    file = tmp_path / "错误代码.png"
    file.write_bytes(picture())
    done = desk.do(AttachFile(path=PathText(str(file)), job_id=job, note="SC542")).result
    assert done["name"] == "错误代码.png" and done["sha256"] == hashlib.sha256(picture()).hexdigest() and done["size"] == len(picture())
    (row,) = desk.ask(Attachments(job_id=job))
    assert (row.name, row.media_type, row.note, row.of, row.thumbnail, row.added_by) == ("错误代码.png", "image/png", "SC542", "job", None, "陈静")
    assert desk.ask(AttachedFile(attachment_id=row.id)).content == picture()
    assert desk.ask(AttachedFile(attachment_id=99)) is None


def test_the_audit_keeps_name_size_and_sum_but_neither_bytes_nor_path(desk, job):
    attach(desk, job)
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT arguments,result FROM audit_entry ORDER BY id DESC LIMIT 1").fetchall()
        images = connection.exec_driver_sql("SELECT after FROM audit_row ORDER BY id DESC LIMIT 1").scalar()
    asked = json.loads(rows[0][0])
    assert asked["path"] == "故障.png" and asked["content"] == {"sha256": hashlib.sha256(picture()).hexdigest(), "size": len(picture())}
    whole = "".join(map(str, (*rows[0], images)))
    assert "手机" not in whole and picture().hex() not in whole and len(whole) < 1200


def test_equal_files_are_kept_once_and_not_hung_on_one_job_twice(desk, job):
    attach(desk, job)
    other = desk.do(RegisterCall(kind=CallKind.REPAIR, number="62458838", customer_id=3, said="卡纸")).result["job_id"]
    attach(desk, other, "又一张.png")
    assert stored(desk) == 1 and desk.ask(AttachmentTotal()).files == 2
    with pytest.raises(Refused, match=r"故障\.png is attached here already"):
        attach(desk, job, "换了名字.png")


def test_hanging_on_taking_off_and_noting_are_taken_back_and_done_again(desk, job):
    first = attach(desk, job)
    desk.do(NoteFile(attachment_id=first, note=" 定影器 "))
    desk.do(DetachFile(attachment_id=first))
    assert desk.ask(Attachments(job_id=job)) == () and stored(desk) == 1
    desk.undo()
    assert [r.note for r in desk.ask(Attachments(job_id=job))] == ["定影器"]
    desk.undo()
    desk.undo()
    assert desk.ask(Attachments(job_id=job)) == ()
    assert check(desk).looked_at["files_taken_off"] == 1
    desk.redo()
    (row,) = desk.ask(Attachments(job_id=job))
    assert row.id == first and desk.ask(AttachedFile(attachment_id=first)).content == picture()


def test_the_machines_earlier_jobs_its_own_files_and_the_customers_are_shown_too(desk, job, hands):
    attach(desk, job, "上次.png")
    desk.do(AttachFile(path=PathText("铭牌.png"), content=picture(wide=30), machine_id=1))
    desk.do(AttachFile(path=PathText("合同.pdf"), content=b"%PDF-1", customer_id=1))
    hands.forward(60)
    later = desk.do(RegisterCall(kind=CallKind.REPAIR, number="62458837", customer_id=1, machine_id=1, said="又卡纸")).result["job_id"]
    attach(desk, later, "这次.png", picture(wide=50))
    assert [(r.name, r.of) for r in desk.ask(Attachments(job_id=later))] == [
        ("这次.png", "job"), ("铭牌.png", "machine"), ("上次.png", "earlier"), ("合同.pdf", "customer")]  # fmt: skip
    assert "这次.png" not in [r.name for r in desk.ask(Attachments(job_id=job))]
    assert [r.name for r in desk.ask(Attachments(machine_id=1))] == ["铭牌.png", "这次.png", "上次.png"]
    assert [r.name for r in desk.ask(Attachments(customer_id=1))] == ["合同.pdf"]
    assert desk.ask(Attachments(job_id=9999)) == ()


REFUSED = {
    "gone": lambda p: p / "没有.jpg", "a folder": lambda p: p, "empty": lambda p: made(p, b""), "too large": lambda p: made(p, bytes(1024 * 1024 + 1)),
    "under a file": lambda p: made(p, b"x") / "a.jpg", "no name at all": lambda p: "/", "an impossible name": lambda p: "a\0.jpg",
}  # fmt: skip
SAID = {
    "gone": "not there any more", "a folder": "is a folder", "empty": "is empty", "too large": "more than 1 MB", "under a file": "not there any more",
    "no name at all": "Which file", "an impossible name": "not there any more",
}  # fmt: skip


def made(folder, content):
    path = folder / "文件.jpg"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_attached_is_refused_in_words_and_leaves_nothing(desk, job, tmp_path, name):
    desk.do(SetSetting(name="attachment_mb", value="1"))
    with pytest.raises(Refused, match=SAID[name]):
        desk.do(AttachFile(path=PathText(str(REFUSED[name](tmp_path))), job_id=job))
    assert stored(desk) == 0 and desk.ask(AttachmentTotal()).files == 0


def test_a_file_that_may_not_be_read_and_one_that_never_ends_are_refused(desk, job, tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(Refused, match="no file that can be read"):
        desk.do(AttachFile(path=PathText(str(tmp_path / "管道")), job_id=job))
    file = made(tmp_path, b"x")

    def locked(*_given, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(file), "open", locked)
    with pytest.raises(Refused, match="cannot be read: Permission denied"):
        desk.do(AttachFile(path=PathText(str(file)), job_id=job))


def test_a_file_has_one_owner_that_exists(desk, job):
    for owners in ({}, {"job_id": job, "machine_id": 1}, {"job_id": 9999}, {"customer_id": 9999}):
        with pytest.raises(Refused):
            desk.do(AttachFile(path=PathText("a.png"), content=picture(), **owners))
    for command in (DetachFile(attachment_id=5), NoteFile(attachment_id=5, note="?")):
        with pytest.raises(Refused, match="no such attachment"):
            desk.do(command)
    assert stored(desk) == 0


def test_the_limit_is_a_setting_and_says_what_it_takes(desk, job):
    attach(desk, job, content=bytes(20 * 1024 * 1024))
    with pytest.raises(Refused, match=r"has 20\.0 MB; more than 20 MB"):
        attach(desk, job, content=bytes(20 * 1024 * 1024 + 1))
    for wrong in ("viel", "0", "201", "-1", ""):
        with pytest.raises(Refused, match="from 1 to 200"):
            desk.do(SetSetting(name="attachment_mb", value=wrong))
    desk.do(SetSetting(name="attachment_mb", value=" 21 "))
    attach(desk, job, content=bytes(20 * 1024 * 1024 + 1))


def test_a_full_disk_is_said_and_nothing_is_half_there(desk, job):
    raw = desk.store.raw_writer
    raw.execute(f"PRAGMA max_page_count={raw.execute('PRAGMA page_count').fetchone()[0] + 20}")
    with pytest.raises(StoreTrouble, match="disk is full"):
        attach(desk, job, content=bytes(3_000_000))
    raw.execute("PRAGMA max_page_count=1073741823")
    assert stored(desk) == 0
    attach(desk, job, content=bytes(3_000_000))


def test_check_reads_every_byte_and_tells_what_is_missing_or_altered(desk, job):
    first, second = attach(desk, job), attach(desk, job, "二.png", picture(wide=20))
    assert check(desk).looked_at["attachments"] == 2 and check(desk).clean
    writer = desk.store.writer
    with writer.begin():
        writer.exec_driver_sql("UPDATE attachment_file SET content=x'00' WHERE id=1")
        kept = writer.exec_driver_sql("SELECT sha256,content FROM attachment_file WHERE id=2").fetchone()
        writer.exec_driver_sql("DELETE FROM attachment_file WHERE id=2")
    altered, missing = f"Attachment {first}: its bytes are not what was attached.", f"Attachment {second}: its bytes are missing."
    assert {str(w) for w in check(desk).wrong} == {altered, missing}
    with writer.begin():
        writer.exec_driver_sql("UPDATE attachment_file SET content=? WHERE id=1", (picture(),))
        writer.exec_driver_sql("INSERT INTO attachment_file(sha256,content) VALUES(?,?)", tuple(kept))


def test_a_backup_brings_the_bytes_back(desk, job, tmp_path):
    attach(desk, job)
    copy = backups.take(desk, desk.store.path.parent)
    again = backups.restore(copy.path, tmp_path / "anew", clock=desk.clock, actor="陈静")
    (row,) = again.ask(Attachments(job_id=job))
    assert again.ask(AttachedFile(attachment_id=row.id)).content == picture() and check(again, replay=True).clean
    again.close()


def test_a_copy_leaves_only_with_its_purpose_and_over_no_other_file(desk, job, tmp_path):
    attached = attach(desk, job)
    place = tmp_path / "副本.png"
    with pytest.raises(Refused, match="purpose"):
        save_copy(desk, attached, place, " ")
    with pytest.raises(Refused, match="no folder"):
        save_copy(desk, attached, tmp_path / "nowhere" / "a.png", "送检")
    assert not place.exists()
    assert save_copy(desk, attached, place, "送厂家分析") == len(picture()) and place.read_bytes() == picture()
    with pytest.raises(Refused, match="there already"):
        save_copy(desk, attached, place, "再来")
    with desk.store.reading() as connection:
        told = connection.exec_driver_sql("SELECT form,purpose,rows,sha256,by FROM export_log").fetchall()
    assert [tuple(t) for t in told] == [("attachment", "送厂家分析", 1, hashlib.sha256(picture()).hexdigest(), "陈静")]


def test_a_small_picture_is_kept_beside_the_bytes_and_changes_nothing_else(desk, job):
    attach(desk, job)
    (row,) = desk.ask(Attachments(job_id=job))
    desk.keep_thumbnail(row.sha256, b"small")
    assert desk.ask(Attachments(job_id=job))[0].thumbnail == b"small" and check(desk, replay=True).clean


def test_the_command_line_attaches_asks_notes_and_takes_off(desk, job, tmp_path):
    file = made(tmp_path, picture())
    folder = desk.store.path.parent

    def line(*words):
        done = subprocess.run([sys.executable, "-m", "dispatch_console", "--data-dir", str(folder), "--actor", "陈静", "--lang", "en",
                               "--now", "2026-03-02T09:00", *words], capture_output=True, text=True, check=False)  # fmt: skip
        return done.returncode, done.stdout or done.stderr

    code, said = line("do", "AttachFile", json.dumps({"path": str(file), "job_id": job}))
    assert code == 0 and json.loads(said)["result"]["size"] == len(picture())
    number = json.loads(said)["result"]["attachment_id"]
    assert line("do", "NoteFile", json.dumps({"attachment_id": number, "note": "前盖"}))[0] == 0
    told = json.loads(line("ask", "Attachments", json.dumps({"job_id": job}))[1])
    assert told["name"] == "文件.jpg" and told["note"] == "前盖" and told["thumbnail"] is None
    told = json.loads(line("ask", "AttachedFile", json.dumps({"attachment_id": number}))[1])
    assert told["content"] == {"sha256": hashlib.sha256(picture()).hexdigest(), "size": len(picture())}
    assert line("do", "DetachFile", json.dumps({"attachment_id": number}))[0] == 0
    assert line("do", "AttachFile", json.dumps({"path": str(tmp_path), "job_id": job})) == (1, f"{tmp_path.name} is a folder; attach the files in it.\n")


@pytest.mark.parametrize(("name", "kept"), [
    ("定影器.jpg", "定影器.jpg"), ("a/b\\c:d*.png", "a_b_c_d_.png"), ("..", "_"), ("  .隐藏 ", "隐藏"), ("\u202egpj.exe", "_gpj.exe"),
    ("长" * 300 + ".jpeg", "长" * 115 + ".jpeg"), ("x" * 300, "x" * 120),
])  # fmt: skip
def test_a_name_is_kept_so_that_any_system_can_write_it(name, kept):
    assert clean_name(name) == kept and len(clean_name(name)) <= 120


def test_a_file_is_known_by_its_content_and_not_by_its_name():
    known = {"PNG": "image/png", "JPEG": "image/jpeg", "BMP": "image/bmp", "WEBP": "image/webp", "TIFF": "image/tiff"}
    assert {kind: media_type(picture(kind)) for kind in known} == known
    assert str(kind_words(media_type(b"\x00\x00\x00\x18ftypmp42"))) == "Video" and str(kind_words(media_type(b"MZ\x90"))) == "File"
    assert [str(size_words(n)) for n in (0, 1, 1536, 4_404_019)] == ["0 KB", "1 KB", "2 KB", "4.2 MB"]
    assert PathText("C:\\照片\\a.jpg").name == PathText("/照片/a.jpg").name == PathText("a.jpg").name == "a.jpg"


@pytest.mark.requirement("R217")
def test_the_firms_logo_is_kept_with_its_bytes_taken_off_and_brought_back(desk, tmp_path):
    assert desk.ask(FirmLogo()) == b""
    file = tmp_path / "佳图.png"
    file.write_bytes(picture())
    desk.do(SetLogo(path=PathText(str(file))))
    assert desk.ask(FirmLogo()) == picture()
    (tmp_path / "账单.pdf").write_bytes(b"%PDF-1.7 no picture")
    for wrong in (PathText(str(tmp_path / "账单.pdf")), PathText(str(tmp_path / "没有.png"))):
        with pytest.raises(Refused):
            desk.do(SetLogo(path=wrong))
    desk.do(SetLogo())
    assert desk.ask(FirmLogo()) == b""
    desk.undo()
    assert desk.ask(FirmLogo()) == picture() and check(desk, replay=True).wrong == []
    with desk.store.writer.begin():
        desk.store.writer.exec_driver_sql("DELETE FROM attachment_file")
    assert len(check(desk).wrong) == 1
    with desk.store.writer.begin():
        desk.store.writer.exec_driver_sql("INSERT INTO attachment_file(sha256,content) VALUES(?,?)", (hashlib.sha256(picture()).hexdigest(), picture()))
