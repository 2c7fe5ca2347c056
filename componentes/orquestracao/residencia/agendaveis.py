"""The commands that may run with nobody there, and the check of the agenda against them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from componentes.agenda.compromisso import Compromisso, marcar
from componentes.base.config import ConfiguracaoLida
from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_agenda import Agendamento
from componentes.orquestracao.comandos import (
    backups,
    backups_guardados,
    classificacao,
    duplicatas,
    exportacao,
    organizacao,
    relatorios,
    segundo_lugar,
)
from componentes.orquestracao.equipe import Equipe

_DE_CLASSIFICAR = frozenset({"nivel", "backup_auto", "gerar_relatorios", "monitoramento"})
_DE_SAIDA = frozenset({"formato", "saida", "execucao", "sobrescrever", "separador", "bom"})


class Agendavel(NamedTuple):
    """A command of the agenda, the parameters it takes, and those it cannot do without."""

    funcao: Callable[[Equipe, Mapping[str, Any]], dict[str, Any]]
    aceitos: frozenset[str] = frozenset()
    exigidos: frozenset[str] = frozenset()


# None of them asks, shows a page of its own, or touches a library.
AGENDAVEIS: Mapping[str, Agendavel] = {
    "classificar_tudo": Agendavel(classificacao.classificar_tudo, _DE_CLASSIFICAR),
    "classificar_diretorio": Agendavel(
        classificacao.classificar_diretorio,
        _DE_CLASSIFICAR | {"diretorio"},
        frozenset({"diretorio"}),
    ),
    "gerar_relatorio_executivo": Agendavel(
        relatorios.gerar_relatorio_executivo, frozenset({"execucao"})
    ),
    "exportar": Agendavel(exportacao.exportar, _DE_SAIDA, frozenset({"saida"})),
    "duplicatas": Agendavel(
        duplicatas.duplicatas,
        _DE_SAIDA,
        frozenset({"formato", "saida"}),
    ),
    "organizar_plano": Agendavel(
        organizacao.plano,
        frozenset({"destino", "execucao", "html", "limite", "mover", "quarentena"}),
        frozenset({"html"}),
    ),
    "backup_completo": Agendavel(backups.backup_completo),
    "backups_podar": Agendavel(backups_guardados.podar, backups_guardados.DE_PODAR),
    "backups_enviar": Agendavel(segundo_lugar.enviar, frozenset({"destino"})),
    "backups_verificar": Agendavel(backups.verificar, frozenset({"id", "ler_tudo", "destino"})),
}


def compromissos(lida: ConfiguracaoLida) -> tuple[Compromisso, ...]:
    """Return the agenda of a configuration; raises `ErroConfiguracao` naming a bad entry."""
    vistos: set[str] = set()
    marcados = []
    for definicao in lida.valores.agenda:
        try:
            _conferir_nome(definicao.nome, vistos)
            _conferir_comando(definicao)
            marcados.append(marcar(definicao))
        except ValueError as erro:
            raise ErroConfiguracao(
                f"O agendamento '{definicao.nome}' {erro}",
                onde=lida.arquivo,
                o_que_fazer="corrija-o em 'agenda', e confira com 'config validar'",
            ) from erro
    return tuple(marcados)


def _conferir_nome(nome: str, vistos: set[str]) -> None:
    if nome in vistos:
        raise ValueError("aparece duas vezes: cada um precisa de um nome só seu")
    if not nome.isprintable() or nome != nome.strip():
        raise ValueError("tem no nome sinais que não se veem")
    vistos.add(nome)


def _conferir_comando(definicao: Agendamento) -> None:
    agendavel = AGENDAVEIS.get(definicao.comando)
    if agendavel is None:
        raise ValueError(
            f"pede o comando '{definicao.comando}', que não pode ser agendado"
            f"{_dica(definicao.comando, AGENDAVEIS)}"
        )
    estranhos = sorted(definicao.parametros.keys() - agendavel.aceitos)
    if estranhos:
        aceitos = ", ".join(sorted(agendavel.aceitos)) or "nenhum"
        raise ValueError(
            f"dá a '{definicao.comando}' o parâmetro '{estranhos[0]}', que ele não tem "
            f"(aceita: {aceitos})"
        )
    faltam = sorted(agendavel.exigidos - definicao.parametros.keys())
    if faltam:
        raise ValueError(f"não dá a '{definicao.comando}' o parâmetro '{faltam[0]}'")


def _dica(comando: str, existentes: Iterable[str]) -> str:
    proximos = difflib.get_close_matches(comando, list(existentes), n=1)
    return f"; você quis dizer '{proximos[0]}'?" if proximos else f" (use: {', '.join(existentes)})"
