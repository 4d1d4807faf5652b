"""A client at a port of this machine: it has a server of its own, in a thread of its own.

Only this machine is listened to, and a client that speaks anything but the protocol is cut off: a
page in a browser could send requests of HTTP to the port, whose bodies might be read as messages.
"""

from __future__ import annotations

import contextlib
import io
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, cast

from mscref.errors import UsageError
from mscref.lsp.protocol import BoundedInput
from mscref.lsp.server import Server

HOST = "127.0.0.1"
MOST_CLIENTS = 8
_PATIENCE = 10.0  # seconds that a client's last work may take at the end


class PortServer:
    """The clients that are connected; `make` makes the server of one."""

    def __init__(
        self, make: Callable[[Mapping[str, str]], Server], environ: Mapping[str, str]
    ) -> None:
        self._make = make
        self._environ = environ
        self._clients: dict[threading.Thread, socket.socket] = {}
        self._changing = threading.Lock()
        self._making = threading.Lock()

    def serve(self, listener: socket.socket) -> None:
        """Take clients until somebody interrupts; the listener and all of them are closed then."""
        try:
            while True:
                self._take(listener.accept()[0])
        except KeyboardInterrupt:
            return
        finally:
            listener.close()
            self._end()

    def _take(self, connection: socket.socket) -> None:
        """Serve a client; one too many is sent away, and can come again later."""
        with self._changing:
            if len(self._clients) >= MOST_CLIENTS:
                connection.close()
                return
            thread = threading.Thread(target=self._talk, args=(connection,), daemon=True)
            self._clients[thread] = connection
        thread.start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            with (
                connection,
                self._served() as server,
                connection.makefile("rb") as given,
                _Output(connection) as answers,
            ):
                source = cast("BinaryIO", BoundedInput(given, only_protocol=True))
                server.start_io(source, cast("BinaryIO", answers))
        except OSError:  # the client is gone
            return
        finally:
            with self._changing:
                self._clients.pop(threading.current_thread(), None)

    @contextlib.contextmanager
    def _served(self) -> Iterator[Server]:
        """A server of its own for one client; they are made one after the other, for lsprotocol
        prepares its types at the first one, and is not made for two threads that do so at once."""
        with self._making:
            server = self._make(self._environ)
        try:
            yield server
        finally:
            server.end()

    def _end(self) -> None:
        with self._changing:
            left = dict(self._clients)
        for connection in left.values():
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in left:
            thread.join(_PATIENCE)


class _Output(io.RawIOBase):
    """What is written goes out whole. When the server closes it, the client hears the end."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._connection = connection

    def writable(self) -> bool:
        """It is for nothing else."""
        return True

    def write(self, data: object) -> int:
        """Send all of the bytes."""
        sent = memoryview(cast("bytes", data))
        self._connection.sendall(sent)
        return sent.nbytes

    def close(self) -> None:
        """Nothing more comes."""
        if not self.closed:
            with contextlib.suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
        super().close()


def listen(port: int) -> socket.socket:
    """A socket that listens at a port of this machine; UsageError where there is none to have."""
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise UsageError(
            f"nothing can listen at port {port} of this machine: {error.strerror or error}",
            hint="another program may have it: choose another --tcp PORT",
        ) from error


def end_politely_when_told() -> None:
    """Have SIGTERM end the process as Ctrl-C does, with its clients and what was started."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
