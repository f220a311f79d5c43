"""The words of a PDF as a reader would type them: Kangxi radicals and wide forms made plain, blanks gone."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

RADICALS = str.maketrans(
    "⺁⺄⺈⺋⺌⺍⺕⺗⺘⺝⺟⺠⺡⺢⺣⺤⺥⺧⺩⺪⺫⺬⺭⺮⺰⺱⺲⺳⺵⺶⺷⺸⺹⺺⺼⺽⺾⺿⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂乙刀卩小小彐心扌月母民氵水灬爪爪牛王疋罒示礻竹纟网罒网羊羊羊羊老聿月臼艹艹虎衤西西见角讠贝车辶辶辶邑钅长门阜阝雨青韦页风飞食食饣食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
TWINS = str.maketrans(
    "戶內㬵⺒‒–〜", "户内胶巳--~"
)  # signs that share their picture with the one that was typed


def plain(text: str) -> str:
    """A text without blanks, in the form in which PDF and form can be compared."""
    return "".join(unicodedata.normalize("NFKC", text.translate(RADICALS)).translate(TWINS).split())


def words_of(pdf: Path) -> str:
    """All words of a PDF in the order in which they were painted."""
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return plain(done.stdout.decode())
