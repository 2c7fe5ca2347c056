"""The table of commands: each name, and the one function that does it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from componentes.base.erros import ErroUso
from componentes.orquestracao.comandos import (
    agenda,
    agentes,
    alertas,
    backups,
    backups_guardados,
    classificacao,
    configuracao,
    demonstracao,
    duplicatas,
    execucoes,
    explicacao,
    exportacao,
    logs,
    organizacao,
    relatorios,
    segundo_lugar,
    servico,
    situacao,
    vigilancia,
)
from componentes.orquestracao.equipe import Equipe

Comando = Callable[[Equipe, Mapping[str, Any]], dict[str, Any]]

COMANDOS: Mapping[str, Comando] = {
    "classificar_tudo": classificacao.classificar_tudo,
    "classificar_diretorio": classificacao.classificar_diretorio,
    "explicar": explicacao.explicar,
    "duplicatas": duplicatas.duplicatas,
    "duplicatas_decidir": duplicatas.decidir,
    "organizar_plano": organizacao.plano,
    "organizar_aplicar": organizacao.aplicar,
    "organizar_desfazer": organizacao.desfazer,
    "organizar_listar": organizacao.listar,
    "gerar_relatorio_executivo": relatorios.gerar_relatorio_executivo,
    "execucoes_listar": execucoes.listar,
    "execucoes_mostrar": execucoes.mostrar,
    "execucoes_eventos": execucoes.eventos,
    "execucoes_log": logs.log,
    "execucoes_cancelar": execucoes.cancelar,
    "execucoes_retomar": execucoes.retomar,
    "execucoes_repetir": execucoes.repetir,
    "status_sistema": situacao.status_sistema,
    "status": situacao.status_sistema,
    "monitorar_tempo_real": situacao.monitorar_tempo_real,
    "parar_sistema": situacao.parar_sistema,
    "vigiar": vigilancia.vigiar,
    "alertas_listar": alertas.listar,
    "alertas_silenciar": alertas.silenciar,
    "alertas_testar": alertas.testar,
    "backup_completo": backups.backup_completo,
    "backups_listar": backups_guardados.listar,
    "backups_diferenca": backups_guardados.diferenca,
    "backups_podar": backups_guardados.podar,
    "backups_enviar": segundo_lugar.enviar,
    "backups_restaurar": backups.restaurar,
    "backups_verificar": backups.verificar,
    "agentes_listar": agentes.listar,
    "agentes_reiniciar": agentes.reiniciar,
    "agentes_redefinir": agentes.redefinir,
    "exportar": exportacao.exportar,
    "config_mostrar": configuracao.mostrar,
    "config_validar": configuracao.validar,
    "config_esquema": configuracao.esquema,
    "demo_completo": demonstracao.demo_completo,
    "agenda_listar": agenda.listar,
    "agenda_executar": agenda.executar,
    "servico": servico.servico,
}

# A wish to stop concerns the one command at hand, and those that only look leave it alone.
_OBEDECEM = frozenset(
    {
        "classificar_tudo",
        "classificar_diretorio",
        "execucoes_cancelar",
        "execucoes_retomar",
        "execucoes_repetir",
        "backup_completo",
        "backups_podar",
        "backups_enviar",
        "backups_restaurar",
        "backups_verificar",
        "organizar_aplicar",
        "organizar_desfazer",
        "demo_completo",
        "vigiar",
        "agenda_executar",
        "servico",
        "monitorar_tempo_real",
    }
)


def despachar(equipe: Equipe, comando: str, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Do `comando`; raises `ErroUso` for a name that does not exist, naming the nearest."""
    funcao = COMANDOS.get(comando)
    if funcao is None:
        proximos = difflib.get_close_matches(comando, COMANDOS, n=1)
        dica = f"você quis dizer '{proximos[0]}'?" if proximos else f"use {', '.join(COMANDOS)}"
        raise ErroUso(f"O comando '{comando}' não existe", o_que_fazer=dica)
    try:
        return {"comando": comando, "codigo": 0, **funcao(equipe, parametros)}
    finally:
        if comando in _OBEDECEM:
            equipe.parada_pedida.clear()
