"""A tour on the bundled sample library, in a folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from componentes.base.erros import ErroUso
from componentes.base.eventos import Passo
from componentes.orquestracao.ambiente import preparar_ambiente
from componentes.orquestracao.comandos.parametros import conferir_nomes

if TYPE_CHECKING:
    from componentes.orquestracao.central import OrquestradorCentral

_PROGRAMA = Path(__file__).resolve().parents[3]
_CODIGO_DE_INTERRUPCAO = 130
_EXEMPLO = "MQL4_Source/All_MQ4"


def demo_completo(central: OrquestradorCentral, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Classify the sample library twice, explain one file, back up and restore: all for show."""
    conferir_nomes(parametros, frozenset())
    biblioteca = _PROGRAMA / "CODIGO_FONTE_LIBRARY"
    arquivo = min((biblioteca / _EXEMPLO).glob("*.mq4"), default=None)
    if arquivo is None:
        raise ErroUso(
            "A biblioteca de exemplo não está aqui",
            onde=biblioteca / _EXEMPLO,
            o_que_fazer="rode o programa a partir da pasta do projeto, que a contém",
        )
    pasta = Path(tempfile.mkdtemp(prefix="orquestrador-demo-"))
    ambiente = preparar_ambiente(pasta, biblioteca=biblioteca)
    passeio = type(central)(ambiente)
    passos = [
        ("classificando a biblioteca de exemplo", "classificar_tudo", {}),
        ("de novo: só o que mudou é lido", "classificar_tudo", {}),
        (f"explicando {arquivo.name}", "explicar", {"arquivo": str(arquivo)}),
        ("listando os backups", "backups_listar", {}),
        ("restaurando em outra pasta", "backups_restaurar", {"destino": str(pasta / "restaurado")}),
    ]
    feitos = []
    for titulo, comando, argumentos in passos:
        if central.parada_pedida.is_set():
            break
        central.barramento.publicar(Passo(titulo))
        feitos.append({"passo": titulo, **passeio.executar_comando_completo(comando, argumentos)})
    inteiro = len(feitos) == len(passos)
    return {
        "sucesso": inteiro and all(passo["sucesso"] for passo in feitos),
        "codigo": 0 if inteiro else _CODIGO_DE_INTERRUPCAO,
        "pasta": str(pasta),
        "relatorio": str(ambiente.pastas.relatorios / "ultimo.html"),
        "passos": feitos,
    }
