"""Cut the two faces that travel with the program out of Debian's fonts-noto-cjk (run once, by hand).

    python packaging/make_fonts.py /usr/share/fonts/opentype/noto

The Simplified Chinese face is kept with every character of GBK, CJK Extension A and the signs that forms use.
Licence: SIL OFL 1.1 (resources/fonts/OFL.txt); the name Noto is not reserved, so the subset keeps it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

OUT = Path(__file__).parents[1] / "resources" / "fonts"
RANGES = (
    (0x20, 0x17F), (0x2C6, 0x2DD), (0x391, 0x451), (0x2010, 0x205F), (0x20A0, 0x20BF), (0x2100, 0x23FF),
    (0x2460, 0x27BF), (0x3000, 0x312F), (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x2A6DF),
)


def main(folder: str) -> None:
    for weight in ("Regular", "Bold"):
        collection = TTCollection(f"{folder}/NotoSansCJK-{weight}.ttc")
        face = next(f for f in collection.fonts if f["name"].getDebugName(1) == "Noto Sans CJK SC")
        options = subset.Options()
        options.layout_features = ["kern", "ccmp", "locl", "calt", "liga"]
        options.hinting = False
        options.name_IDs = ["*"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[u for low, high in RANGES for u in range(low, high + 1)])
        cutter.subset(face)
        face.save(OUT / f"NotoSansCJKsc-{weight}.otf")


if __name__ == "__main__":
    main(sys.argv[1])
