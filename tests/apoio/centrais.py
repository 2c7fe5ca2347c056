"""An orchestrator on a base folder and a library of the test's own."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

from componentes.base.eventos import Evento
from componentes.catalogo.modelo import EstadoExecucao, NovaExecucao
from componentes.orquestracao.ambiente import preparar_ambiente
from componentes.orquestracao.central import OrquestradorCentral


def configurar(base: Path, *pastas: Path, **valores: Any) -> Path:
    """Write the configuration of a base folder and return its path; no backup unless asked."""
    arquivo = base / "Development" / "config" / "orquestrador.json"
    arquivo.parent.mkdir(parents=True, exist_ok=True)
    dados = {"auto_backup": False, "diretorios": [str(pasta) for pasta in pastas], **valores}
    arquivo.write_text(json.dumps(dados), encoding="utf-8")
    return arquivo


def criar_central(base: Path, *pastas: Path, **valores: Any) -> OrquestradorCentral:
    """Return an orchestrator on a base folder configured so."""
    configurar(base, *pastas, **valores)
    return OrquestradorCentral(preparar_ambiente(base))


def exportado(central: OrquestradorCentral, saida: Path, formato: str = "jsonl") -> bytes:
    """Return what `exportar` writes for the last run."""
    pedido = {"saida": str(saida), "formato": formato, "sobrescrever": True}
    resposta = central.executar_comando_completo("exportar", pedido)
    assert resposta["sucesso"], resposta
    return saida.read_bytes()


def em_curso(pid: int) -> NovaExecucao:
    """Return a run that another process of this machine is said to work at."""
    return NovaExecucao(
        comando="classificar_tudo",
        raizes=("/b",),
        raiz="/b",
        versao="1",
        regras="r",
        chave="c",
        parametros={},
        pid=pid,
        maquina=socket.gethostname(),
        estado=EstadoExecucao.EXECUTANDO,
    )


class Gravador:
    """A subscriber that keeps every event."""

    def __init__(self) -> None:
        self.eventos: list[Evento] = []

    def __call__(self, evento: Evento) -> None:
        self.eventos.append(evento)

    def de(self, tipo: type[Evento]) -> list[Any]:
        """Return the events of one kind, in order."""
        return [evento for evento in self.eventos if type(evento) is tipo]
