"""Hears from the telephone system: a socket that only this user may write to, one line a call."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from dispatch_console.desk.ringing import Ring, address, listened

LONGEST = 4096  # bytes of a line


class Telephone(QObject):
    """Tells of every call that rings, is answered elsewhere, or ends."""

    rang = Signal(object)  # desk.ringing.Ring

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        if not listened(folder):
            QLocalServer.removeServer(address(folder))  # left behind by a program that was killed
            self._server.listen(address(folder))

    @property
    def listens(self) -> bool:
        """Whether calls can be heard; false when another window of this desk does."""
        return self._server.isListening()

    def close(self) -> None:
        """Hear no more."""
        self._server.close()

    def _connected(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            line.readyRead.connect(lambda line=line: self._read(line))
            line.disconnected.connect(line.deleteLater)
            if line.bytesAvailable():
                self._read(line)

    def _read(self, line: QLocalSocket) -> None:
        while line.canReadLine():
            ring = Ring.of(bytes(line.readLine(LONGEST).data()))
            line.write(b"ok")
            line.flush()
            if ring is not None:
                self.rang.emit(ring)
        if line.bytesAvailable() > LONGEST:
            line.abort()
