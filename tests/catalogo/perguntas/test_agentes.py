"""What is remembered of agents."""

from __future__ import annotations

from functools import partial

from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.perguntas.agentes import agentes_lembrados


def test_lembra_troca_e_esquece(escritor: Escritor, consulta: Consulta) -> None:
    assert consulta.perguntar(agentes_lembrados) == []
    for estados in ({"monitor": {"n": 1}, "backup": {"n": 2}}, {"monitor": {"n": 3}}):
        escritor.executar(partial(operacoes.lembrar_agentes, estados=estados))
    lembrados = {a.nome: a.estado for a in consulta.perguntar(agentes_lembrados)}
    assert lembrados == {"backup": {"n": 2}, "monitor": {"n": 3}}
    assert escritor.executar(lambda conn: operacoes.esquecer_agente(conn, "monitor"))
    assert not escritor.executar(lambda conn: operacoes.esquecer_agente(conn, "monitor"))
    assert [a.nome for a in consulta.perguntar(agentes_lembrados)] == ["backup"]


def test_nada_a_lembrar_nao_escreve(escritor: Escritor, consulta: Consulta) -> None:
    escritor.executar(lambda conn: operacoes.lembrar_agentes(conn, {}))
    assert consulta.perguntar(agentes_lembrados) == []
