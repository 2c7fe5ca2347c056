"""What a run has to tell while it goes on and after it: its failures by cause, its last news."""

from __future__ import annotations

from sqlalchemy import Engine

from componentes.base.tipos import Situacao
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import Execucao
from componentes.catalogo.perguntas.falhos import arquivos_falhos
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.historia.noticias import Noticia, noticia_gravada
from componentes.orquestracao.sessao import leitura, motor_de_leitura
from componentes.relatorio.falhas import Falhas, GrupoFalha


def falhas_da_execucao(ambiente: Ambiente, referencia: str = "") -> tuple[GrupoFalha, ...]:
    """Return the causes of failure of the run called so, "" for the newest; none where none is.

    Raises `ErroCatalogo`.
    """
    with motor_de_leitura(ambiente) as motor:
        execucao = _execucao(Consulta(motor), referencia)
        return agrupar_falhas(motor, execucao) if execucao else ()


def agrupar_falhas(motor: Engine, execucao: Execucao) -> tuple[GrupoFalha, ...]:
    """Return the causes of failure of one run; examples are relative to its root."""
    falhas = Falhas()
    for arquivo in arquivos_falhos(motor, execucao):
        nome = arquivo.caminho.removeprefix(f"{execucao.raiz.rstrip('/')}/")
        falhas.incluir(nome, Situacao(arquivo.situacao), arquivo.falha)
    return falhas.grupos()


def noticias_da_execucao(ambiente: Ambiente, referencia: str, quantas: int) -> list[Noticia]:
    """Return the last news of a run from the catalogue, oldest first; raises `ErroCatalogo`."""
    with leitura(ambiente) as consulta:
        execucao = _execucao(consulta, referencia)
        gravados = consulta.ultimos_eventos(execucao.id, quantas) if execucao else []
    return [noticia for gravado in gravados if (noticia := noticia_gravada(gravado))]


def _execucao(consulta: Consulta, referencia: str) -> Execucao | None:
    return consulta.execucao(referencia) if referencia else consulta.ultima_execucao()
