from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import pytest

from componentes.base.tipos import Dependencia, Falha, Ficha, Risco, Situacao
from componentes.relatorio.dados import DadosRelatorio, resumir
from componentes.relatorio.resumo import Resumo
from tests.apoio.fichas import EXECUCAO, ficha, gerar_fichas


@pytest.fixture(scope="module")
def fichas() -> list[Ficha]:
    return gerar_fichas(1_500, 400)


@pytest.fixture(scope="module")
def resumo(fichas: list[Ficha]) -> Resumo:
    return resumir(iter(fichas), EXECUCAO, parcial=False).resumo


def resumo_de(*fichas: Ficha) -> Resumo:
    return resumir(fichas, EXECUCAO, parcial=False).resumo


def distintos(fichas: list[Ficha]) -> list[Ficha]:
    return list({f.sha256: f for f in fichas}.values())


def test_totais_batem_com_a_recontagem(fichas: list[Ficha], resumo: Resumo) -> None:
    totais, unicos = resumo.totais, distintos(fichas)
    assert (totais.arquivos, totais.conteudos) == (len(fichas), len(unicos))
    assert totais.copias == len(fichas) - len(unicos)
    assert totais.bytes == sum(f.tamanho for f in fichas)
    assert totais.bytes_copias == totais.bytes - sum(f.tamanho for f in unicos)
    repetidos = Counter(f.sha256 for f in fichas)
    assert totais.grupos_duplicados == sum(n > 1 for n in repetidos.values())


@pytest.mark.parametrize(
    ("campo", "valores"),
    [
        ("por_linguagem", lambda f: [f.linguagem or ""]),
        ("por_tipo", lambda f: [f.tipo or ""]),
        ("por_familia", lambda f: f.familias),
        ("por_risco", lambda f: f.riscos),
        ("por_situacao", lambda f: [f.situacao]),
        ("por_codificacao", lambda f: [f.codificacao]),
        ("nao_verificado", lambda f: f.observacoes),
    ],
)
def test_contagens_batem_com_a_recontagem(
    fichas: list[Ficha],
    resumo: Resumo,
    campo: str,
    valores: Callable[[Ficha], Iterable[str]],
) -> None:
    arquivos = Counter(str(valor) for f in fichas for valor in valores(f))
    conteudos = Counter(str(valor) for f in distintos(fichas) for valor in valores(f))
    contagens = getattr(resumo, campo)
    assert {c.valor: c.arquivos for c in contagens} == arquivos
    assert {c.valor: c.conteudos for c in contagens} == conteudos
    assert [c.conteudos for c in contagens] == sorted(c.conteudos for c in contagens)[::-1]


def test_cruzamento_bate_com_a_recontagem(fichas: list[Ficha], resumo: Resumo) -> None:
    esperado = Counter((str(f.linguagem or ""), str(f.tipo or "")) for f in fichas)
    assert {(c.linguagem, c.tipo): c.arquivos for c in resumo.por_linguagem_e_tipo} == esperado


def test_grupos_duplicados_batem_com_a_recontagem(fichas: list[Ficha], resumo: Resumo) -> None:
    grupos: dict[str, list[Ficha]] = defaultdict(list)
    for f in fichas:
        grupos[f.sha256].append(f)
    custos = sorted((g[0].tamanho * (len(g) - 1) for g in grupos.values()), reverse=True)
    assert [g.bytes_recuperaveis for g in resumo.duplicatas] == custos[:50]
    for grupo in resumo.duplicatas:
        copias = {f.caminho for f in grupos[grupo.sha256]} - {grupo.original}
        assert grupo.copias == len(copias)
        assert set(grupo.exemplos) <= copias
        assert all(f.copia_de in ("", grupo.original) for f in grupos[grupo.sha256])


def test_membros_contam_se_a_parte() -> None:
    dentro = {"sha256": "1" * 64, "pacote": "p.zip"}
    resumo = resumo_de(
        ficha("a.mq4"),
        ficha("copia.mq4", copia_de="a.mq4"),
        ficha("p.zip!/a.mq4", copia_de="a.mq4", pacote="p.zip"),
        ficha("p.zip!/b.mq4", **dentro),
        ficha("q.zip!/b.mq4", **(dentro | {"pacote": "q.zip"})),
        ficha("p.zip!/senha.mq4", sha256="", pacote="p.zip", tamanho=0),
        ficha("p.zip", sha256="2" * 64),
    )
    totais = resumo.totais
    assert (totais.arquivos, totais.membros, totais.compactados) == (3, 4, 2)
    assert (totais.copias, totais.bytes_copias) == (1, ficha().tamanho)
    assert (totais.conteudos, totais.sem_hash, totais.grupos_duplicados) == (3, 0, 1)
    assert totais.bytes == 3 * ficha().tamanho
    (grupo,) = resumo.duplicatas
    assert (grupo.copias, grupo.exemplos) == (1, ("copia.mq4",))
    assert sum(c.arquivos for c in resumo.por_situacao) == totais.arquivos + totais.membros


def test_copia_vista_antes_do_original_nao_toma_o_lugar_dele() -> None:
    antes, depois = ficha("a.mq4", copia_de="m.mq4"), ficha("z.mq4", copia_de="m.mq4")
    dados = resumir([antes, ficha("m.mq4"), depois], EXECUCAO, parcial=False)
    (grupo,) = dados.resumo.duplicatas
    assert (grupo.original, grupo.exemplos) == ("m.mq4", ("a.mq4", "z.mq4"))
    assert dados.explorador.conteudos.mantido == [1]


def test_parente_com_outro_conteudo_nao_e_recuperavel() -> None:
    marca = ficha("marca.mq4", sha256="1" * 64, copia_de="EAs/Robo.mq4")
    totais = resumo_de(ficha(), marca).totais
    assert (totais.copias, totais.bytes_copias) == (0, 0)


def test_arquivos_sem_hash_nao_sao_copias_nem_conteudos() -> None:
    ilegiveis = [
        ficha(nome, sha256="", situacao=Situacao.ILEGIVEL, falha=Falha("ler", "sem permissão"))
        for nome in ("a.mq4", "b.mq4")
    ]
    resumo = resumo_de(*ilegiveis)
    assert (resumo.totais.conteudos, resumo.totais.copias, resumo.totais.sem_hash) == (0, 0, 2)
    assert resumo.duplicatas == ()
    assert resumo.falhas[0].exemplos == ("a.mq4", "b.mq4")


def test_pendencias_da_mais_urgente_a_menos() -> None:
    resumo = resumo_de(
        ficha("d.mq4", sha256="d", confianca={"tipo:ea": 59}),
        ficha("e.mq4", sha256="e", confianca={"qualidade:rotulo_enganoso": 60}),
        ficha("i.mq4", sha256="i", dependencias=(Dependencia("include", "x.mqh", 1),)),
        ficha("f.mq4", sha256="f", situacao=Situacao.FALHA, falha=Falha("lexar", "tempo")),
        ficha("c.mq4", sha256="c", riscos=(Risco.CREDENCIAL,)),
        ficha("c2.mq4", sha256="c", riscos=(Risco.CREDENCIAL,), copia_de="c.mq4"),
    )
    assert [p.motivo for p in resumo.pendencias] == [
        "credencial",
        "rotulo_enganoso",
        "falha",
        "include_ausente",
        "confianca_baixa",
    ]
    credencial = resumo.pendencias[0]
    assert (credencial.arquivos, credencial.conteudos) == (2, 1)
    assert credencial.exemplos == ("c.mq4",)
    assert credencial.outros == 0


def test_pendencia_conta_os_conteudos_que_os_exemplos_nao_mostram() -> None:
    iguais = [ficha(f"{n}.mq4", riscos=(Risco.CREDENCIAL,)) for n in range(9)]
    outros = [ficha(f"o{n}.mq4", sha256=f"{n}", riscos=(Risco.CREDENCIAL,)) for n in range(4)]
    (pendencia,) = resumo_de(*iguais, *outros).pendencias
    assert pendencia.exemplos == ("0.mq4", "o0.mq4", "o1.mq4")
    assert pendencia.outros == 2


def test_includes_ausentes_juntam_grafias_e_ignoram_o_que_existe() -> None:
    resumo = resumo_de(
        ficha("a.mq4", sha256="a", dependencias=(Dependencia("include", "Lib\\A.mqh", 1),)),
        ficha("b.mq4", sha256="b", dependencias=(Dependencia("include", "lib/a.mqh", 1),)),
        ficha(
            "c.mq4",
            sha256="c",
            dependencias=(
                Dependencia("include", "Trade/Trade.mqh", 1, padrao=True),
                Dependencia("include", "b.mqh", 2, resolvida="libs/b.mqh"),
                Dependencia("import", "user.dll", 3),
            ),
        ),
    )
    assert [(c.valor, c.conteudos) for c in resumo.includes_ausentes] == [("Lib\\A.mqh", 2)]


@pytest.mark.parametrize(
    ("confianca", "faixa"),
    [
        ({"linguagem:mql4": 95, "tipo:ea": 80}, "alta"),
        ({"mql4": 95, "ea": 79}, "media"),
        ({"linguagem": 59, "tipo": 99}, "baixa"),
        ({"risco:grade": 10}, "nao_informada"),
    ],
)
def test_certeza_e_a_do_rotulo_mais_fraco(confianca: dict[str, int], faixa: str) -> None:
    assert [c.valor for c in resumo_de(ficha(confianca=confianca)).por_certeza] == [faixa]


def test_biblioteca_vazia_tem_resumo_vazio() -> None:
    dados: DadosRelatorio = resumir([], EXECUCAO, parcial=True)
    assert dados.resumo.totais.arquivos == 0
    assert dados.resumo.parcial
