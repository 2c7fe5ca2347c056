"""Runs as a user asks for them from any terminal: which there are, how they went, what to do."""

from __future__ import annotations

import difflib
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.caminhos import de_texto
from componentes.base.erros import ErroUso
from componentes.base.eventos import Passo
from componentes.base.registro import arquivo_da_execucao
from componentes.base.tipos import falhas_em
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import (
    ABERTAS,
    ATIVAS,
    EstadoExecucao,
    EventoGravado,
    Execucao,
)
from componentes.fontes.varredura import conferir_pasta
from componentes.orquestracao.comandos.classificacao import APENAS_FALHAS, conduzir, opcoes_de
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes, natural, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.abertura import Opcoes
from componentes.orquestracao.execucoes.cancelamento import (
    PRAZO,
    esperar_o_fim,
    pedir_cancelamento,
)
from componentes.orquestracao.execucoes.cura import curar
from componentes.orquestracao.historia.noticias import noticia_gravada
from componentes.orquestracao.historia.relato import falhas_da_execucao
from componentes.orquestracao.sessao import leitura, sessao
from componentes.orquestracao.situacao import descrever
from componentes.relatorio.rotulos import nome_de

LISTADAS = 50
_EVENTOS = 200


def listar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Return the runs that are alive, those that wait, and the last that ended."""
    conferir_nomes(parametros, frozenset({"limite"}))
    limite = natural(parametros, "limite", LISTADAS)
    with leitura(equipe.ambiente) as consulta:
        curar(equipe.ambiente, consulta)
        abertas = consulta.abertas()
        ultimas = consulta.execucoes(limite + len(abertas))
    em = {
        "vivas": [e for e in abertas if e.estado in ATIVAS],
        "na_fila": [e for e in abertas if e.estado is EstadoExecucao.NA_FILA],
        "passadas": [e for e in ultimas if e.estado not in ABERTAS][:limite],
    }
    return {"sucesso": True, **{nome: list(map(descrever, quais)) for nome, quais in em.items()}}


def mostrar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Return all there is to say of one run: the live one, or the newest, unless named."""
    conferir_nomes(parametros, frozenset({"nome"}))
    with leitura(equipe.ambiente) as consulta:
        curar(equipe.ambiente, consulta)
        execucao = achar(consulta, texto(parametros, "nome", ""))
        lotes = consulta.lotes(execucao.id)
        eventos = consulta.ultimos_eventos(execucao.id, _EVENTOS)
    return {
        "sucesso": True,
        "execucao": descrever(execucao),
        "parametros": execucao.parametros,
        "lotes": dict(Counter(str(lote.estado) for lote in lotes)),
        "donos": sorted({lote.dono for lote in lotes if lote.vence_em}),
        "eventos": [_em_palavras(evento) for evento in eventos],
        "falhas": msgspec.to_builtins(falhas_da_execucao(equipe.ambiente, execucao.nome)),
        "log": str(arquivo_da_execucao(equipe.ambiente.pastas.logs_das_execucoes, execucao.nome)),
    }


def eventos(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Return the events of a run that follow the event `apos`, oldest first."""
    conferir_nomes(parametros, frozenset({"nome", "apos", "limite"}))
    with leitura(equipe.ambiente) as consulta:
        execucao = achar(consulta, texto(parametros, "nome", ""))
        achados = consulta.eventos(
            execucao.id,
            apos=natural(parametros, "apos", 0),
            limite=natural(parametros, "limite", _EVENTOS),
        )
    lidos = [_em_palavras(evento) for evento in achados]
    return {"sucesso": True, "execucao": execucao.nome, "eventos": lidos}


def _em_palavras(gravado: EventoGravado) -> dict[str, Any]:
    """Return a stored event with what it says to people, "" for what nobody would miss."""
    noticia = noticia_gravada(gravado)
    return {**msgspec.to_builtins(gravado), "texto": noticia.texto if noticia else ""}


def cancelar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Ask a run to stop and wait for it; one that waits in line is cancelled at once."""
    conferir_nomes(parametros, frozenset({"nome"}))
    with leitura(equipe.ambiente) as consulta:
        curar(equipe.ambiente, consulta)
        execucao = achar(consulta, texto(parametros, "nome", ""))
        if execucao.estado not in ABERTAS:
            raise ErroUso(
                f"A execução já terminou: {nome_de('estado', execucao.estado)}",
                onde=execucao.nome,
                o_que_fazer="veja as que andam com 'execucoes listar'",
            )
        inicio = time.monotonic()
        pedir_cancelamento(equipe.ambiente, execucao.id)
        prazo = f"parando {execucao.nome}; prazo: {PRAZO:.0f} s"
        equipe.barramento.publicar(Passo(prazo))
        depois = esperar_o_fim(consulta, execucao, equipe.parada_pedida)
    return {
        "sucesso": depois.estado not in ABERTAS,
        "codigo": 1 if depois.estado in ABERTAS else 0,
        "execucao": depois.nome,
        "estado": str(depois.estado),
        "prazo": PRAZO,
        "segundos": round(time.monotonic() - inicio, 1),
    }


def retomar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Go on, in this terminal, with a run that was cut off or cancelled, or that waits in line."""
    conferir_nomes(parametros, frozenset({"nome"}))
    with leitura(equipe.ambiente) as consulta:
        curar(equipe.ambiente, consulta)
        execucao = achar(consulta, texto(parametros, "nome", ""))
    opcoes = _opcoes(equipe, execucao, execucao.parametros)
    with sessao(equipe.ambiente, execucao.comando) as aberta:
        return conduzir(equipe, aberta, opcoes, execucao.id)


def repetir(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Do a run again; with `apenas_falhas` the files that failed are read though unchanged."""
    conferir_nomes(parametros, frozenset({"nome", APENAS_FALHAS}))
    apenas_falhas = booleano(parametros, APENAS_FALHAS, False)
    with leitura(equipe.ambiente) as consulta:
        curar(equipe.ambiente, consulta)
        execucao = achar(consulta, texto(parametros, "nome", ""))
        falhas = _falhas(consulta, execucao)
    if apenas_falhas and not falhas:
        raise ErroUso(
            "Nenhum arquivo falhou nesta execução",
            onde=execucao.nome,
            o_que_fazer="para ler o que mudou, use 'classificar_tudo'",
        )
    pedidos = {**execucao.parametros, APENAS_FALHAS: apenas_falhas}
    opcoes = _opcoes(equipe, execucao, pedidos)
    with sessao(equipe.ambiente, execucao.comando) as aberta:
        return conduzir(equipe, aberta, opcoes)


def achar(consulta: Consulta, nome: str) -> Execucao:
    """Return the run of this name or number; for "" the live one, or else the newest."""
    if not nome:
        execucao = consulta.ultima_execucao(ATIVAS) or consulta.ultima_execucao()
    else:
        execucao = consulta.execucao(nome)
    if execucao is None:
        nomes = [e.nome for e in consulta.execucoes(LISTADAS)]
        proximos = difflib.get_close_matches(nome, nomes, n=1)
        raise ErroUso(
            f"A execução '{nome}' não existe" if nome else "Nada foi classificado ainda",
            o_que_fazer=f"você quis dizer '{proximos[0]}'?"
            if proximos
            else "veja as que há com 'execucoes listar'",
        )
    return execucao


def _opcoes(equipe: Equipe, execucao: Execucao, parametros: Mapping[str, Any]) -> Opcoes:
    """Return what to do over the folders of a stored run."""
    pastas = tuple(Path(de_texto(raiz)) for raiz in execucao.raizes)
    for pasta in pastas:
        conferir_pasta(pasta)
    return opcoes_de(equipe, execucao.comando, pastas, parametros)


def _falhas(consulta: Consulta, execucao: Execucao) -> int:
    return falhas_em(consulta.contagens(execucao.id).por_situacao)
