"""What differs between two runs: every kind of change, told from every other."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from componentes.relatorio.comparacao.comparar import comparar
from componentes.relatorio.comparacao.valores import (
    Causa,
    Comparacao,
    Especie,
    Mudanca,
    Quantos,
    Visto,
)
from tests.apoio.comparacoes import ANTES, DEPOIS, de_tudo, lado, rotulos, visto


def _comparar(antes: tuple[Visto, ...], depois: tuple[Visto, ...]) -> Comparacao:
    return comparar(lado(*antes), lado(*depois, depois=True))


def _caminhos(mudancas: tuple[Mudanca, ...]) -> list[str]:
    return [mudanca.caminho for mudanca in mudancas]


def test_o_que_e_igual_nao_e_dito() -> None:
    feita = _comparar((visto("x"), visto("y", "b")), (visto("x"), visto("y", "b")))
    assert feita.vazia
    assert set(feita.contagens().values()) == {Quantos(0, 0)}


def test_cada_especie_uma_vez() -> None:
    feita = de_tudo()
    assert {e: _caminhos(feita.de(e)) for e in Especie} == {
        Especie.ALTERADOS: ["a/alterado.mq4"],
        Especie.NOVOS: ["a/copia do novo.mq4", "a/novo.mq4"],
        Especie.SUMIDOS: ["a/sumiu.mq4"],
        Especie.MOVIDOS: ["a/renomeado.mq4"],
        Especie.ROTULOS_MUDADOS: ["a/alterado.mq4"],
        Especie.RISCOS_NOVOS: ["a/alterado.mq4", "a/copia do novo.mq4", "a/novo.mq4"],
        Especie.RISCOS_SUMIDOS: ["a/alterado.mq4", "a/sumiu.mq4"],
    }
    assert not feita.vazia


def test_copias_contam_por_arquivo_e_por_conteudo() -> None:
    contagens = de_tudo().contagens()
    assert contagens["novos"] == Quantos(2, 1)
    assert contagens["riscos_novos"] == Quantos(3, 2)


def test_sem_hash_nao_tem_conteudo_conhecido() -> None:
    feita = _comparar((), (visto("x", ""), visto("y", "")))
    assert feita.contagens()["novos"] == Quantos(2, 0)
    assert not feita.movidos


def test_o_que_e_ilegivel_nos_dois_lugares_nao_mudou_de_lugar() -> None:
    feita = _comparar((visto("x", ""),), (visto("y", ""),))
    assert (_caminhos(feita.sumidos), _caminhos(feita.novos)) == (["x"], ["y"])


def test_movido_prefere_o_mesmo_nome_depois_a_mesma_pasta() -> None:
    antes = (visto("p/um.mq4"), visto("q/dois.mq4"))
    depois = (visto("a/outro.mq4"), visto("q/novo.mq4"), visto("z/um.mq4"))
    feita = _comparar(antes, depois)
    pares = {(m.antes.caminho, m.caminho) for m in feita.movidos if m.antes}
    assert pares == {("p/um.mq4", "z/um.mq4"), ("q/dois.mq4", "q/novo.mq4")}
    (novo,) = feita.novos
    assert (novo.caminho, novo.conhecido) == ("a/outro.mq4", True)


def test_copia_do_que_ja_havia_nao_e_risco_novo() -> None:
    novo = lado(visto("copia", "a", "dll"), depois=True)
    feita = comparar(lado(outros="a"), novo)
    assert _caminhos(feita.novos) == ["copia"]
    assert feita.novos[0].conhecido
    assert not feita.riscos_novos
    volta = comparar(replace(novo, execucao=ANTES), lado(outros="a", depois=True))
    assert volta.sumidos[0].conhecido
    assert not volta.riscos_sumidos


def test_porque_o_conteudo_mudou() -> None:
    feita = _comparar((visto("x", "a", "grade"),), (visto("x", "b", "grade", "dll"),))
    (mudanca,) = feita.rotulos_mudados
    assert mudanca.causas == (Causa.CONTEUDO,)
    assert (mudanca.rotulos, mudanca.riscos_novos) == (("riscos",), ("dll",))


def test_porque_as_regras_mudaram() -> None:
    regras = replace(DEPOIS, regras="outras")
    depois = lado(visto("x", "a", "dll"), depois=True, chave="k2", execucao=regras)
    feita = comparar(lado(visto("x")), depois)
    assert feita.regras_mudaram
    assert feita.rotulos_mudados[0].causas == (Causa.REGRAS,)
    assert not feita.alterados


def test_porque_o_conteudo_e_a_versao_mudaram() -> None:
    versao = replace(DEPOIS, versao="9.0.0")
    depois = lado(visto("x", "b", "dll"), depois=True, chave="k2", execucao=versao)
    feita = comparar(lado(visto("x")), depois)
    assert (feita.versao_mudou, feita.regras_mudaram) == (True, False)
    assert feita.alterados[0].causas == (Causa.CONTEUDO, Causa.VERSAO)


def test_porque_o_que_ele_inclui_mudou() -> None:
    feita = _comparar((visto("x"),), (visto("x", "a", "dll", contexto="inclui"),))
    assert feita.rotulos_mudados[0].causas == (Causa.CONTEXTO,)


@pytest.mark.parametrize("conteudo", ["", "a"])
def test_porque_nao_pode_ser_lido(conteudo: str) -> None:
    perdido = visto("x", conteudo, situacao="ilegivel", rotulos=None)
    feita = _comparar((visto("x", "a", "dll"),), (perdido,))
    (mudanca,) = feita.rotulos_mudados
    assert mudanca.causas == (Causa.LEITURA,)
    assert {"situacao", "tipo", "riscos"} <= set(mudanca.rotulos)
    assert not feita.alterados


def test_ordem_das_familias_e_pouca_certeza_nao_sao_mudanca() -> None:
    antes = visto("x", rotulos=rotulos("dll", familias=("grade", "hedge"), certeza=95))
    depois = visto("x", rotulos=rotulos("dll", familias=("hedge", "grade"), certeza=81))
    assert _comparar((antes,), (depois,)).vazia
    abaixo = replace(depois, rotulos=rotulos("dll", familias=("hedge", "grade"), certeza=59))
    assert _comparar((antes,), (abaixo,)).rotulos_mudados[0].rotulos == ("certeza",)


def test_o_pior_risco_vem_primeiro() -> None:
    novos = (visto("a", "a", "repintura"), visto("b", "b", "grade"), visto("c", "c", "credencial"))
    assert _caminhos(_comparar((), novos).riscos_novos) == ["c", "b", "a"]
    juntos = (visto("x", "z", "grade", "dll"),)
    assert _comparar((), juntos).riscos_novos[0].riscos_novos == ("dll", "grade")


def test_a_ordem_de_quem_chega_nao_importa() -> None:
    depois = [visto(f"n{n}", "abc"[n % 3], "dll") for n in range(4)]
    feitas = {
        repr(comparar(lado(visto("v", "a")), lado(*ordem, depois=True)))
        for ordem in itertools.permutations(depois)
    }
    assert len(feitas) == 1


def test_pastas_diferentes_sao_ditas() -> None:
    outras = replace(DEPOIS, pastas=("/c",))
    feita = comparar(lado(fora=3), lado(depois=True, execucao=outras))
    assert (feita.mesmas_pastas, feita.fora_antes, feita.fora_depois) == (False, 3, 0)
