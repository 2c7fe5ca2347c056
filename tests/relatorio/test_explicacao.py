"""The page of an explained file: hostile contents are text in it, and it says what was found."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from componentes.classificacao.explicacao.conteudo import explicar_conteudo
from componentes.classificacao.ferramentas import preparar
from componentes.relatorio import pagina
from componentes.relatorio.explicacao.pagina import formatar_explicacao
from componentes.relatorio.textos import visivel
from tests.apoio.bibliotecas import ROBO
from tests.apoio.navegador import abrir
from tests.relatorio.hostil import VENENOS
from tests.relatorio.test_contraste import contraste, cores
from tests.relatorio.test_html import Leitor

FONTE = "https://exemplo.org/regras?a=1"


def prova(texto: str, peso: int, linha: int) -> dict[str, Any]:
    return {"regra": f"r.{texto}", "linha": linha, "trecho": texto, "peso": peso,
            "porque": f"porque {texto} {peso}", "grau": "", "entradas": [texto]}  # fmt: skip


def entrada(texto: str, linha: int = 1) -> dict[str, Any]:
    return {"nome": texto, "tipo": f"t {texto}", "padrao": f"p {texto}",
            "comentario": f"c {texto}", "linha": linha}  # fmt: skip


def rotulo(dimensao: str, valor: str, texto: str, **campos: Any) -> dict[str, Any]:
    a_favor = [prova(texto, 60, 4), prova(texto, 20, 0)]
    return {
        "dimensao": dimensao, "valor": valor, "confianca": 79, "grau": "idioma",
        "a_favor": a_favor, "contra": [prova(texto, -15, 9)],
        "entradas": [entrada(texto)], **campos,
    }  # fmt: skip


def regra(texto: str, achado: str = "encontrado", **campos: Any) -> dict[str, Any]:
    return {
        "mesa": "m", "nome_da_mesa": f"mesa {texto}", "regra": "perda_diaria", "achado": achado,
        "texto": f"diz {texto}", "sentido": "infringe", "nota": f"nota {texto}",
        "vale_para": [texto], "fonte": FONTE, "conferido_em": "2025",
        "evidencias": [prova(texto, 0, 4)] if achado == "encontrado" else [], **campos,
    }  # fmt: skip


def explicada(texto: str = "manso", **campos: Any) -> dict[str, Any]:
    """Return an explanation in which `texto` stands wherever a file's own text can stand."""
    quase = {**rotulo("familia", texto, texto), "pontos": 30, "limiar": 45, "motivo": "pontos"}
    dependencia = {"tipo": "include", "nome": texto, "linha": 2, "resolvida": "", "padrao": False}
    ficha = {
        "codificacao": texto, "linguagem": "mql4", "versao_linguagem": texto, "tipo": "ea",
        "familias": ["grade"], "linhas": 9, "mercados": [texto], "timeframes": ["M5"],
        "entradas": [entrada(texto), entrada(f"livre {texto}", 3)],
        "dependencias": [dependencia, {**dependencia, "resolvida": texto}],
        "propriedades": {texto: texto}, "indicadores": [texto], "avisos": [f"aviso {texto}"],
        "qualidade": {"nota": 71},
    }  # fmt: skip
    return {
        "sucesso": True,
        "arquivo": f"/b/{texto.replace('/', '∕')}",
        "sha256": "ab" * 32,
        "tamanho": 1000,
        "da_ultima_execucao": True,
        "ficha": {**ficha, **campos.pop("ficha", {})},
        "rotulos": [
            rotulo("tipo", "ea", texto), rotulo("risco", "grade", texto),
            rotulo("risco", texto, texto, grau="palavra", confianca=None),
            rotulo("familia", "tendencia", texto), rotulo("mercado", texto, texto),
        ],
        "dimensoes_julgadas": ["risco"],
        "descartados": [quase],
        "conformidade": [regra(texto), regra(texto, "nao_encontrado", fonte=texto, nota="")],
        "nao_verificaveis": [{"motivo": "x", "texto": f"falta {texto}", "nomes": [texto, texto]}],
        "linhas_citadas": [{"linha": n, "texto": f"\t\t{texto}" * 2} for n in (3, 4, 5, 9)],
        **campos,
    }  # fmt: skip


def secao(html: str, nome: str) -> str:
    """Return one part of the page."""
    return html.split(f'<section id="{nome}"')[1].split("</section>", maxsplit=1)[0]


def texto_de(html: str) -> str:
    return " ".join(Leitor(html).texto.split())


@pytest.mark.parametrize("veneno", VENENOS)
def test_textos_hostis_nao_criam_elemento_nem_atributo(veneno: str) -> None:
    hostil, manso = (Leitor(formatar_explicacao(explicada(t))) for t in (veneno, "manso"))
    assert hostil.elementos == manso.elementos
    assert visivel(f"porque {veneno} 60") in hostil.texto
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2028]", hostil.texto)


def test_so_o_proprio_estilo_vale_e_nada_roda() -> None:
    html = formatar_explicacao(explicada(VENENOS[0]))
    leitor = Leitor(html)
    politica = next(v for _, v in leitor.atributos if v and v.startswith("default-src"))
    assert [tag for tag, _ in leitor.blocos] == ["style"]
    resumo = hashlib.sha256(leitor.blocos[0][1].encode()).digest()
    assert f"style-src 'sha256-{b64encode(resumo).decode()}'" in politica
    assert politica.startswith("default-src 'none';")
    assert "unsafe" not in politica
    assert {nome for nome, _ in leitor.atributos}.isdisjoint({"style", "src", "srcset", "data"})
    assert not re.search(r"url\(|@import", leitor.blocos[0][1])


def test_so_fontes_de_tabelas_sao_ligacoes() -> None:
    leitor = Leitor(formatar_explicacao(explicada("https://mau.exemplo/x")))
    fora = {v for nome, v in leitor.atributos if nome == "href" and not (v or "").startswith("#")}
    assert fora == {FONTE, "https://mau.exemplo/x"}  # the second is the source of a table's rule
    assert dict(leitor.atributos)["rel"] == "noreferrer"
    conteudo = explicada("https://mau.exemplo/x", conformidade=[])
    hrefs = [v for n, v in Leitor(formatar_explicacao(conteudo)).atributos if n == "href"]
    assert all((v or "").startswith("#") for v in hrefs)


@pytest.mark.parametrize(
    "fonte",
    [
        *VENENOS,
        "política da casa",
        "http://exemplo.org/",
        "javascript:alert(1)",
        'https://exemplo.org/" onclick="alert(1)',
        "https://exemplo.org@mau.exemplo/",
        "https://exemplo.org/\nx",
    ],
)
def test_fonte_que_nao_e_um_endereco_simples_e_so_texto(fonte: str) -> None:
    html = formatar_explicacao(explicada(conformidade=[regra("x", fonte=fonte)]))
    atributos = Leitor(html).atributos
    assert all((v or "").startswith("#") for nome, v in atributos if nome == "href")
    assert "Fonte: " in html


def test_toda_ancora_leva_a_algum_lugar_e_os_ids_sao_unicos() -> None:
    leitor = Leitor(formatar_explicacao(explicada()))
    ids = [v or "" for nome, v in leitor.atributos if nome == "id"]
    citados = {(v or "")[1:] for nome, v in leitor.atributos if nome == "href" and v != FONTE}
    citados |= {v or "" for nome, v in leitor.atributos if nome == "aria-labelledby"}
    assert len(ids) == len(set(ids))
    assert citados <= set(ids)


def test_titulos_em_ordem() -> None:
    niveis = [int(n) for n in re.findall(r"<h(\d)", formatar_explicacao(explicada()))]
    assert niveis.count(1) == 1
    assert all(depois - antes <= 1 for antes, depois in pairwise(niveis))


def test_o_perigo_vem_com_a_frase_a_linha_e_a_entrada() -> None:
    perigos = texto_de(secao(formatar_explicacao(explicada()), "perigos"))
    for parte in (
        "Grade 79 de 100",
        "Soma posições a cada degrau de preço, contra o movimento.",
        "porque manso 60",
        "linha 4",
        "t manso manso = p manso c manso linha 1",
        "2 riscos no código que roda",
        "1 é só um indício",
        "aviso manso",
    ):
        assert parte in perigos


def test_todas_as_provas_estao_na_pagina() -> None:
    muitas = [prova(f"{n:02}", 90 - n, 40 * n + 4) for n in range(30)]
    contra = [prova(f"c{n:02}", -n, 40 * n + 8) for n in range(1, 9)]
    risco = rotulo("risco", "grade", "x", a_favor=muitas, contra=contra)
    html = secao(formatar_explicacao(explicada(rotulos=[risco])), "riscos")
    texto = texto_de(html)
    assert [p["porque"] for p in (*muitas, *contra) if p["porque"] not in texto] == []
    assert "E mais 22 provas a favor e 3 provas contra" in texto
    pesos = re.findall(r"</span>([+-]\d+)</span>", html)
    assert sorted(map(int, pesos)) == sorted(p["peso"] for p in (*muitas, *contra))


def test_linhas_com_numero_sinal_e_vizinhas() -> None:
    html = secao(formatar_explicacao(explicada()), "riscos")
    primeira = html.split('class="codigo"')[1].split('class="provas"')[0]
    linhas = re.findall(r'class="fonte( \w+)?".*?linha </span>(\d+)</span><code>(.*?)<', primeira)
    assert [(marca, numero) for marca, numero, _ in linhas] == [("", "3"), (" pro", "4"), ("", "5")]
    assert all(texto == "manso    manso" for *_, texto in linhas)  # tabs and indentation gone
    assert 'class="fonte contra"' in html


def test_ideia_que_e_risco_remete_as_suas_provas() -> None:
    risco = rotulo("risco", "grade", "x")
    html = formatar_explicacao(explicada(rotulos=[risco, {**risco, "dimensao": "familia"}]))
    ideias = secao(html, "ideias")
    assert "porque x" not in ideias
    assert 'href="#rotulo-1"' in ideias


def test_entradas_que_ligam_um_risco_sao_marcadas() -> None:
    entradas = secao(formatar_explicacao(explicada()), "entradas")
    marcadas, outras = entradas.split("<details")
    assert "2 entradas" in marcadas
    assert [("manso" in marcadas), ("livre manso" in marcadas)] == [True, False]
    assert "Grade" in texto_de(marcadas)
    assert "livre manso" in outras
    assert 'class="marcada"' not in outras


def test_conformidade_conta_e_diz_o_que_significa() -> None:
    achados = [
        regra("x"),
        regra("y", sentido="protege", nota=""),
        regra("y", "nao_encontrado", sentido="protege"),
        regra("y", "nao_verificavel", fonte="política da casa"),
        regra("z", "nao_encontrado", mesa="n", nome_da_mesa="Outra"),
    ]
    html = secao(formatar_explicacao(explicada(conformidade=achados)), "conformidade")
    numeros = re.findall(r'<td class="direita numero[\w ]*">(.+?)</td>', html)
    assert numeros == ["1", "1", "1", "1", "—", "—", "—", "—"]
    texto = texto_de(html)
    for parte in (
        "encontrado é o que se proíbe ou limita",
        "encontrado a proteção está no código",
        "não encontrado a proteção não está no código",
        "não verificável",
        "não encontrado nada disso no código",
        "Fonte: política da casa, conferida em 2025",
        "perda diária",
    ):
        assert parte in texto
    assert html.count("mesa mesa") == 0
    assert 'id="mesa-1" open' in html
    assert 'id="mesa-2">' in html


def test_o_que_faltou_e_o_que_ninguem_viu() -> None:
    html = formatar_explicacao(explicada())
    assert "30 pontos, precisava de 45" in texto_de(secao(html, "quase"))
    assert "manso, manso: falta manso" in texto_de(secao(html, "incerto"))
    assert "1 ponto não pôde ser verificado" in texto_de(secao(html, "perigos"))
    pecas = texto_de(secao(html, "pecas"))
    assert "não encontrada" in pecas
    assert "na biblioteca: manso" in pecas


@pytest.mark.parametrize(
    ("tipo", "julgadas", "frase"),
    [
        ("ea", ["risco"], "Nenhum risco encontrado no código que roda."),
        ("nao_codigo", ["risco"], "Não há código em que procurar."),
        ("ea", ["tipo"], "Nenhuma regra de risco está em vigor."),
    ],
)
def test_sem_riscos(tipo: str, julgadas: list[str], frase: str) -> None:
    dados = explicada(rotulos=[], dimensoes_julgadas=julgadas, ficha={"tipo": tipo})
    assert frase in texto_de(secao(formatar_explicacao(dados), "perigos"))


def test_um_arquivo_de_verdade_os_numeros_sao_os_da_explicacao(tmp_path: Path) -> None:
    ferramentas = preparar(tmp_path, tmp_path)
    explicacao = explicar_conteudo(ROBO, "robo.mq4", ferramentas)
    dados = {"arquivo": "/b/robo.mq4", "sha256": "0" * 64, "tamanho": len(ROBO), **explicacao}
    html = formatar_explicacao(dados)
    assert formatar_explicacao(dados) == html
    assert "<title>robo.mq4: EA em MQL4 — Orquestrador Central</title>" in html
    corpo = html.split('<section id="riscos"')[-1]
    confiancas = re.findall(
        r'<article class="rotulo".*?<b class="numero">(\d+)</b>', html, re.DOTALL
    )
    assert confiancas == [
        str(r["confianca"])
        for dimensoes in (("risco",), ("familia",), ("tipo", "linguagem", "origem"))
        for r in explicacao["rotulos"]
        if r["dimensao"] in dimensoes
    ]
    assert str(len(explicacao["ficha"]["entradas"])) in corpo


@pytest.mark.parametrize("escuro", [False, True])
def test_cores_desta_pagina_se_distinguem(escuro: bool) -> None:
    paleta = cores(escuro)
    textos = [(tinta, fundo) for tinta in ("alerta", "aviso", "acento", "tinta", "suave")
              for fundo in ("folha", "realce", "fundo")]  # fmt: skip
    textos += [("alerta", "alerta-fundo"), ("aviso", "aviso-fundo")]
    fracos = [par for par in textos if contraste(paleta[par[0]], paleta[par[1]]) < 4.5]
    assert fracos == []


def test_as_classes_do_modelo_tem_estilo() -> None:
    """A class of the page is one that its style sheets know."""
    modelos = Path(pagina.__file__).parent / "modelos"
    estilo = "".join((modelos / n).read_text("utf-8") for n in ("pagina.css", "explicacao.css"))
    usadas = {
        classe
        for nome, valor in Leitor(formatar_explicacao(explicada())).atributos
        if nome == "class"
        for classe in (valor or "").split()
    }
    assert {c for c in usadas if f".{c}" not in estilo} <= {"achado", "neutro"}


def test_no_navegador_nada_roda_e_tudo_aparece(tmp_path: Path) -> None:
    for veneno in VENENOS[:5]:
        html = formatar_explicacao(explicada(veneno))
        documento, console = abrir(html, tmp_path)
        assert console == []
        titulos = [re.findall("<title>(.*?)</title>", um)[0] for um in (html, documento)]
        assert Leitor(titulos[0]).texto == Leitor(titulos[1]).texto
        assert not {"script", "img", "iframe"} & {tag for tag, _ in Leitor(documento).elementos}
        assert visivel(f"porque {veneno} 60") in Leitor(documento).texto
