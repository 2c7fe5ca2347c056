from __future__ import annotations

from componentes.base.tipos import Familia, Risco
from componentes.relatorio.dados import resumir
from componentes.relatorio.graficos import arvore, barras, calor, series
from componentes.relatorio.historia import PontoDaTendencia, Vazao
from componentes.relatorio.medidas import Classe
from componentes.relatorio.parentesco import GrupoResumido, ResumoDeParentesco
from tests.apoio.fichas import EXECUCAO, ficha, gerar_fichas


def parentesco(*bytes_: int, ao_todo: int = 0) -> ResumoDeParentesco:
    grupos = tuple(GrupoResumido("bytes", f"{n}.mq4", (), 2, 0, 1, b) for n, b in enumerate(bytes_))
    return ResumoDeParentesco(len(grupos), ao_todo or sum(bytes_), {}, grupos, 0, ())


def test_area_do_ladrilho_e_a_dos_bytes_e_nada_se_sobrepoe() -> None:
    feitos = arvore.ladrilhos(parentesco(600, 300, 100))
    areas = [float(q.largura) * float(q.altura) for q in feitos]
    toda = arvore.LARGURA * arvore.ALTURA
    assert [round(area / toda, 2) for area in areas] == [0.6, 0.3, 0.1]
    assert round(sum(areas) / toda, 2) == 1


def test_sem_nada_a_recuperar_nao_ha_arvore() -> None:
    assert arvore.ladrilhos(parentesco(0, 0)) == ()
    assert len(arvore.ladrilhos(parentesco(5, 0))) == 1


def test_celula_conta_os_conteudos_da_familia_com_o_risco() -> None:
    com = {"familias": (Familia.GRADE,), "riscos": (Risco.GRADE, Risco.DLL)}
    fichas = [
        ficha("a.mq4", sha256="1", **com),
        ficha("b.mq4", sha256="1", **com),
        ficha("c.mq4", sha256="2", familias=(Familia.GRADE,), riscos=(Risco.GRADE,)),
        ficha("d.mq4", sha256="3", familias=(Familia.SMC,), riscos=()),
    ]
    linhas = calor.mapa(resumir(fichas, EXECUCAO, parcial=False).resumo)
    celulas = {(li.familia, c.risco): (c.conteudos, c.parte) for li in linhas for c in li.celulas}
    assert celulas["grade", "grade"] == (2, 100)
    assert celulas["grade", "dll"] == (1, 50)
    assert celulas["smc", "grade"] == (0, 0)


def test_coluna_mais_alta_enche_a_caixa_e_zero_fica_no_chao() -> None:
    alta, nada, meia = series.colunas([Classe("a", 10, 1), Classe("b", 0, 0), Classe("c", 5, 9)])
    assert float(alta.altura) == series.ALTURA
    assert (float(nada.altura), float(nada.y)) == (0, series.ALTURA)
    assert float(meia.altura) == series.ALTURA / 2


def test_vazao_diz_desde_quando() -> None:
    nomes = [c.nome for c in series.colunas_da_vazao(Vazao(2.5, (1, 2), (3, 4)))]
    assert nomes == ["aos 0 s", "aos 2 s"]


def test_linha_da_tendencia_vai_do_menor_ao_maior() -> None:
    pontos = [PontoDaTendencia(f"e{n}", "", n, 7, 0, 0) for n in (10, 30, 20)]
    subida, parada = series.linha(pontos, "arquivos"), series.linha(pontos, "conteudos")
    assert [float(m.y) for m in subida.marcas] == [series.ALTURA, 0, series.ALTURA / 2]
    assert {float(m.y) for m in parada.marcas} == {series.ALTURA / 2}
    assert subida.caminho.startswith("M0.0 ")


def test_barras_por_gravidade_tem_cada_risco_uma_vez() -> None:
    resumo = resumir(gerar_fichas(800, 200), EXECUCAO, parcial=False).resumo
    achados = [(f.valor, f.conteudos) for _, fatias in barras.por_gravidade(resumo) for f in fatias]
    assert sorted(achados) == sorted((c.valor, c.conteudos) for c in resumo.por_risco)
