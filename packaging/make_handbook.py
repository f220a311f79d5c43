"""Draw the pictures of docs/handbook.zh_CN.md anew: python packaging/make_handbook.py (in Chinese, light, 1366 wide)."""

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from dispatch_console import words
from dispatch_console.ui import pictures, shots, start
from dispatch_console.ui.scenes import SCENES

PICTURES = {  # file: scene
    "main": "main", "call": "call", "quote": "quote", "dispatch": "reassign", "report": "report", "import": "import-whose", "roster": "roster", "points": "points-tried",
    "close-day": "close-day", "figures": "figures", "records": "records",
}  # fmt: skip
OUT = Path(__file__).parents[1] / "docs" / "pictures" / "handbook"
SIZE = (1366, 768)


def in_few_colours(image: QImage) -> QImage:
    """The picture in its 256 most frequent colours: a third of the bytes, and the eye sees none missing."""
    whole = image.convertToFormat(QImage.Format.Format_RGB32)
    frequent = Counter(memoryview(whole.constBits()).cast("I")).most_common(256)
    return whole.convertToFormat(QImage.Format.Format_Indexed8, [colour for colour, _n in frequent], Qt.ImageConversionFlag.ThresholdDither)


def main(only: list[str]) -> None:
    start.application()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DISPATCH_CONSOLE_KEYS"] = f"{folder}/keys"
        desk = shots.sample(Path(folder) / "day")
        words.use("zh_CN")
        OUT.mkdir(parents=True, exist_ok=True)
        for name, scene in PICTURES.items():
            if only and name not in only:
                continue
            taken = pictures.grab(desk, dark=False, size=SIZE, scene=SCENES[scene])
            small = in_few_colours(taken.toImage())
            small.save(str(OUT / f"{name}.png"), "PNG", 0)  # type: ignore[call-overload]
            print(OUT / f"{name}.png")
        desk.close()


if __name__ == "__main__":
    main(sys.argv[1:])
