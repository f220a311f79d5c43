"""A page of rulers: what is printed here is measured with a ruler, and the printer is set by it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPdfWriter, QPen
from PySide6.QtPrintSupport import QPrinter

from dispatch_console.domain.printing import AS_IT_IS, Profile
from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.paper.checked import write_whole
from dispatch_console.press import fonts
from dispatch_console.press.output import PDF_DPI, layout_of, pdf_of
from dispatch_console.press.printer import chosen, whole
from dispatch_console.words import N_

PAPERS = {  # what a printer of the office takes, in mm
    "A4": (210.0, 297.0), "241×279.4": (241.0, 279.4), "241×139.7": (241.0, 139.7), "241×93.1": (241.0, 93.1),
}  # fmt: skip
EDGE = 10.0  # mm from the edge of the paper to the corner marks
CLEAR = 30  # mm at which the rulers begin, so that they do not cross
SAYS = (
    "校准页 {width:g} × {high:g} mm　打印机 {name}",
    "当前设置：右移 {right:+.1f} mm　下移 {down:+.1f} mm　纸长修正 {trim:+.1f} mm",
    "用直尺量：左上角十字的中心应距纸的左边、上边各 10 mm；差多少，就在打印机设置中右移、下移多少（0.1 mm 为单位）。",
    "连续纸打印十张后，第十张的十字若偏下，纸长修正减去偏差的十分之一；偏上则加上。",
)


def draw(painter: QPainter, paper: tuple[float, float], k: float, name: str, profile: Profile) -> None:
    """Rulers along the four sides, a cross in each corner, and what to do with them; k is dots a millimetre."""
    painter.save()
    painter.scale(k, k)
    painter.translate(profile.right / 10, profile.down / 10)
    wide, high = paper
    painter.setPen(QPen(Qt.GlobalColor.black, 0.15))
    for x in (EDGE, wide - EDGE):
        for y in (EDGE, high - EDGE):
            painter.drawLine(QLineF(x - 5, y, x + 5, y))
            painter.drawLine(QLineF(x, y - 5, x, y + 5))
            painter.drawEllipse(QPointF(x, y), 2, 2)
    _ruler(painter, wide, across=True, at=EDGE + 8)
    _ruler(painter, high, across=False, at=EDGE + 8)
    painter.drawRect(QRectF(EDGE + 25, EDGE + 22, 100, 10))
    _write(painter, EDGE + 28, EDGE + 28.6, "此框宽 100 mm，高 10 mm", 9)
    for n, line in enumerate(SAYS):
        said = line.format(width=wide, high=high, name=name, right=profile.right / 10, down=profile.down / 10, trim=profile.trim / 10)
        _write(painter, EDGE + 25, EDGE + 40 + n * 6, said, 9)
    painter.restore()


def _ruler(painter: QPainter, length: float, *, across: bool, at: float) -> None:
    for mm in range(CLEAR, int(length - EDGE) + 1):
        tick = 4.0 if mm % 10 == 0 else 2.6 if mm % 5 == 0 else 1.6
        painter.drawLine(QLineF(mm, at, mm, at + tick) if across else QLineF(at, mm, at + tick, mm))
        if mm % 10 == 0:
            spot = (mm - 1.4, at + tick + 2.6) if across else (at + tick + 0.8, mm + 0.9)
            _write(painter, *spot, str(mm), 6.5)


def _write(painter: QPainter, x: float, y: float, text: str, size: float) -> None:
    painter.save()
    painter.translate(x, y)
    factor = size * 25.4 / 72 / fonts.DRAWN
    painter.scale(factor, factor)
    painter.setFont(fonts.drawn(fonts.FAMILY, False))
    painter.drawText(QPointF(0, 0), text)
    painter.restore()


def _page(device: QPdfWriter | QPrinter, paper: tuple[float, float], k: float, name: str, profile: Profile) -> None:
    device.setPageLayout(layout_of(paper, profile.trim))
    painter = QPainter()
    if not painter.begin(device):
        raise StoreTrouble(N_("The printer did not take the page."))
    try:
        draw(painter, paper, k, name, profile)
    finally:
        painter.end()


def on_printer(name: str, paper: tuple[float, float], profile: Profile = AS_IT_IS) -> None:
    """Print the page; raises Refused for a printer that is not there, StoreTrouble when it gave up."""
    printer = chosen(name)
    printer.setFullPage(True)
    _page(printer, paper, printer.resolution() / 25.4, name, profile)
    whole(printer)


def to_pdf(path: Path, paper: tuple[float, float], profile: Profile = AS_IT_IS) -> None:
    """The same as a PDF; raises StoreTrouble when it could not be written whole."""
    fonts.ready()
    data = pdf_of(lambda writer, _size, _new: _page(writer, paper, PDF_DPI / 25.4, "PDF", profile))

    def put(part: Path) -> None:
        part.write_bytes(data)

    write_whole(path, put, lambda part: part.read_bytes() == data)


def picture(paper: tuple[float, float], dpi: int = 100, profile: Profile = AS_IT_IS) -> QImage:
    """The page for the screen."""
    fonts.ready()
    k = dpi / 25.4
    image = QImage(round(paper[0] * k), round(paper[1] * k), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    draw(painter, paper, k, "—", profile)
    painter.end()
    return image
