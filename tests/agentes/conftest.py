"""A classified library in an open session, as the agents of a run find it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from componentes.base.barramento import Barramento
from componentes.base.eventos import ClassificacaoTerminada
from componentes.base.pastas import Pastas
from componentes.catalogo.modelo import Execucao
from componentes.orquestracao.sessao import Sessao, sessao
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import Gravador, criar_central


@dataclass
class Palco:
    """What an agent under test is given, and what it published."""

    aberta: Sessao
    execucao: Execucao
    biblioteca: Path
    barramento: Barramento
    gravador: Gravador

    @property
    def pastas(self) -> Pastas:
        return self.aberta.ambiente.pastas

    def terminar_classificacao(self, *, mudou: bool = True) -> None:
        nome = self.execucao.nome
        self.barramento.publicar(ClassificacaoTerminada(nome, com_falhas=False, mudou=mudou))


@pytest.fixture
def palco(tmp_path: Path) -> Iterator[Palco]:
    biblioteca = escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(5)})
    central = criar_central(tmp_path / "base", biblioteca)
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert resposta["sucesso"], resposta
    barramento, gravador = Barramento(), Gravador()
    barramento.assinar(gravador)
    with sessao(central.ambiente, "teste") as aberta:
        execucao = aberta.consulta.ultima_execucao()
        assert execucao is not None
        yield Palco(aberta, execucao, biblioteca, barramento, gravador)
