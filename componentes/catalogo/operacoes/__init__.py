"""The write operations: functions of an open transaction, handed to `escrita.Escritor`."""

from __future__ import annotations

from componentes.catalogo.operacoes.agendamentos import (
    comecar_agendado,
    interromper_agendados,
    manter_agendados,
    programar,
    terminar_agendado,
)
from componentes.catalogo.operacoes.arquivos import (
    fechar_inventario,
    gravar_arquivos,
    gravar_resultados,
    marcar_ausentes,
)
from componentes.catalogo.operacoes.decisoes import decidir, esquecer
from componentes.catalogo.operacoes.execucoes import (
    bater,
    criar_execucao,
    encerrar_execucao,
    interromper_orfas,
    pedir_cancelamento,
    reabrir_execucao,
    registrar_evento,
)
from componentes.catalogo.operacoes.lotes import criar_lotes, marcar_lote
from componentes.catalogo.operacoes.pedidos import atender, pedir, pendentes
from componentes.catalogo.operacoes.poda import podar_execucoes
from componentes.catalogo.operacoes.servicos import bater_servico, remover_servico

__all__ = [
    "atender",
    "bater",
    "bater_servico",
    "comecar_agendado",
    "criar_execucao",
    "criar_lotes",
    "decidir",
    "encerrar_execucao",
    "esquecer",
    "fechar_inventario",
    "gravar_arquivos",
    "gravar_resultados",
    "interromper_agendados",
    "interromper_orfas",
    "manter_agendados",
    "marcar_ausentes",
    "marcar_lote",
    "pedir",
    "pedir_cancelamento",
    "pendentes",
    "podar_execucoes",
    "programar",
    "reabrir_execucao",
    "registrar_evento",
    "remover_servico",
    "terminar_agendado",
]
