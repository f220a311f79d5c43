"""kill -9 at a random moment: nothing acknowledged is lost, nothing is half done, doing it again adds nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from uuid import UUID

import pytest

from dispatch_console.commands.calls import RegisterCall
from dispatch_console.desk.check import check
from dispatch_console.desk.opening import open_desk
from dispatch_console.domain.calls import CallKind

WORKER = Path(__file__).with_name("worker.py")


def worked(what, folder, after, start=1):
    """Run the worker, kill it `after` seconds past its being ready; returns the lines it acknowledged."""
    child = subprocess.Popen(
        [sys.executable, str(WORKER), what, str(folder), str(start)], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    lines = []
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "ready"
    timer = threading.Timer(after, lambda: child.send_signal(signal.SIGKILL))
    timer.start()
    for line in child.stdout:
        if line.endswith("\n"):
            lines.append(line.strip())
    child.wait(30)
    timer.cancel()
    return lines


def opened(folder, hands):
    desk = open_desk(folder, clock=hands, actor="陈静")
    found = check(desk, replay=True)
    assert [str(w) for w in found.wrong] == []
    return desk


def kill_a_stream(folder, hands, times, seed):
    dice = random.Random(seed)
    start = 1
    for _ in range(times):
        told = [int(x) for x in worked("stream", folder, dice.uniform(0.01, 0.25), start)]
        desk = opened(folder, hands)
        with desk.store.reading() as c:
            uids = {UUID(r[0]).int for r in c.exec_driver_sql("select uid from call")}
            jobs = c.exec_driver_sql("select count(*) from job").scalar()
            halves = c.exec_driver_sql("select count(*) from call where job_id is null").scalar()
            events = c.exec_driver_sql("select count(*) from event where kind='registered'").scalar()
        assert set(told) <= uids, "an acknowledged call was lost"
        assert halves == 0 and jobs == len(uids) == events, "half a call"
        if told:
            before = len(uids)
            again = desk.do(RegisterCall(uid=UUID(int=told[-1]), kind=CallKind.REPAIR, number="1", said="again"))
            assert again.again
            with desk.store.reading() as c:
                assert c.exec_driver_sql("select count(*) from call").scalar() == before
        start = max(uids, default=start - 1) + 1
        desk.close()


def kill_an_import(seeded_folder, tmp_path, hands, times, seed):
    dice = random.Random(seed)
    for n in range(times):
        folder = tmp_path / f"import{n}"
        shutil.copytree(seeded_folder, folder)
        told = worked("import", folder, dice.uniform(0.3, 1.3))
        desk = opened(folder, hands)
        with desk.store.reading() as c:
            calls = c.exec_driver_sql("select count(*) from call").scalar()
            rows = c.exec_driver_sql("select count(*) from import_row").scalar()
        assert calls == rows and (calls == 0 or calls > 60), "half an import"
        assert calls > 0 or "done" not in told
        from dispatch_console.cli.paper_verbs import read_plan
        from dispatch_console.places import resources

        plan = read_plan(desk, "phone_register", resources() / "sample" / "phone_register.xlsx")
        if plan.command is not None:
            desk.do(plan.command)
        with desk.store.reading() as c:
            whole = c.exec_driver_sql("select count(*) from call").scalar()
        assert whole == (calls or whole)
        desk.close()


def test_ten_kills_of_a_stream_of_commands(seeded_folder, tmp_path, hands):
    folder = tmp_path / "stream"
    shutil.copytree(seeded_folder, folder)
    kill_a_stream(folder, hands, 6, seed=20260302)


def test_kills_of_an_import(seeded_folder, tmp_path, hands):
    kill_an_import(seeded_folder, tmp_path, hands, 4, seed=7)


def test_a_half_typed_call_survives_a_kill(seeded_folder, tmp_path, hands):
    folder = tmp_path / "draft"
    shutil.copytree(seeded_folder, folder)
    told = [int(x) for x in worked("draft", folder, 0.2)]
    desk = opened(folder, hands)
    (draft,) = desk.drafts()
    assert draft[0] == UUID(int=7) and draft[2].count("字") >= told[-1]
    desk.drop_draft(draft[0])
    assert desk.drafts() == []
    desk.close()


@pytest.mark.nightly
def test_two_hundred_kills(seeded_folder, tmp_path, hands):
    folder = tmp_path / "stream"
    for seed in range(8):
        shutil.copytree(seeded_folder, folder)
        kill_a_stream(folder, hands, 20, seed)
        shutil.rmtree(folder)
    kill_an_import(seeded_folder, tmp_path, hands, 40, seed=99)
