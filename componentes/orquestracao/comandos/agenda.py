"""The agenda as its user asks for it: what is in it, and one of its entries now."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from componentes.agenda.compromisso import Compromisso
from componentes.agentes.resultado_agendado import resultado_da_resposta, resultado_do_erro
from componentes.base.erros import ErroUso
from componentes.catalogo import operacoes
from componentes.catalogo.perguntas.agendado import Agendado, EstadoAgendado, ResultadoAgendado
from componentes.orquestracao.comandos.parametros import conferir_nomes, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.residencia.agendaveis import AGENDAVEIS, compromissos
from componentes.orquestracao.residencia.livro_da_agenda import LivroDaAgenda
from componentes.orquestracao.trava import SERVICO, Trava

_PROXIMAS = 3


def listar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Return each entry with its next times, its last one, and what keeps it from running."""
    conferir_nomes(parametros, frozenset())
    em_execucao = Trava(equipe.ambiente.pastas.catalogo, SERVICO).ocupada()
    lembrados = LivroDaAgenda(equipe.ambiente).ler()
    momento = datetime.now(UTC)
    return {
        "sucesso": True,
        "servico_em_execucao": em_execucao,
        "agendamentos": [
            descrever(c, lembrados.get(c.nome), momento, servico=em_execucao)
            for c in compromissos(equipe.ambiente.lida)
        ],
    }


def descrever(
    compromisso: Compromisso, lembrado: Agendado | None, momento: datetime, *, servico: bool
) -> dict[str, Any]:
    """Return one entry as plain values; its times carry the offset of its own zone."""
    definicao = compromisso.definicao
    proximas = compromisso.proximas(momento, _PROXIMAS) if definicao.ligada else []
    atrasada = _atrasada(compromisso, lembrado, momento)
    resultado = lembrado.ultimo_resultado if lembrado else ResultadoAgendado()
    return {
        **msgspec.structs.asdict(definicao),
        "fuso": str(compromisso.fuso),
        "proximas": [_local(hora, compromisso) for hora in proximas],
        "atrasada": _local(atrasada, compromisso) if atrasada else "",
        "ultima_em": lembrado.ultima_em if lembrado else "",
        "ultimo_resultado": msgspec.to_builtins(resultado),
        "aviso": _aviso(compromisso, lembrado, servico=servico),
    }


def _atrasada(
    compromisso: Compromisso, lembrado: Agendado | None, momento: datetime
) -> datetime | None:
    """Return the time that passed without a run and that a service would still make up for."""
    if not lembrado or not lembrado.proxima_em or lembrado.definicao != compromisso.em_dados():
        return None
    if lembrado.ultimo_resultado.estado is EstadoAgendado.EXECUTANDO:
        return None
    return compromisso.devida(datetime.fromisoformat(lembrado.proxima_em), momento)


def _aviso(compromisso: Compromisso, lembrado: Agendado | None, *, servico: bool) -> str:
    if not compromisso.definicao.ligada:
        return "desligado"
    if not servico:
        return "o serviço não está em execução"
    if lembrado is None or lembrado.definicao != compromisso.em_dados():
        return "o serviço ainda não o conhece assim"
    return ""


def _local(momento: datetime, compromisso: Compromisso) -> str:
    return momento.astimezone(compromisso.fuso).isoformat(timespec="seconds")


def executar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Run the command of an entry now, whether it is on or off; the agenda remembers it."""
    conferir_nomes(parametros, frozenset({"nome"}))
    compromisso = _achar(equipe, texto(parametros, "nome"))
    nome, comando = compromisso.nome, compromisso.definicao.comando
    livro = LivroDaAgenda(equipe.ambiente)
    livro.gravar(lambda conn: operacoes.comecar_agendado(conn, nome, ""))
    try:
        resposta = AGENDAVEIS[comando].funcao(equipe, compromisso.definicao.parametros)
        resultado = resultado_da_resposta(resposta, "")
    except Exception as erro:
        resultado = resultado_do_erro(erro, "")
        raise
    except BaseException:
        resultado = ResultadoAgendado(estado=EstadoAgendado.INTERROMPIDO)
        raise
    finally:
        livro.gravar(lambda conn: operacoes.terminar_agendado(conn, nome, resultado))
    return {"agendamento": nome, "comando_executado": comando, **resposta}


def _achar(equipe: Equipe, nome: str) -> Compromisso:
    agenda = {c.nome: c for c in compromissos(equipe.ambiente.lida)}
    if nome in agenda:
        return agenda[nome]
    proximos = difflib.get_close_matches(nome, agenda, n=1)
    dica = f"você quis dizer '{proximos[0]}'?" if proximos else "veja os nomes em 'agenda listar'"
    raise ErroUso(f"O agendamento '{nome}' não existe", o_que_fazer=dica)
