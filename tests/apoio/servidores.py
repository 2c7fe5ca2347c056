"""Receivers on this machine, to send alerts to: HTTP that answers as told, and a mail server."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receptor:
    """An HTTP server that keeps what is posted; one that is not `solto` never answers."""

    def __init__(self, codigo: int) -> None:
        self.codigo = codigo
        self.recebidos: list[tuple[str, bytes]] = []
        self.chegou = threading.Event()
        self.solto = threading.Event()
        self.solto.set()
        self.porta = 0


@contextmanager
def receptor(codigo: int = 200) -> Iterator[Receptor]:
    """Serve on a free port of this machine while the block lasts."""
    estado = Receptor(codigo)

    class Pedido(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            corpo = self.rfile.read(int(self.headers.get("content-length", 0)))
            estado.recebidos.append((self.path, corpo))
            estado.chegou.set()
            estado.solto.wait()
            self.send_response(estado.codigo)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 its name there
            """Be silent."""

    servidor = ThreadingHTTPServer(("127.0.0.1", 0), Pedido)
    servidor.daemon_threads = True
    estado.porta = servidor.server_address[1]
    with _servindo(servidor):
        try:
            yield estado
        finally:
            estado.solto.set()


@contextmanager
def correio() -> Iterator[tuple[int, list[bytes]]]:
    """Take in mail on a free port; yields the port, and the messages as they came."""
    cartas: list[bytes] = []

    class Conversa(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._dizer(b"220 teste")
            while linha := self.rfile.readline():
                verbo = linha[:4].upper()
                if verbo == b"DATA":
                    self._dizer(b"354 diga")
                    cartas.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self._dizer(b"221 adeus" if verbo == b"QUIT" else b"250 certo")
                if verbo == b"QUIT":
                    return

        def _dizer(self, linha: bytes) -> None:
            self.wfile.write(linha + b"\r\n")

    servidor = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversa)
    servidor.daemon_threads = True
    with _servindo(servidor):
        yield servidor.server_address[1], cartas


@contextmanager
def _servindo(servidor: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=servidor.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        servidor.shutdown()
        servidor.server_close()
        thread.join(10)
