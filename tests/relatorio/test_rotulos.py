"""Every label that a bundled rule can give has a name for readers."""

from __future__ import annotations

import pytest

from componentes.regras.carga import carregar
from componentes.regras.modelo import Dimensao
from componentes.relatorio.rotulos import ROTULOS

COM_NOME = [d for d in Dimensao if d not in (Dimensao.MERCADO, Dimensao.TIMEFRAME)]


@pytest.mark.parametrize("dimensao", COM_NOME)
def test_todo_rotulo_tem_nome(dimensao: Dimensao) -> None:
    valores = {regra.valor for regra in carregar().regras if regra.dimensao is dimensao}
    assert valores - ROTULOS[dimensao].keys() == set()


def test_todo_eixo_tem_nome() -> None:
    assert set(Dimensao) - ROTULOS["dimensao"].keys() == set()
