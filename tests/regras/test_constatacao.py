"""What facts show of a rule: found, not found, or not to be verified; never more."""

from __future__ import annotations

import pytest

from componentes.regras.carga_de_mesas import carregar_mesas, ler_mesa, textos_de_mesas
from componentes.regras.constatacao import Constatacao, constatar
from componentes.regras.mesas import Achado, Mesa, Sentido
from componentes.regras.motor import Local

SIM, NAO, TALVEZ = Achado.ENCONTRADO, Achado.NAO_ENCONTRADO, Achado.NAO_VERIFICAVEL
MESAS = carregar_mesas(textos_de_mesas())
STOP = ler_mesa(
    """
mesa: minha
nome: Minha
especie: casa
regras:
  - id: stop
    sentido: protege
    texto: leva stop
    fonte: minha
    conferido_em: "2025"
    vale_para: [todas as contas]
    fatos: ["stop:na_entrada"]
    depende: ["stop:depois"]
    ausente: ["stop:nunca"]
    linguagens: [mql4, mql5]
""",
    "minha.yaml",
)


def local(linha: int) -> Local:
    return linha, f"linha {linha}", ("Entrada",)


def constatadas(
    *nomes: str, mesas: tuple[Mesa, ...] = MESAS, linguagem: str = "mql4", inteiro: bool = True
) -> dict[str, Constatacao]:
    fatos = {nome: local(linha) for linha, nome in enumerate(nomes, 1)}
    return {c.chave: c for c in constatar(mesas, fatos, linguagem, inteiro=inteiro)}


@pytest.mark.parametrize(
    ("nomes", "inteiro", "achado", "linha"),
    [
        (("stop:na_entrada",), True, SIM, 1),
        (("stop:na_entrada",), False, SIM, 1),
        (("stop:nunca", "stop:na_entrada"), True, SIM, 2),
        (("stop:depois",), True, TALVEZ, 1),
        (("stop:nunca", "stop:depois"), True, TALVEZ, 2),
        (("stop:nunca",), True, NAO, 1),
        (("stop:nunca",), False, NAO, 1),
        ((), True, NAO, None),
        ((), False, TALVEZ, None),
    ],
)
def test_o_que_se_acha(
    nomes: tuple[str, ...], inteiro: bool, achado: Achado, linha: int | None
) -> None:
    visto = constatadas(*nomes, mesas=(STOP,), inteiro=inteiro)["minha.stop"]
    assert (visto.achado, visto.local and visto.local[0]) == (achado, linha)


def test_a_evidencia_leva_a_linha_e_a_frase_da_regra() -> None:
    evidencia = constatadas("stop:na_entrada", mesas=(STOP,))["minha.stop"].evidencia()
    assert evidencia is not None
    assert (evidencia.rotulo, evidencia.regra) == ("conformidade:minha.stop", "minha.stop")
    assert (evidencia.linha, evidencia.trecho, evidencia.porque) == (1, "linha 1", "leva stop")
    assert (evidencia.peso, evidencia.entradas) == (0, ("Entrada",))
    assert constatadas(mesas=(STOP,))["minha.stop"].evidencia() is None


def test_regra_de_outra_linguagem_nao_e_perguntada() -> None:
    assert constatadas("stop:na_entrada", mesas=(STOP,), linguagem="pine") == {}


def test_todos_os_fatos_ou_nada() -> None:
    cerco = "the5ers.cerco_de_noticias"
    assert constatadas("familia:noticias")[cerco].achado is NAO
    assert constatadas("ordem:pendente_stop")[cerco].achado is NAO
    assert constatadas("ordem:pendente_stop", "familia:noticias")[cerco].achado is SIM


def test_stop_de_capital_nao_e_guarda_diaria() -> None:
    vistas = constatadas("gestao:stop_de_capital")
    assert vistas["ftmo_2_step.perda_diaria"].achado is NAO
    assert vistas["ftmo_2_step.perda_total"].achado is TALVEZ
    assert vistas["regra_da_casa.limite_de_perda"].achado is SIM


def test_filtro_de_sexta_e_limite_de_lote_nao_bastam() -> None:
    vistas = constatadas("gestao:sexta", "gestao:limite_de_lote")
    assert vistas["ftmo_2_step.fim_de_semana"].achado is TALVEZ
    assert vistas["regra_da_casa.risco_por_ordem"].achado is TALVEZ
    assert constatadas()["ftmo_2_step.fim_de_semana"].achado is NAO


def test_a_mesma_construcao_cada_mesa_ve_a_seu_modo() -> None:
    vistas = constatadas("risco:martingale", "risco:grade")
    sentidos = {f"{m.mesa}.{r.id}": r.sentido for m in MESAS for r in m.regras}
    achadas = {chave: sentidos[chave] for chave, c in vistas.items() if c.achado is SIM}
    assert achadas["audacity.martingale"] is Sentido.INFRINGE
    assert achadas["tradersflow.martingale"] is Sentido.PERMITE
    assert achadas["regra_da_casa.grade"] is Sentido.INFRINGE
    assert not [chave for chave in vistas if chave.startswith("ftmo") and "martingale" in chave]


@pytest.mark.parametrize(
    "chave",
    [
        "ftmo_2_step.dias_minimos",
        "ftmo_1_step.melhor_dia",
        "audacity.ea_de_terceiros",
        "tradersflow.duracao_minima",
    ],
)
def test_o_que_codigo_nenhum_mostra_nunca_se_verifica(chave: str) -> None:
    assert constatadas()[chave].achado is TALVEZ
    assert constatadas("familia:scalping", "ordem:envia")[chave].achado is TALVEZ


def test_modificar_sem_testar_so_se_pergunta_ao_metatrader() -> None:
    chave = "servidor_metaquotes.hiperatividade"
    assert constatadas("gestao:modifica_sem_teste")[chave].achado is SIM
    assert chave not in constatadas(linguagem="pine")
