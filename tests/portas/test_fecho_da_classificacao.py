"""The closing words of a run: what there is, what is dangerous, the one next command."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from rich.console import Console

from componentes.base.tipos import Falha, Situacao
from componentes.portas.apresentacao.classificacao import mostrar_classificacao
from componentes.portas.saida import Saida
from componentes.relatorio.falhas import Falhas, GrupoFalha


def _fecho(copias: int, falhas: Sequence[GrupoFalha] = (), **resumo: Any) -> list[str]:
    dados = Console(file=io.StringIO(), record=True, width=200)
    mensagens = Console(file=io.StringIO())
    mostrar_classificacao(
        {
            "estado": "concluida",
            "comando": "classificar_tudo",
            "erro": "",
            "erros_dos_agentes": {},
            "resumo": {"totais": {"arquivos": 100, "copias": copias, "bytes_copias": 9}, **resumo},
            "contagens": {"arquivos": 100, "conteudos": 90, "por_situacao": {"ok": 100}},
            "metricas": {"segundos": 1.0},
            "falhas": msgspec.to_builtins(falhas),
            "mudou": True,
            "backup": "",
            "ensaio": {},
            "envios": [],
            "relatorio": "ultimo.html",
        },
        Saida(dados, mensagens, json=False, quieto=False, ao_vivo=False, programa="orquestrador"),
    )
    return dados.export_text().splitlines()


def _contagem(valor: str, conteudos: int) -> dict[str, Any]:
    return {"valor": valor, "conteudos": conteudos, "arquivos": conteudos * 2}


def test_diz_as_familias_e_os_riscos_mais_comuns_por_conteudo() -> None:
    riscos = [_contagem(v, n) for v, n in (("sem_stop_loss", 8), ("dll", 3))]
    tipos = [_contagem("ea", 11)]
    linhas = _fecho(0, por_tipo=tipos, por_familia=[_contagem("grade", 7)], por_risco=riscos)
    assert "famílias: Grade 7" in linhas
    assert "riscos: Sem stop loss 8 · DLL 3" in linhas


def test_sem_rotulos_nao_ha_linha_deles() -> None:
    linhas = _fecho(0, por_tipo=[_contagem("ea", 11)], por_familia=[], por_risco=[])
    assert not [linha for linha in linhas if linha.startswith(("famílias", "riscos"))]


@pytest.mark.parametrize(("copias", "comando"), [(9, "exportar"), (10, "duplicatas")])
def test_o_proximo_passo_sao_as_copias_onde_ha_muitas(copias: int, comando: str) -> None:
    assert _fecho(copias)[-1].startswith(f"a seguir: orquestrador {comando}")


def _falhas(*causas: tuple[Situacao, int]) -> Sequence[GrupoFalha]:
    falhas = Falhas()
    for situacao, quantos in causas:
        for numero in range(quantos):
            falhas.incluir(f"{numero}.mq4", situacao, Falha("leitura", f"motivo {quantos}"))
    return falhas.grupos()


def test_as_maiores_causas_de_falha_com_o_que_fazer() -> None:
    causas = _falhas(*((Situacao.ILEGIVEL, quantos) for quantos in (1, 2, 3, 4, 5)))
    linhas = _fecho(0, causas)
    assert "5 arquivos (ilegível): motivo 5 (por exemplo 0.mq4)" in linhas
    assert linhas.count("  → confira o disco e o arquivo e rode de novo") == 3
    assert "e 2 outras causas: veja o relatório" in linhas
    assert not [linha for linha in linhas if "motivo 2" in linha]


def test_o_que_esta_em_quarentena_e_dito_nome_por_nome() -> None:
    linhas = _fecho(0, _falhas((Situacao.QUARENTENA, 7)))
    assert "7 arquivos em quarentena: motivo 7" in linhas
    assert [linha.strip() for linha in linhas if linha.startswith("    ")] == [
        f"{numero}.mq4" for numero in range(7)
    ]
