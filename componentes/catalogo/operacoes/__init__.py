"""The write operations: functions of an open transaction, handed to `escrita.Escritor`."""

from __future__ import annotations

from componentes.catalogo.operacoes.agentes import esquecer_agente, lembrar_agentes
from componentes.catalogo.operacoes.arquivos import (
    fechar_inventario,
    gravar_arquivos,
    gravar_resultados,
    marcar_ausentes,
)
from componentes.catalogo.operacoes.decisoes import decidir, esquecer
from componentes.catalogo.operacoes.execucoes import (
    bater,
    bater_na_fila,
    criar_execucao,
    encerrar_execucao,
    interromper_orfas,
    pedir_cancelamento,
    reabrir_execucao,
    registrar_evento,
)
from componentes.catalogo.operacoes.lotes import (
    arrendar_lote,
    concluir_em_parte,
    concluir_lote,
    criar_lotes,
    descartar_inacabados,
    devolver_lotes,
    renovar_lotes,
)
from componentes.catalogo.operacoes.pedidos import atender, pedir, pendentes
from componentes.catalogo.operacoes.poda import podar_execucoes

__all__ = [
    "arrendar_lote",
    "atender",
    "bater",
    "bater_na_fila",
    "concluir_em_parte",
    "concluir_lote",
    "criar_execucao",
    "criar_lotes",
    "decidir",
    "descartar_inacabados",
    "devolver_lotes",
    "encerrar_execucao",
    "esquecer",
    "esquecer_agente",
    "fechar_inventario",
    "gravar_arquivos",
    "gravar_resultados",
    "interromper_orfas",
    "lembrar_agentes",
    "marcar_ausentes",
    "pedir",
    "pedir_cancelamento",
    "pendentes",
    "podar_execucoes",
    "reabrir_execucao",
    "registrar_evento",
    "renovar_lotes",
]
