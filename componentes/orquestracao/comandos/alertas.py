"""What was warned of, a test of every destination, and silence for one alert."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from componentes.alertas.destinos import VARIAVEL, Destino, Destinos, citados_em_vao
from componentes.alertas.entrega import Entregador, Prazos
from componentes.alertas.envio import CanalApprise
from componentes.alertas.modelo import TITULOS, Mensagem
from componentes.base.erros import ErroUso
from componentes.base.tempo import daqui_a
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir, abrir_leitura, ha_catalogo
from componentes.catalogo.perguntas.alertas import Alerta, alertas, alertas_que_comecam
from componentes.orquestracao.comandos.parametros import conferir_nomes, natural, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.avisos import destinos_de

_MOSTRADOS = 50
_MINUTOS = 60
_TESTE = Mensagem(
    "teste",
    "Se você lê isto, os alertas do Orquestrador Central chegam aqui.",
    "baixa",
)
_PRAZOS_DE_TESTE = Prazos(tentativas=1)


def listar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Return the alerts, those raised now first."""
    conferir_nomes(parametros, frozenset({"limite"}))
    pasta = equipe.ambiente.pastas.catalogo
    if not ha_catalogo(pasta):
        return {"sucesso": True, "alertas": []}
    limite = natural(parametros, "limite", _MOSTRADOS)
    achados = _ler(pasta, partial(alertas, limite=limite))
    linhas = [{"titulo": TITULOS.get(a.regra, a.regra), **msgspec.to_builtins(a)} for a in achados]
    return {"sucesso": True, "alertas": linhas}


def testar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Send a test to every destination, or to one, and say of each whether it arrived."""
    conferir_nomes(parametros, frozenset({"destino"}))
    destinos = destinos_de(equipe.ambiente)
    escolhidos = _escolhidos(destinos, texto(parametros, "destino", ""))
    resultados = [_resultado(destino, motivo) for destino, motivo in _enviar_a(escolhidos)]
    vaos = tuple(citados_em_vao(equipe.ambiente.configuracao.alertas, destinos))
    problemas = [erro.como_resposta() for erro in (*destinos.problemas, *vaos)]
    certo = not problemas and all(resultado["entregue"] for resultado in resultados)
    return {
        "sucesso": certo,
        "codigo": 0 if certo else 1,
        "resultados": resultados,
        "problemas": problemas,
        "permissoes_conferidas": os.name != "nt",
    }


def silenciar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Keep one alert quiet for some minutes; 0 ends its silence."""
    conferir_nomes(parametros, frozenset({"id", "minutos"}))
    inicio = texto(parametros, "id")
    minutos = natural(parametros, "minutos", _MINUTOS)
    ate = daqui_a(60 * minutos) if minutos else ""
    pasta = equipe.ambiente.pastas.catalogo
    alerta = _um_so(_ler(pasta, partial(alertas_que_comecam, inicio=inicio)), inicio)
    motor = abrir(pasta)
    try:
        with Escritor(motor) as escritor:
            operacao = partial(operacoes.silenciar_alerta, impressao=alerta.impressao, ate=ate)
            escritor.executar(operacao)
    finally:
        motor.dispose()
    titulo = TITULOS.get(alerta.regra, alerta.regra)
    return {"sucesso": True, "id": alerta.impressao, "titulo": titulo, "ate": ate}


def _ler(pasta: Path, pergunta: Callable[[Connection], list[Alerta]]) -> list[Alerta]:
    """Ask the catalogue, without the right to change it; raises `ErroCatalogo` without one."""
    motor = abrir_leitura(pasta)
    try:
        with motor.connect() as conn:
            return pergunta(conn)
    finally:
        motor.dispose()


def _um_so(achados: Sequence[Alerta], inicio: str) -> Alerta:
    if len(achados) != 1:
        quantos = "Há mais de um alerta" if achados else "Não há alerta"
        raise ErroUso(
            f"{quantos} cujo id começa com '{inicio}'",
            o_que_fazer="veja os ids com 'alertas listar'",
        )
    return achados[0]


def _escolhidos(destinos: Destinos, nome: str) -> tuple[Destino, ...]:
    """Return the destinations to test; raises `ErroUso` where there is none."""
    escolhidos = tuple(d for d in destinos.todos if nome in ("", d.nome))
    if nome and not escolhidos:
        ha = ", ".join(d.nome for d in destinos.todos) or "nenhum"
        raise ErroUso(f"Não há destino '{nome}'", o_que_fazer=f"destinos que há: {ha}")
    if not escolhidos and destinos.problemas:
        raise destinos.problemas[0]
    if not escolhidos:
        raise ErroUso(
            "Nenhum destino de alertas está configurado",
            o_que_fazer=f"ponha o endereço na variável {VARIAVEL} ou em segredos.json: alertas.md",
        )
    return escolhidos


def _enviar_a(destinos: Sequence[Destino]) -> list[tuple[Destino, str]]:
    """Send to all at the same time; each has its own deadline."""
    respostas: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()

    def anotar(nome: str, _: Mensagem, motivo: str) -> None:
        respostas.put((nome, motivo))

    for destino in destinos:
        entregador = Entregador(CanalApprise(destino), _PRAZOS_DE_TESTE, anotar)
        entregador.entregar(_TESTE)
        entregador.fechar()
    motivos = dict(respostas.get() for _ in destinos)
    return [(destino, motivos[destino.nome]) for destino in destinos]


def _resultado(destino: Destino, motivo: str) -> dict[str, Any]:
    return {
        "destino": destino.nome,
        "servico": destino.servico,
        "entregue": not motivo,
        "motivo": motivo,
    }
