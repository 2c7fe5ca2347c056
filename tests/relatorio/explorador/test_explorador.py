from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from componentes.base.tipos import Dependencia, Entrada, Evidencia, Ficha, Risco
from componentes.relatorio.dados import Circunstancias, DadosRelatorio, resumir
from componentes.relatorio.explorador.blocos import desempacotar, empacotar
from componentes.relatorio.explorador.colunas import SEM_GRUPO
from componentes.relatorio.explorador.detalhes import POR_BLOCO, mais_fortes
from componentes.relatorio.parentesco import GrupoDeParentes, MembroDoGrupo, Parentesco
from tests.apoio.fichas import EXECUCAO, ficha, gerar_fichas


@pytest.fixture(scope="module")
def fichas() -> list[Ficha]:
    return gerar_fichas(1_500, 400)


def dados_de(*fichas: Ficha, parentesco: Parentesco | None = None) -> DadosRelatorio:
    return resumir(fichas, EXECUCAO, parcial=False, circunstancias=Circunstancias((), parentesco))


def detalhes(dados: DadosRelatorio) -> list[dict[str, Any]]:
    """Return for each content its evidences and inputs, as the page's script reads them."""
    todos = []
    for bloco in map(desempacotar, dados.detalhes):
        evidencias = entradas = 0
        for lugar, quantas in enumerate(bloco["evidencias_n"]):
            fim = evidencias + quantas
            trechos = bloco["trecho"][evidencias:fim]
            fim_das_entradas = entradas + bloco["entradas_n"][lugar]
            todos.append(
                {
                    "regras": bloco["regra"][evidencias:fim],
                    "linhas": bloco["linha"][evidencias:fim],
                    "trechos": [trechos[t] if isinstance(t, int) else t for t in trechos],
                    "entradas": bloco["nome"][entradas:fim_das_entradas],
                    "ao_todo": bloco["entradas_ao_todo"][lugar],
                    "dependencias": bloco["dependencias"][lugar],
                }
            )
            evidencias, entradas = fim, fim_das_entradas
    return todos


def test_cada_caminho_e_cada_conteudo_uma_vez(fichas: list[Ficha]) -> None:
    dados = dados_de(*fichas)
    linhas, textos = dados.explorador.linhas, dados.explorador.textos
    caminhos = [
        f"{textos['pasta'][pasta]}/{nome}"
        for pasta, nome in zip(linhas.pasta, linhas.nome, strict=True)
    ]
    assert caminhos == [f.caminho for f in fichas]
    conteudos = dados.explorador.conteudos
    assert [conteudos.sha256[n] for n in linhas.conteudo] == [f.sha256[:12] for f in fichas]
    colunas = msgspec.structs.asdict(conteudos)
    assert {len(coluna) for coluna in colunas.values()} == {len({f.sha256 for f in fichas})}


def test_rotulos_de_cada_conteudo_voltam_pelos_numeros(fichas: list[Ficha]) -> None:
    explorador = dados_de(*fichas).explorador
    nomes = {d: [valor for valor, _ in pares] for d, pares in explorador.dicionarios.items()}
    for linha, esperada in enumerate(fichas):
        n = explorador.linhas.conteudo[linha]
        conteudos = explorador.conteudos
        assert nomes["linguagem"][conteudos.linguagem[n]] == (esperada.linguagem or "")
        assert [nomes["risco"][r] for r in conteudos.riscos[n]] == [*esperada.riscos]
        assert [nomes["familia"][f] for f in conteudos.familias[n]] == [*esperada.familias]


def test_detalhes_voltam_inteiros_de_bloco_em_bloco(fichas: list[Ficha]) -> None:
    distintas = list({f.sha256: f for f in fichas}.values())
    dados = dados_de(*fichas)
    assert len(dados.detalhes) == -(-len(distintas) // POR_BLOCO)
    assert len(dados.detalhes) > 1
    lidos = detalhes(dados)
    regras = [regra for regra, _ in dados.explorador.dicionarios["regra"]]
    for lido, esperada in zip(lidos, distintas, strict=True):
        fortes = list(mais_fortes(esperada.evidencias))
        assert [regras[n] for n in lido["regras"]] == [e.regra for e in fortes]
        assert lido["linhas"] == [e.linha for e in fortes]
        assert [d[1] for d in lido["dependencias"]] == [d.nome for d in esperada.dependencias]


def test_so_as_provas_mais_fortes_de_cada_rotulo_as_contrarias_tambem() -> None:
    prova = Evidencia("risco:grade", "r", 1, "t", 0, "porque")
    pesos = (5, -90, 40, 70, 10, 20)
    provas = [replace(prova, linha=n, peso=peso) for n, peso in enumerate(pesos)]
    assert [e.peso for e in mais_fortes(provas)] == [-90, 70, 40]


def test_trecho_repetido_e_guardado_uma_vez_e_volta() -> None:
    prova = Evidencia("risco:grade", "r", 7, "y" * 200, 50, "porque")
    dados = dados_de(ficha(evidencias=(prova, replace(prova, rotulo="familia:grade"))))
    (lido,) = detalhes(dados)
    (bloco,) = map(desempacotar, dados.detalhes)
    assert [type(t) for t in bloco["trecho"]] == [str, int]
    assert lido["trechos"][0] == lido["trechos"][1] == f"{'y' * 79}…"


def test_entradas_alem_do_limite_sao_contadas() -> None:
    entradas = tuple(Entrada(f"e{n}", "int", "1", "", n) for n in range(100))
    (lido,) = detalhes(dados_de(ficha(entradas=entradas)))
    assert (lido["entradas"][0], lido["ao_todo"]) == ("e0", 100)
    assert len(lido["entradas"]) < 100


def test_include_ausente_se_distingue_de_um_da_plataforma() -> None:
    dependencias = (
        Dependencia("include", "falta.mqh", 1),
        Dependencia("include", "Trade.mqh", 2, padrao=True),
        Dependencia("include", "ha.mqh", 3, resolvida="x/ha.mqh"),
    )
    (lido,) = detalhes(dados_de(ficha(dependencias=dependencias)))
    assert [d[3] for d in lido["dependencias"]] == ["", "plataforma", "x/ha.mqh"]


def test_grupos_dizem_o_que_manter_e_por_que() -> None:
    fica, marca, outra = (ficha(f"{n}.mq4", sha256=n * 64) for n in "abc")
    grupo = GrupoDeParentes(
        nivel="marca",
        manter="a.mq4",
        motivos=("é mais nova",),
        arquivos=2,
        em_compactados=0,
        bytes_recuperaveis=0,
        membros=(MembroDoGrupo("a" * 64, "bytes"), MembroDoGrupo("b" * 64, "marca")),
    )
    explorador = dados_de(fica, marca, outra, parentesco=Parentesco((grupo,))).explorador
    assert explorador.conteudos.grupo == [0, 0, SEM_GRUPO]
    assert [explorador.niveis[n] for n in explorador.conteudos.nivel[:2]] == ["bytes", "marca"]
    assert explorador.grupos.mantido == [0]
    assert [explorador.motivos[n] for n in explorador.grupos.motivos[0]] == ["é mais nova"]


def test_conformidade_e_uma_letra_para_cada_regra_na_sua_ordem() -> None:
    um = {"mesa.a": "encontrado", "mesa.b": "nao_verificavel"}
    outro = {"mesa.b": "nao_encontrado", "mesa.c": "encontrado"}
    dados = dados_de(ficha(conformidade=um), ficha("b.mq4", sha256="1" * 64, conformidade=outro))
    letras = [dados.explorador.textos["conformidade"][n] for n in
              dados.explorador.conteudos.conformidade]  # fmt: skip
    assert letras == ["ev", "-ne"]
    assert [regra for regra, *_ in dados.explorador.mesas] == ["mesa.a", "mesa.b", "mesa.c"]


def test_gravidades_cobrem_todos_os_riscos() -> None:
    classes = dados_de(ficha()).explorador.gravidades
    assert sorted(r for classe in classes for r in classe) == sorted(map(str, Risco))


@pytest.mark.parametrize("valor", [{}, [1, "</script>", None], {"á": "\u2028\ud800"[0]}])
def test_pacote_volta_e_nao_tem_sinal_de_marcacao(valor: Any) -> None:
    pacote = empacotar(valor)
    assert desempacotar(pacote) == valor
    assert not set(pacote) & set("<>&\"'")
