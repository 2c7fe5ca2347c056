"""A tour on the bundled sample library, in a folder of its own."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import structs

from componentes.agentes.gravacao_de_relatorios import ULTIMO
from componentes.base.erros import CODIGO_DE_INTERRUPCAO, ErroOrquestrador, ErroUso
from componentes.base.eventos import Passo
from componentes.base.secoes_alertas import Alertas
from componentes.orquestracao.ambiente import PASTA_DO_PROGRAMA, Ambiente, preparar_ambiente
from componentes.orquestracao.comandos import backups, backups_guardados, classificacao, explicacao
from componentes.orquestracao.comandos.parametros import conferir_nomes
from componentes.orquestracao.equipe import Equipe

Comando = Callable[[Equipe, Mapping[str, Any]], dict[str, Any]]
_EXEMPLO = "MQL4_Source/All_MQ4"


def demo_completo(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Classify the sample library twice, explain one file, back up and restore: all for show."""
    conferir_nomes(parametros, frozenset())
    biblioteca = PASTA_DO_PROGRAMA / "CODIGO_FONTE_LIBRARY"
    arquivo = min((biblioteca / _EXEMPLO).glob("*.mq4"), default=None)
    if arquivo is None:
        raise ErroUso(
            "A biblioteca de exemplo não está aqui",
            onde=biblioteca / _EXEMPLO,
            o_que_fazer="rode o programa a partir da pasta do projeto, que a contém",
        )
    pasta = Path(tempfile.mkdtemp(prefix="orquestrador-demo-"))
    ambiente = _sem_alertas(preparar_ambiente(pasta, biblioteca=biblioteca))
    passeio = Equipe(ambiente)
    restaurado = {"destino": str(pasta / "restaurado")}
    passos: list[tuple[str, Comando, dict[str, Any]]] = [
        ("classificando a biblioteca de exemplo", classificacao.classificar_tudo, {}),
        ("de novo: só o que mudou é lido", classificacao.classificar_tudo, {}),
        (f"explicando {arquivo.name}", explicacao.explicar, {"arquivo": str(arquivo)}),
        ("listando os backups", backups_guardados.listar, {}),
        ("restaurando em outra pasta", backups.restaurar, restaurado),
    ]
    feitos = []
    for titulo, comando, argumentos in passos:
        if equipe.parada_pedida.is_set():
            break
        equipe.barramento.publicar(Passo(titulo))
        feitos.append({"passo": titulo, **_fazer(comando, passeio, argumentos)})
    inteiro = len(feitos) == len(passos)
    return {
        "sucesso": inteiro and all(passo["sucesso"] for passo in feitos),
        "codigo": 0 if inteiro else CODIGO_DE_INTERRUPCAO,
        "pasta": str(pasta),
        "relatorio": str(ambiente.pastas.relatorios / ULTIMO),
        "passos": feitos,
    }


def _sem_alertas(ambiente: Ambiente) -> Ambiente:
    """Return surroundings in which nobody is told by telegram that somebody tries the program."""
    valores = structs.replace(ambiente.configuracao, alertas=Alertas(ligado=False))
    return dataclasses.replace(ambiente, lida=structs.replace(ambiente.lida, valores=valores))


def _fazer(comando: Comando, passeio: Equipe, argumentos: dict[str, Any]) -> dict[str, Any]:
    try:
        return comando(passeio, argumentos)
    except ErroOrquestrador as erro:
        return erro.como_resposta()
