"""The workbook: what each sheet says, that nothing in it runs, and that it is whole or an error."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from componentes.base.gravacao import gravando
from componentes.base.tipos import Dependencia, Entrada, Evidencia, Falha, Ficha, Risco, Situacao
from componentes.relatorio.dados import resumir
from componentes.relatorio.evidencias import certeza
from componentes.relatorio.planilha.celula import LIMITE, texto_de_celula
from componentes.relatorio.planilha.folha import LIMITE_DE_LINHAS
from componentes.relatorio.planilha.livro import LivroXlsx
from componentes.relatorio.resumo import Resumo
from componentes.relatorio.rotulos import nome_de
from tests.apoio.fichas import EXECUCAO, ficha, gerar_fichas
from tests.relatorio.venenos import VENENOS

Linhas = list[dict[str, Any]]


def gravar(fichas: Iterable[Ficha], limite: int = LIMITE_DE_LINHAS) -> bytes:
    todas = list(fichas)
    arquivo = io.BytesIO()
    with LivroXlsx(arquivo, limite) as livro:
        for uma in todas:
            livro.incluir(uma)
        livro.concluir(resumo_de(todas))
    return arquivo.getvalue()


def resumo_de(fichas: Iterable[Ficha]) -> Resumo:
    return resumir(fichas, EXECUCAO, parcial=False).resumo


def abrir(dados: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(dados))


def ler(dados: bytes, nome: str) -> Linhas:
    titulos, *linhas = abrir(dados)[nome].iter_rows(values_only=True)
    return [dict(zip(map(str, titulos), linha, strict=True)) for linha in linhas]


def hostil(veneno: str, numero: int) -> Ficha:
    risco = Evidencia("risco:credencial", veneno, 3, veneno, 50, veneno)
    return ficha(
        veneno,
        sha256=f"{numero:064x}",
        versao_linguagem=veneno,
        codificacao=veneno,
        mercados=(veneno,),
        timeframes=(veneno,),
        riscos=(Risco.CREDENCIAL,),
        confianca={"tipo:ea": 10, "qualidade:rotulo_enganoso": 60},
        evidencias=(risco, replace(risco, rotulo="qualidade:rotulo_enganoso", linha=0)),
        entradas=(Entrada(veneno, veneno, veneno, veneno, 4),),
        dependencias=(Dependencia("include", veneno, 1),),
        conformidade={f"{veneno}.{veneno}": veneno},
        copia_de=veneno,
        avisos=(veneno,),
        observacoes=(veneno,),
        pasta_sugerida=veneno,
        nome_sugerido=veneno,
        situacao=Situacao.FALHA,
        falha=Falha(veneno, veneno),
    )


@pytest.fixture(scope="module")
def fichas() -> list[Ficha]:
    return gerar_fichas(400, 120)


@pytest.fixture(scope="module")
def dados(fichas: list[Ficha]) -> bytes:
    return gravar(fichas)


@pytest.fixture(scope="module")
def envenenado() -> bytes:
    originais = [hostil(veneno, numero) for numero, veneno in enumerate(VENENOS)]
    copias = [replace(original, caminho=f"copia/{original.caminho}") for original in originais]
    return gravar([*originais, *copias])


def test_nenhum_veneno_vira_formula_nem_ligacao(envenenado: bytes) -> None:
    livro = abrir(envenenado)
    for folha in livro:
        assert folha.max_row > 300 or folha.title == "Resumo"
        for linha in folha.iter_rows():
            for celula in linha:
                assert celula.data_type in ("s", "n"), celula
                assert celula.hyperlink is None
                assert celula.data_type == "n" or len(str(celula.value)) <= LIMITE
    assert livro.defined_names == {}


def test_nenhum_veneno_sai_de_sua_celula(envenenado: bytes) -> None:
    """What stands in the XML are rows of cells with one text or number each, and nothing else."""
    valor = r' t="inlineStr"><is><t[^>]*>[^<]*</t></is>|><v>\d+</v>'
    celula = rf'<c r="[A-Z]+\d+"(?: s="\d+")?(?:{valor})</c>'
    pacote = zipfile.ZipFile(io.BytesIO(envenenado))
    for nome in (n for n in pacote.namelist() if "/sheet" in n):
        achado = re.search(r"<sheetData>(.*)</sheetData>", pacote.read(nome).decode(), re.DOTALL)
        assert achado, nome
        assert re.fullmatch(rf"(?:<row [^>]*>(?:{celula})*</row>)+", achado[1]), nome
    assert not [nome for nome in pacote.namelist() if "sheets/_rels" in nome]


def test_sinais_ocultos_ficam_visiveis() -> None:
    (linha,) = ler(gravar([ficha("a\x1b\u202e\ud800b.mq4")]), "Arquivos")
    assert linha["Arquivo"] == "a␛\\u202e\\ud800b.mq4"


def test_um_texto_longo_demais_e_cortado_e_diz_isso() -> None:
    for texto in ("x" * 40_000, "\U0001f600" * 20_000, "\x7f\x80" * 20_000):
        cortado = texto_de_celula(texto)
        assert len(cortado.encode("utf-16-le")) // 2 in (LIMITE - 1, LIMITE)
        assert cortado.endswith("…")
    assert texto_de_celula("x" * LIMITE) == "x" * LIMITE


@given(st.lists(st.text(), max_size=4))
@settings(max_examples=40)
def test_qualquer_texto_volta_como_texto(textos: list[str]) -> None:
    linhas = ler(gravar([hostil(texto, n) for n, texto in enumerate(textos)]), "Falhas")
    volta = [linha["Motivo"] or "" for linha in linhas]
    # openpyxl leaves the escape of `_xHHHH_` as it stands in the file.
    assert [v.replace("_x005F_", "_") for v in volta] == [
        texto_de_celula(texto).replace("_x005F_", "_") for texto in textos
    ]


def test_uma_linha_por_arquivo_com_numeros_em_numero(dados: bytes, fichas: list[Ficha]) -> None:
    linhas = ler(dados, "Arquivos")
    assert [linha["Arquivo"] for linha in linhas] == [f.caminho for f in fichas]
    assert [linha["Bytes"] for linha in linhas] == [f.tamanho for f in fichas]
    assert [linha["Linhas"] for linha in linhas] == [f.linhas for f in fichas]
    assert [linha["Qualidade"] for linha in linhas] == [f.qualidade["nota"] for f in fichas]
    com_numero = ("Bytes", "Linhas", "Qualidade", "Entradas", "Regras não encontradas")
    assert {type(linha[coluna]) for linha in linhas for coluna in com_numero} == {int}
    assert [linha["Certeza"] for linha in linhas] == [certeza(f) for f in fichas]
    assert [linha["Cópia de"] or "" for linha in linhas] == [f.copia_de for f in fichas]


def test_toda_folha_tem_cabecalho_fixo_filtro_e_larguras(dados: bytes) -> None:
    livro = abrir(dados)
    assert livro.sheetnames == [
        *("Resumo", "Arquivos", "Riscos", "Duplicatas", "Precisa de você", "Conformidade"),
        *("Entradas", "Falhas"),
    ]
    for folha in livro:
        assert folha.freeze_panes == "B2"
        ultima = folha.cell(max(2, folha.max_row), folha.max_column).coordinate
        assert folha.auto_filter.ref == f"A1:{ultima}"
        assert folha["A1"].font.bold
        assert folha.column_dimensions["A"].width > 20


def test_cada_numero_do_resumo(dados: bytes, fichas: list[Ficha]) -> None:
    resumo = resumo_de(fichas)
    linhas = ler(dados, "Resumo")
    valores = {
        linha["Item"]: linha["Valor"] for linha in linhas if linha["Assunto"] == "Biblioteca"
    }
    totais = resumo.totais
    assert valores == {
        "Arquivos": totais.arquivos,
        "Conteúdos únicos": totais.conteudos,
        "Arquivos que são cópias": totais.copias,
        "Grupos de cópias": totais.grupos_duplicados,
        "Bytes ao todo": totais.bytes,
        "Bytes recuperáveis": totais.bytes_copias,
        "Arquivos que não puderam ser lidos": totais.sem_hash,
        "Compactados abertos": totais.compactados,
        "Membros de compactados": totais.membros,
    }
    for assunto, dimensao, contagens in (
        ("Linguagem", "linguagem", resumo.por_linguagem),
        ("Tipo", "tipo", resumo.por_tipo),
        ("Família", "familia", resumo.por_familia),
        ("Risco", "risco", resumo.por_risco),
        ("Certeza", "certeza", resumo.por_certeza),
        ("Situação", "situacao", resumo.por_situacao),
        ("Codificação", "", resumo.por_codificacao),
        ("Include que falta", "", resumo.includes_ausentes),
        ("Não verificado", "", resumo.nao_verificado),
    ):
        achadas = [linha for linha in linhas if linha["Assunto"] == assunto]
        assert [(r["Item"], r["Conteúdos"], r["Arquivos"]) for r in achadas] == [
            (nome_de(dimensao, c.valor), c.conteudos, c.arquivos) for c in contagens
        ]
    cruzadas = [r for r in linhas if r["Assunto"] == "Linguagem e tipo"]
    assert [(r["Conteúdos"], r["Arquivos"]) for r in cruzadas] == [
        (c.conteudos, c.arquivos) for c in resumo.por_linguagem_e_tipo
    ]
    assert [r["Arquivos"] for r in linhas if r["Assunto"] == "Precisa de você"] == [
        p.arquivos for p in resumo.pendencias
    ]
    assert [r["Arquivos"] for r in linhas if r["Assunto"] == "Falha"] == [
        g.arquivos for g in resumo.falhas
    ]


def test_copias_pendencias_e_falhas_batem_com_o_resumo(dados: bytes, fichas: list[Ficha]) -> None:
    resumo = resumo_de(fichas)
    copias = ler(dados, "Duplicatas")
    assert len(copias) == resumo.totais.grupos_duplicados
    assert sum(linha["Cópias"] for linha in copias) == resumo.totais.copias
    assert sum(linha["Bytes recuperáveis"] for linha in copias) == resumo.totais.bytes_copias
    assert [linha["Manter"] for linha in copias[:5]] == [g.original for g in resumo.duplicatas[:5]]
    assert copias[0]["Primeiras cópias"] == " | ".join(resumo.duplicatas[0].exemplos)
    pendencias = ler(dados, "Precisa de você")
    for esperada in resumo.pendencias:
        nome = nome_de("pendencia", esperada.motivo)
        deste = [linha for linha in pendencias if linha["O que"] == nome]
        assert len(deste) == len(esperada.exemplos) + esperada.outros
        assert [linha["Arquivo"] for linha in deste[:3]] == list(esperada.exemplos)
    falhas = ler(dados, "Falhas")
    assert len(falhas) == sum(grupo.arquivos for grupo in resumo.falhas)
    assert {linha["O que fazer"] or "" for linha in falhas} <= {g.acao for g in resumo.falhas}


def test_riscos_com_a_prova_mais_forte_uma_vez_por_conteudo() -> None:
    fraca = Evidencia("risco:grade", "r.1", 3, "fraca", 10, "porque fraca")
    forte = Evidencia("risco:grade", "r.2", 9, "forte", 70, "porque forte")
    original = ficha("a.mq4", riscos=(Risco.GRADE, Risco.DLL), evidencias=(fraca, forte))
    copia = replace(original, caminho="0/b.mq4", copia_de="a.mq4")
    grade, dll = ler(gravar([copia, original]), "Riscos")
    assert (grade["Arquivo"], grade["Risco"]) == ("a.mq4", "Grade")
    assert (grade["Linha"], grade["Trecho"], grade["Peso"]) == (9, "forte", 70)
    assert grade["Por quê"] == "porque forte"
    assert (dll["Risco"], dll["Trecho"]) == ("DLL", None)


def test_conformidade_e_entradas_uma_vez_por_conteudo() -> None:
    regras = {"ftmo.perda": "encontrado", "ftmo.gap": "nao_verificavel"}
    prova = Evidencia("conformidade:ftmo.perda", "ftmo.perda", 41, "x", 1, "y")
    original = ficha("a.mq4", conformidade=regras, evidencias=(prova, replace(prova, linha=50)))
    dados = gravar([original, replace(original, caminho="b.mq4", copia_de="a.mq4")])
    assert ler(dados, "Conformidade") == [
        {"Arquivo": "a.mq4", "ftmo.perda": "encontrado, linha 41", "ftmo.gap": "não verificável"}
    ]
    (entrada,) = ler(dados, "Entradas")
    assert list(entrada.values()) == ["a.mq4", "Lotes", "double", "0.01", "tamanho", 4]


def test_o_que_precisa_de_voce_diz_onde() -> None:
    segredo = Evidencia("risco:credencial", "r", 7, 'senha = "***"', 90, "p")
    fichas = [
        ficha("a", sha256="1" * 64, riscos=(Risco.CREDENCIAL,), evidencias=(segredo,)),
        ficha("b", sha256="2" * 64, dependencias=(Dependencia("include", "x.mqh", 1),)),
        ficha("c", sha256="3" * 64, confianca={"tipo:ea": 20}),
        ficha("d", sha256="4" * 64, situacao=Situacao.ILEGIVEL, falha=Falha("ler", "permissão")),
    ]
    achados = {r["Arquivo"]: r["Detalhe"] for r in ler(gravar(fichas), "Precisa de você")}
    assert achados == {
        "a": 'linha 7: senha = "***"',
        "b": "x.mqh",
        "c": "certeza 20 de 100",
        "d": "permissão",
    }


def test_o_que_nao_cabe_e_contado_e_dito() -> None:
    dados = gravar((ficha(f"{n}.mq4", sha256=f"{n:064x}") for n in range(60)), limite=50)
    arquivos = [linha["Arquivo"] for linha in ler(dados, "Arquivos")]
    assert len(arquivos) == 49
    assert arquivos[:48] == [f"{n}.mq4" for n in range(48)]
    assert arquivos[48].startswith("12 linhas não cabem")
    cortadas = [r["Item"] for r in ler(dados, "Resumo") if r["Assunto"] == "Folha incompleta"]
    assert "Arquivos" in cortadas
    assert abrir(dados)["Arquivos"].auto_filter.ref.endswith("49")


def test_o_mesmo_da_os_mesmos_bytes(dados: bytes, fichas: list[Ficha]) -> None:
    assert gravar(fichas) == dados
    criado = abrir(dados).properties.created
    assert (criado.year, criado.month, criado.hour) == (2025, 11, 14)


def test_nada_a_relatar_ainda_e_um_livro() -> None:
    assert ler(gravar([]), "Arquivos") == []


def test_abandonado_nao_deixa_resto(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def abandonar() -> None:
        with LivroXlsx(io.BytesIO()) as livro:
            livro.incluir(ficha())
            assert list(tmp_path.iterdir())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        abandonar()
    assert list(tmp_path.iterdir()) == []


def test_disco_cheio_e_erro_de_disco(monkeypatch: pytest.MonkeyPatch) -> None:
    def cheio(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with LivroXlsx(io.BytesIO()) as livro:
        livro.incluir(ficha())
        monkeypatch.setattr(zipfile.ZipFile, "write", cheio)
        with pytest.raises(OSError, match="No space left"):
            livro.concluir(resumo_de([ficha()]))


def test_cabe_no_arquivo_que_se_grava_por_inteiro(tmp_path: Path) -> None:
    destino = tmp_path / "relatorio.xlsx"
    with gravando(destino) as arquivo, LivroXlsx(arquivo) as livro:
        livro.incluir(ficha())
        livro.concluir(resumo_de([ficha()]))
    assert [linha["Arquivo"] for linha in ler(destino.read_bytes(), "Arquivos")] == [
        ficha().caminho
    ]
