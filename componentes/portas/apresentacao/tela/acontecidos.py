"""What happened last: a few lines at the foot of the screen, or a screen full of them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from componentes.orquestracao.historia.contos import ALERTA, ERRO
from componentes.orquestracao.historia.noticias import Noticia
from componentes.orquestracao.retrato import Retrato
from componentes.portas.apresentacao.painel import hora_local
from componentes.portas.apresentacao.tela.linhas import Espaco, Linhas, linha, titulada

_CORES = {ALERTA: "yellow", ERRO: "red"}


def ultimos(retrato: Retrato, espaco: Espaco) -> Linhas:
    """Return the last events that fit, the newest last."""
    cabem = espaco.linhas - (2 if espaco.folgado else 0)
    noticias = retrato.eventos[-cabem:] if cabem > 0 else ()
    return titulada("últimos eventos", [em_linha(noticia) for noticia in noticias], espaco)


def tela_de_log(noticias: Sequence[Noticia], espaco: Espaco) -> Linhas:
    """Return the last news as a screen of their own."""
    titulo = linha(("log: últimos eventos da execução", "bold"))
    if not noticias:
        return [titulo, linha("nada aconteceu ainda", estilo="dim")][: espaco.linhas]
    cabem = max(0, espaco.linhas - 1)
    linhas = [em_linha(noticia) for noticia in (noticias[-cabem:] if cabem else ())]
    return [titulo, *linhas][: espaco.linhas]


def em_linha(noticia: Noticia) -> Text:
    """Return one event as a line: when, by the clock on the wall, and what."""
    hora = hora_local(noticia.hora).rpartition(" ")[2]
    return linha((f"{hora} ", "dim"), (noticia.texto, _CORES.get(noticia.nivel, "")))
