"""What a run of an agenda entry came to, in one short line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.base.erros import (
    CODIGO_DE_FALHAS,
    CODIGO_DE_INTERRUPCAO,
    ErroOrquestrador,
    em_uma_linha,
)
from componentes.base.tempo import agora
from componentes.catalogo.perguntas.agendado import EstadoAgendado, ResultadoAgendado
from componentes.relatorio.textos import quantos

_ESTADOS = {
    0: EstadoAgendado.CONCLUIDO,
    CODIGO_DE_FALHAS: EstadoAgendado.COM_FALHAS,
    CODIGO_DE_INTERRUPCAO: EstadoAgendado.CANCELADO,
}


def resultado_da_resposta(resposta: Mapping[str, Any], prevista_em: str) -> ResultadoAgendado:
    """Return the result that the answer of a command amounts to."""
    codigo = resposta.get("codigo", 0)
    return ResultadoAgendado(
        estado=_ESTADOS.get(codigo, EstadoAgendado.FALHOU),
        codigo=codigo,
        resumo=_resumo(resposta),
        prevista_em=prevista_em,
        terminado_em=agora(),
    )


def resultado_do_erro(erro: Exception, prevista_em: str) -> ResultadoAgendado:
    """Return the result of a command that raised."""
    codigo = erro.codigo if isinstance(erro, ErroOrquestrador) else 1
    return ResultadoAgendado(
        estado=_ESTADOS.get(codigo, EstadoAgendado.FALHOU),
        codigo=codigo,
        resumo=_dito(erro),
        prevista_em=prevista_em,
        terminado_em=agora(),
    )


def resultado_perdido(prevista_em: str, motivo: str) -> ResultadoAgendado:
    """Return the result of a time that passed without a run."""
    return ResultadoAgendado(
        estado=EstadoAgendado.PERDIDO,
        resumo=motivo,
        prevista_em=prevista_em,
        terminado_em=agora(),
    )


def _dito(erro: Exception) -> str:
    """Return what an error says; one that nobody foresaw says little without its type."""
    if isinstance(erro, ErroOrquestrador):
        return em_uma_linha(erro)
    return em_uma_linha(f"{type(erro).__name__}: {erro}")


def _resumo(resposta: Mapping[str, Any]) -> str:
    """Return the error, or else what was done, of any command the agenda may run."""
    partes = [em_uma_linha(str(resposta.get("erro") or ""))]
    if contagens := resposta.get("contagens"):
        partes.append(quantos(contagens["arquivos"], "arquivo", "arquivos"))
    if "fichas" in resposta:
        partes.append(quantos(resposta["fichas"], "ficha", "fichas"))
    if resposta.get("problemas"):
        partes.append(quantos(len(resposta["problemas"]), "problema", "problemas"))
    if "pacotes_removidos" in resposta:
        partes.append(quantos(len(resposta["removidos"]), "backup removido", "backups removidos"))
    partes += [str(resposta.get(chave) or "") for chave in ("motivo", "saida", "relatorio", "id")]
    return " · ".join(parte for parte in partes if parte)
