from __future__ import annotations

import re

from markdown_it import MarkdownIt
from msgspec.structs import replace

from componentes.base.tipos import Dependencia, Falha, Ficha, Risco, Situacao
from componentes.relatorio.dados import resumir
from componentes.relatorio.markdown import formatar_markdown
from componentes.relatorio.rotulos import CONSELHOS, PERIGOS, nome_de
from componentes.relatorio.textos import inteiro
from tests.apoio.fichas import EXECUCAO, ficha, gerar_fichas
from tests.relatorio.venenos import VENENOS

_LEITOR = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def formatado(fichas: list[Ficha], *, parcial: bool = False) -> str:
    return formatar_markdown(resumir(fichas, EXECUCAO, parcial).resumo)


def tabela(texto: str, titulo: str) -> list[list[str]]:
    secao = texto.split(f"## {titulo}\n")[1].split("\n## ", maxsplit=1)[0]
    linhas = [linha.strip("| ").split(" | ") for linha in secao.splitlines() if linha[:1] == "|"]
    return linhas[2:]


def test_cada_parte_diz_os_numeros_do_resumo() -> None:
    fichas = gerar_fichas(300, 90)
    resumo = resumir(fichas, EXECUCAO, parcial=False).resumo
    texto = formatar_markdown(resumo)
    numeros = dict(tabela(texto, "Em números"))
    assert numeros["Arquivos"] == inteiro(resumo.totais.arquivos)
    assert numeros["Cópias"] == inteiro(resumo.totais.copias)
    composicao = tabela(texto, "O que há na biblioteca")
    assert [(linha[0], linha[-1]) for linha in composicao] == [
        (nome_de("linguagem", c.valor), inteiro(c.conteudos))
        for c in resumo.por_linguagem
        if c.conteudos
    ]
    assert tabela(texto, "O que pode ferir a conta") == [
        [nome_de("risco", c.valor), inteiro(c.conteudos), inteiro(c.arquivos), PERIGOS[c.valor]]
        for c in resumo.por_risco
    ]
    assert tabela(texto, "Como operam e o que medem") == [
        [nome_de("familia", c.valor), inteiro(c.conteudos), inteiro(c.arquivos)]
        for c in resumo.por_familia
    ]
    assert tabela(texto, "Quão certo é isto")[0][1] == inteiro(resumo.por_certeza[0].conteudos)
    for grupo in resumo.duplicatas[:10]:
        assert f"- manter `{grupo.original}`" in texto
    for pendencia in resumo.pendencias:
        assert f"### {nome_de('pendencia', pendencia.motivo)}: " in texto
        assert CONSELHOS[pendencia.motivo] in texto
    for falha in resumo.falhas:
        assert f"### {falha.motivo} ({falha.arquivos} arquivo" in texto


def test_as_tabelas_sao_tabelas() -> None:
    html = _LEITOR.render(formatado(gerar_fichas(300, 90)))
    assert html.count("<table>") == 5
    assert "| ---" not in re.sub(r"<code>.*?</code>", "", html)


def test_nenhum_veneno_vira_marcacao() -> None:
    def hostil(veneno: str, numero: int) -> Ficha:
        return ficha(
            veneno,
            sha256=f"{numero:064x}",
            riscos=(Risco.CREDENCIAL,),
            confianca={"tipo:ea": 10},
            dependencias=(Dependencia("include", veneno, 1),),
            observacoes=(veneno,),
            situacao=Situacao.FALHA,
            falha=Falha(veneno, veneno),
        )

    for numero, veneno in enumerate(VENENOS):
        execucao = replace(EXECUCAO, raiz=veneno, comando=veneno, estado=veneno, versao=veneno,
                           nome=veneno, regras=veneno, iniciada_em=veneno)  # fmt: skip
        original = hostil(veneno, numero)
        copia = replace(original, caminho=f"{veneno}/x", copia_de=veneno)
        texto = formatar_markdown(resumir([original, copia], execucao, parcial=True).resumo)
        tokens = _LEITOR.parse(texto)
        tipos = {t.type for t in tokens} | {t.type for u in tokens for t in u.children or []}
        assert not tipos & {
            *("html_block", "html_inline", "link_open", "image", "em_open", "s_open"),
            *("fence", "code_block", "ordered_list_open"),
        }, veneno
        assert sum(t.type == "hr" for t in tokens) == 1
        assert sum(t.type == "strong_open" for u in tokens for t in u.children or []) == 1
        assert sum(t.type == "blockquote_open" for t in tokens) == 1


def test_sem_nada_a_dizer_as_partes_faltam() -> None:
    texto = formatado([])
    assert "Nenhum arquivo na biblioteca" in texto
    for parte in ("Precisa de você", "Cópias", "O que pode ferir", "O que não pôde"):
        assert f"## {parte}" not in texto


def test_parcial_diz_que_e_parcial() -> None:
    assert "parcial" in formatado([ficha()], parcial=True)
    assert "parcial" not in formatado([ficha()])


def test_igual_para_a_mesma_entrada_e_sem_brancos_no_fim() -> None:
    texto = formatado(gerar_fichas(100, 40))
    assert texto == formatado(gerar_fichas(100, 40))
    assert texto.endswith("\n")
    assert not [linha for linha in texto.splitlines() if linha != linha.rstrip()]
    assert "\n\n\n" not in texto
