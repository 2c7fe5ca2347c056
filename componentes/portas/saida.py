"""Where things are written: data on stdout, messages on stderr, nothing a name can abuse."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any

from rich.console import Console, RenderableType

from componentes.base.erros import ErroOrquestrador
from componentes.base.tempo import agora
from componentes.relatorio.textos import visivel

SCHEMA_VERSION = 1
_LARGURA_SEM_TERMINAL = 200


class _Fluxo(Console):
    """A console whose reader may leave: rich would end the thread that happens to print."""

    def on_broken_pipe(self) -> None:
        """Let `principal` decide, as for data written without rich."""
        self.quiet = True
        raise BrokenPipeError


@dataclass(frozen=True, slots=True)
class Saida:
    """The two streams of one call, and how the user wants them."""

    dados: Console
    mensagens: Console
    json: bool
    quieto: bool
    ao_vivo: bool
    """Whether a screen that redraws itself is welcome: both streams are a capable terminal."""
    programa: str = "python orquestrador_central.py"
    """How to call the program again for the same base folder."""

    def mostrar(self, conteudo: RenderableType) -> None:
        """Print part of the answer for people."""
        if not self.json:
            self.dados.print(conteudo, soft_wrap=True)

    def dizer(self, texto: str) -> None:
        """Print a message for people, escaped; nothing with `--json` or `--quieto`."""
        if not self.json and not self.quieto:
            self.mensagens.print(visivel(texto), markup=False, highlight=False, soft_wrap=True)

    def avisar(self, texto: str) -> None:
        """Print a warning, also with `--quieto`."""
        if self.json:
            self.emitir("status", {"aviso": texto})
        else:
            self.mensagens.print(f"aviso: {visivel(texto)}", style="yellow", markup=False,
                                 highlight=False, soft_wrap=True)  # fmt: skip

    def reclamar(self, erro: ErroOrquestrador) -> None:
        """Print an error: what, where, what to do."""
        if self.json:
            partes = {"o_que": erro.o_que, "onde": erro.onde, "o_que_fazer": erro.o_que_fazer}
            self.emitir("error", {"codigo": erro.codigo, **partes})
            return
        for linha in erro.mensagem().split("\n"):
            prefixo = "erro: " if linha == erro.o_que.split("\n")[0] else "  "
            self.mensagens.print(prefixo + visivel(linha), style="red", markup=False,
                                 highlight=False, soft_wrap=True)  # fmt: skip

    def emitir(self, tipo: str, conteudo: Mapping[str, Any]) -> None:
        """Write one NDJSON message (`status`, `error`, `summary`) to stdout."""
        mensagem = {"message_type": tipo, "schema_version": SCHEMA_VERSION, "time": agora()}
        texto = json.dumps({**mensagem, **conteudo}, ensure_ascii=True, default=str)
        self.dados.file.write(texto + "\n")
        self.dados.file.flush()


def preparar_saida(*, em_json: bool, simples: bool, quieto: bool) -> Saida:
    """Make stdout and stderr UTF-8, also where Windows redirects them, and wrap them."""
    for fluxo in (sys.stdout, sys.stderr):
        if isinstance(fluxo, TextIOWrapper):
            fluxo.reconfigure(encoding="utf-8", errors="backslashreplace")
    # A pipe has no width; the 80 columns rich takes instead would cut ids and paths in tables.
    largura = None if sys.stdout.isatty() else _LARGURA_SEM_TERMINAL
    dados = _Fluxo(file=sys.stdout, width=largura, highlight=False, markup=False, emoji=False)
    mensagens = _Fluxo(file=sys.stderr, highlight=False, markup=False, emoji=False)
    terminal = dados.is_terminal and mensagens.is_terminal and not mensagens.is_dumb_terminal
    ao_vivo = terminal and not (em_json or simples or quieto or os.environ.get("CI"))
    return Saida(dados, mensagens, em_json, quieto, ao_vivo)
