"""Where the resources, the migrations and the user's data lie: in a checkout, a wheel or a frozen program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP = "dispatch-console"


def _home(name: str) -> Path:
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    for place in (
        here.parents[1] / name,  # checkout: src/dispatch_console/places.py
        here / f"_{name}",  # wheel
        Path(frozen) / name if frozen else here / name,
    ):
        if place.is_dir():
            return place
    raise FileNotFoundError(name)


def resources() -> Path:
    """The folder of forms, fonts, words, seed data and samples that ships with the program."""
    return _home("resources")


def migrations() -> Path:
    """The folder of alembic's env.py and versions."""
    return _home("migrations")


def handbook() -> Path:
    """The dispatcher's handbook, a text in Markdown; its pictures lie in the folder beside it."""
    return _home("docs") / "handbook.zh_CN.md"


def user_folder() -> Path:
    """The data folder when none is given on the command line."""
    from platformdirs import user_data_path

    return Path(os.environ.get("DISPATCH_CONSOLE_DATA") or user_data_path(APP, appauthor=False))


def key_folder() -> Path:
    """Where the key file lies when there is no key store: never in the data folder, in no backup."""
    from platformdirs import user_config_path

    return Path(os.environ.get("DISPATCH_CONSOLE_KEYS") or user_config_path(APP, appauthor=False)) / "keys"


def log_folder() -> Path:
    """Where logs lie; they carry no phone numbers."""
    from platformdirs import user_log_path

    return Path(os.environ.get("DISPATCH_CONSOLE_LOGS") or user_log_path(APP, appauthor=False))
