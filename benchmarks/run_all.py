"""Print every line: python benchmarks/run_all.py [--scale 1.0] [--folder DIR]. The big file is made when it is missing."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lines import Line

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--scale", type=float, default=1.0)
    words.add_argument("--folder", type=Path)
    words.add_argument("--times", type=int, default=300)
    words.add_argument("--without-window", action="store_true")
    words.add_argument("--lists-only", action="store_true")
    given = words.parse_args()
    if given.lists_only:
        return told(lists())
    home = Path(os.environ.get("BENCH_CACHE", ".cache")) / "bench"
    os.environ.setdefault("DISPATCH_CONSOLE_KEYS", str((home / "keys").resolve()))
    folder = given.folder or home / f"big-{given.scale:g}"
    if not (folder / "desk.db").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, str(HERE / "make_big.py"), str(folder), "--scale", str(given.scale)], check=True)
    from analysis import analysis_lines
    from lines import reading, register_call

    with tempfile.TemporaryDirectory(dir=folder.parent) as place:  # what is registered must not lie in the next run's way
        copy = Path(place) / folder.name
        shutil.copytree(folder, copy)
        os.sync()  # the copy itself is on the disk before the first command is measured
        found = [register_call(copy, given.times)]
        found += analysis_lines(copy)
    found += reading(folder, given.times)
    if not given.without_window:
        from window import start_lines

        found += start_lines(folder)
    found += lists()
    made = folder.with_name(f"{folder.name}.txt")  # what make_big said when it made this file
    return told(found, made.read_text(encoding="utf-8").strip() if made.exists() else "")


def lists() -> list[Line]:
    """Lists in and out of workbooks; they need no big desk."""
    from lists import list_lines

    return list_lines()


def told(found: list[Line], more: str = "") -> int:
    """Print the table, and what was said of the big file."""
    from lines import HEADING

    print(HEADING)
    for line in found:
        print(line)
    if more:
        print(more)
    print(f"{len(found)} lines, {sum(not line.kept for line in found)} over their target")
    return 0


if __name__ == "__main__":
    sys.exit(main())
