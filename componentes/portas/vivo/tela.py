"""The screen that redraws itself: a thread that waits for keys and draws four times a second."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from enum import StrEnum

from rich.console import Group
from rich.live import Live
from rich.text import Text

from componentes.base.erros import ErroOrquestrador
from componentes.portas.apresentacao.tela.acontecidos import tela_de_log
from componentes.portas.apresentacao.tela.falhas import tela_de_falhas
from componentes.portas.apresentacao.tela.linhas import Espaco, Linhas, em_linhas, linha
from componentes.portas.apresentacao.tela.quadro import quadro, tela_cheia
from componentes.portas.saida import Saida
from componentes.portas.vivo.fonte import Fonte
from componentes.portas.vivo.teclado import ESCAPE, Teclado
from componentes.portas.vivo.tropeco import Tropeco

_ENTRE_QUADROS = 0.25
_ENTRE_CONSULTAS = 2.0
_NOTICIAS = 200


class Vista(StrEnum):
    """What the screen shows; the value is the key that leads there and back."""

    GERAL = ""
    LOG = "l"
    FALHAS = "f"


class Tela:
    """Draws what `fonte` tells; keys change what is shown, or ask the run to stop."""

    def __init__(self, fonte: Fonte, saida: Saida, teclado: Teclado) -> None:
        self._fonte = fonte
        self._saida = saida
        self._teclado = teclado
        self._vista = Vista.GERAL
        self._perguntando = False
        self._parando = False
        self._proxima_consulta = 0.0
        self._linhas: Callable[[Espaco], Linhas] = lambda _: []

    def quadro(self) -> Group:
        """Return what to show now, in the size the terminal has now."""
        largura, altura = self._saida.mensagens.size
        cabem = max(1, altura - 1)  # the cursor needs a row of its own
        if self._vista is Vista.GERAL:
            return quadro(self._fonte.retrato(), largura, cabem, self._rodape())
        if time.monotonic() >= self._proxima_consulta:
            self._consultar()
        return tela_cheia(self._linhas, largura, cabem, self._rodape())

    def tecla(self, tecla: str) -> None:
        """Do what a key stands for; unknown ones do nothing."""
        perguntando, self._perguntando = self._perguntando, False
        if tecla == "q" and not self._parando:
            self._parar(confirmado=perguntando)
        elif tecla in {ESCAPE, self._vista}:
            self._vista = Vista.GERAL
        elif tecla in {Vista.LOG, Vista.FALHAS}:
            self._vista = Vista(tecla)
            self._proxima_consulta = 0.0

    def _parar(self, *, confirmado: bool) -> None:
        if self._fonte.pede_confirmacao and not confirmado:
            self._perguntando = True
            return
        try:
            self._saida.dizer(self._fonte.parar())
            self._parando = True
        except ErroOrquestrador as erro:
            self._saida.avisar(erro.mensagem())

    def _consultar(self) -> None:
        """Ask the catalogue, not four times a second; an error is part of the screen."""
        self._proxima_consulta = time.monotonic() + _ENTRE_CONSULTAS
        try:
            if self._vista is Vista.LOG:
                noticias = self._fonte.noticias(_NOTICIAS)
                self._linhas = lambda espaco: tela_de_log(noticias, espaco)
            else:
                grupos = self._fonte.falhas()
                self._linhas = lambda espaco: tela_de_falhas(grupos, espaco)
        except ErroOrquestrador as erro:
            recado = linha(erro.o_que, estilo="red")
            self._linhas = lambda _: [recado]

    def _rodape(self) -> Text:
        largura = Espaco(self._saida.mensagens.width, 1, 1)
        if self._perguntando:
            return linha((self._pergunta(), "bold yellow"))
        sair = "Ctrl-C sai, e ela continua" if self._fonte.pede_confirmacao else "Ctrl-C para"
        teclas = [sair]
        if self._teclado.ativo:
            voltar = "Esc volta" if self._vista is not Vista.GERAL else ""
            pedir = "" if self._parando else "q para após o lote"
            teclas = [voltar, pedir, "l log", "f falhas", sair]
        (rodape,) = em_linhas([(tecla, "dim") for tecla in teclas if tecla], largura)
        return rodape

    def _pergunta(self) -> str:
        execucao = self._fonte.retrato().execucao
        qual = execucao.nome if execucao else "a execução"
        return f"parar {qual} após o lote atual? q confirma, Esc desiste"


@contextlib.contextmanager
def ao_vivo(fonte: Fonte, saida: Saida, teclado: Teclado) -> Iterator[None]:
    """Keep the screen drawn inside the block, and gone after it."""
    tela = Tela(fonte, saida, teclado)
    parada = threading.Event()
    with Live(tela.quadro(), console=saida.mensagens, auto_refresh=False, transient=True) as vivo:

        def desenhar() -> None:
            largura, tropeco = saida.mensagens.width, Tropeco()
            while not parada.is_set():
                with tropeco.contido():
                    if tecla := teclado.ler(_ENTRE_QUADROS):
                        tela.tecla(tecla)
                    antes, largura = largura, saida.mensagens.width
                    if largura < antes:  # the old frame was wrapped, and is not where it was drawn
                        saida.mensagens.clear()
                    vivo.update(tela.quadro(), refresh=True)

        desenhista = threading.Thread(target=desenhar, name="tela", daemon=True)
        desenhista.start()
        try:
            yield
        finally:
            parada.set()
            teclado.devolver()
            desenhista.join(1.0)
