"""What many pictures begin with: a job by the name of its customer, and the window as the design shows it."""

from __future__ import annotations

from dispatch_console.ui.main_window import MainWindow


def job_of(window: MainWindow, name: str) -> int:
    """The job of this customer on the board, or the first there is."""
    rows = window.rooms.board.rows.rows
    return int(next((r.id for r in rows if name in r.customer), rows[0].id))


def main_scene(window: MainWindow) -> None:
    """The hour of the design: one job in work."""
    if window.rooms.board.rows.rows:
        window.rooms.show_job(job_of(window, "启明"))
