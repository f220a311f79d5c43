"""Plays the sample day on a desk of its own and writes its papers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from dispatch_console.cli.paper_verbs import read_plan
from dispatch_console.desk import sample_day
from dispatch_console.desk.desk import Desk
from dispatch_console.desk.sample_day import DAY, STEPS, Day, afternoon, close, morning, noon
from dispatch_console.domain.moment import Moment


def prepare(folder: Path) -> tuple[Desk, list[Moment]]:
    """Make the sample desk anew; what lay in the folder goes."""
    if folder.exists():
        shutil.rmtree(folder)
    return sample_day.prepare(folder, read_plan)


def play(out: Path, data_dir: Path | None, picture: Callable[[Desk, Path], None] | None) -> Iterator[str]:
    """Play the day and write register, log, points, report, work orders and pictures of the window into `out`."""
    from dispatch_console.press import papers

    out.mkdir(parents=True, exist_ok=True)
    folder = data_dir or out / "desk"
    desk, now = prepare(folder)
    day = Day(desk, now)
    for at_, (name, step) in enumerate(STEPS, 1):
        step(day)
        if picture is not None:
            path = out / f"window-{at_}.png"
            picture(desk, path)
            yield f"{name}: {path}"
    for form, file in (
        ("phone_register", "phone_register"), ("daily_log", "daily_log"), ("points_sheet", "technician_points"),
        ("daily_report", "daily_report"),
    ):  # fmt: skip
        path = out / f"{file}.xlsx"
        papers.export(desk, form, DAY, path, "样例日归档")
        yield str(path)
    for form, file in (("work_order", "work_order_241x140"), ("work_order_a4", "work_order_a4")):
        path = out / f"{file}.pdf"
        papers.print_job(desk, form, day.jobs["启明" if form == "work_order" else "恒达"], path)
        yield str(path)
    desk.close()


__all__ = ["DAY", "STEPS", "Day", "afternoon", "close", "morning", "noon", "play", "prepare"]
