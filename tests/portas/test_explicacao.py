"""The page of an explained file: every part there, readable at any width, inert."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from componentes.portas.apresentacao.explicacao.codigo import Codigo
from componentes.portas.apresentacao.explicacao.pagina import montar
from componentes.regras.carga import carregar
from componentes.regras.modelo import Grau
from componentes.relatorio.explicacao.palavras import GRAUS, nome_da_regra
from componentes.relatorio.explicacao.provas import agrupar

LINHAS = {
    1: "extern bool Usar = true; // Ligar",
    2: "",
    3: "\tif (Usar)\t\t\t\t\t// longe",
    4: '\t\tOrderSend(Symbol(), OP_BUY, Lote * 2, "漢字漢字漢字漢字漢字漢字漢字");',
    5: "\x1b[2J[/b][red]\u202e",
    9: "x" * 240 + "…",
}


def prova(peso: int, linha: int, **campos: Any) -> dict[str, Any]:
    base = {"regra": "risco.x.y", "linha": linha, "trecho": "t", "peso": peso, "grau": "",
            "porque": "o lote cresce depois de cada perda", "entradas": []}  # fmt: skip
    return {**base, **campos}


def rotulo(dimensao: str, valor: str, *provas: dict[str, Any], **campos: Any) -> dict[str, Any]:
    return {
        "dimensao": dimensao,
        "valor": valor,
        "confianca": 79,
        "grau": "idioma",
        "a_favor": [p for p in provas if p["peso"] > 0],
        "contra": [p for p in provas if p["peso"] <= 0],
        "entradas": [],
        **campos,
    }


def resposta(**campos: Any) -> dict[str, Any]:
    ficha = {"linhas": 9, "codificacao": "ascii", "linguagem": "mql4", "tipo": "ea",
             "entradas": [], "dependencias": [], "qualidade": {}, "avisos": [],
             "propriedades": {}}  # fmt: skip
    return {
        "tamanho": 1000,
        "sha256": "a" * 64,
        "da_ultima_execucao": True,
        "ficha": {**ficha, **campos.pop("ficha", {})},
        "rotulos": [],
        "dimensoes_julgadas": ["risco"],
        "descartados": [],
        "conformidade": [],
        "nao_verificaveis": [],
        "linhas_citadas": [{"linha": n, "texto": t} for n, t in LINHAS.items()],
        **campos,
    }


def impressa(dados: dict[str, Any], largura: int = 100, **opcoes: Any) -> str:
    console = Console(file=io.StringIO(), width=largura, highlight=False, markup=False, **opcoes)
    console.print(montar(dados))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


ENTRADA = {"nome": "Usar", "tipo": "bool", "padrao": "true", "comentario": "Ligar", "linha": 1}
GRADE = rotulo(
    "risco",
    "grade",
    prova(60, 4, entradas=["Usar"]),
    prova(40, 3, porque="está ligado"),
    prova(20, 9),
    prova(-20, 5, porque="só no testador"),
    prova(5, 0, trecho="mq4", porque="o arquivo todo"),
    entradas=[ENTRADA],
)
REGRA = {"mesa": "firma_x", "nome_da_mesa": "Firma X", "regra": "perda_diaria",
         "sentido": "protege", "texto": "perda diária máxima de 3 %",
         "evidencias": [prova(0, 3)]}  # fmt: skip
CHEIA = resposta(
    rotulos=[rotulo("tipo", "ea", prova(92, 1), grau=""), GRADE, rotulo("familia", "tendencia"),
             rotulo("qualidade", "sem_teste", prova(40, 3))],
    descartados=[
        {**rotulo("familia", "reversao", prova(30, 3), prova(-40, 4, porque="é desenho")),
         "pontos": -10, "limiar": 50, "motivo": "pontos"},
    ],
    conformidade=[
        {**REGRA, "achado": "encontrado"},
        {**REGRA, "achado": "nao_encontrado", "regra": "duracao_minima"},
        {**REGRA, "achado": "nao_verificavel", "regra": "alta_frequencia"},
        {**REGRA, "achado": "encontrado", "mesa": "y", "nome_da_mesa": "Y", "sentido": ""},
    ],
    nao_verificaveis=[{"motivo": "include_ausente", "texto": "não está", "nomes": ["a.mqh", "b"]}],
    ficha={
        "qualidade": {"nota": 71},
        "avisos": ["entradas sem uso: Freio"],
        "entradas": [ENTRADA],
        "dependencias": [
            {"tipo": "include", "nome": "a.mqh", "linha": 1, "resolvida": "", "padrao": False},
            {"tipo": "include", "nome": "c.mqh", "linha": 1, "resolvida": "x/c", "padrao": False},
            {"tipo": "include", "nome": "d.mqh", "linha": 1, "resolvida": "", "padrao": True},
        ],
    },
)  # fmt: skip


def test_tudo_na_ordem() -> None:
    texto = impressa(CHEIA)
    partes = [
        "tipo: EA  79 de 100\n",
        "risco: Grade  79 de 100 · idioma",
        "+60  linha 4",
        "-20  linha 5  só no testador",
        "entradas que ligam ou regulam:",
        "bool Usar = true  “Ligar”",
        "família: Tendência",
        "qualidade: sem_teste  79 de 100",
        "linha 3: o lote cresce",
        "qualidade: nota 71 de 100",
        "conformidade: Firma X",
        "encontrada a proteção: perda diária máxima de 3 %  (linha 3)",
        "não encontrado: duração mínima",
        "não verificável: alta frequência",
        "conformidade: Y",
        "por pouco não:",
        "família: Reversão  (-10 pontos, precisava de 50)",
        "-40  linha 4: é desenho",
        "entradas (1):",
        "include a.mqh  (não encontrada)",
        "na biblioteca: x/c",
        "da plataforma",
        "atenção:",
        "entradas sem uso: Freio",
        "não pôde ser verificado:",
        "a.mqh, b: não está",
    ]
    assert [p for p in partes if p not in texto] == []
    assert [texto.index(p) for p in partes] == sorted(texto.index(p) for p in partes)


@pytest.mark.parametrize("largura", [60, 80, 140, 200])
def test_cabe_na_largura_e_nao_deixa_sobras(largura: int) -> None:
    linhas = impressa(CHEIA, largura).split("\n")
    assert max(map(cell_len, linhas)) <= largura
    assert [linha for linha in linhas if linha != linha.rstrip()] == []


def test_linhas_numeradas_com_vizinhas() -> None:
    texto = impressa(CHEIA)
    bloco = re.findall(r"^ +([+-]?) (\d+) │ (.*)$", texto, re.MULTILINE)
    citadas = {(sinal, int(numero)) for sinal, numero, _ in bloco}
    assert {("+", 3), ("+", 4), ("-", 5)} <= citadas
    assert ("", 2) not in citadas  # a blank neighbour says nothing
    assert any(codigo.strip() == "if (Usar)    // longe" for _, _, codigo in bloco)


def test_ideia_que_e_risco_nao_repete_as_provas() -> None:
    risco = rotulo("risco", "grade", prova(60, 4))
    texto = impressa(resposta(rotulos=[risco, {**risco, "dimensao": "familia"}]))
    assert texto.count("o lote cresce depois de cada perda") == 1
    assert "família: Grade" in texto
    outra = rotulo("familia", "grade", prova(50, 4), prova(10, 3))
    assert impressa(resposta(rotulos=[risco, outra])).count("o lote cresce depois de cada") == 3


def test_linha_ja_mostrada_nao_se_repete_na_conformidade() -> None:
    achado = {**REGRA, "achado": "encontrado"}
    texto = impressa(resposta(conformidade=[achado, {**achado, "mesa": "z"}]))
    assert texto.count("3 │") == 1
    assert texto.count("linha 3") == 2
    com_risco = impressa(resposta(rotulos=[GRADE], conformidade=[achado]))
    assert com_risco.count("3 │") == impressa(resposta(rotulos=[GRADE])).count("3 │")


def test_muitos_mercados_cabem_em_poucas_linhas() -> None:
    mercados = [rotulo("mercado", f"PAR{n}", prova(80, n + 1)) for n in range(20)]
    texto = impressa(resposta(rotulos=mercados))
    assert "mercado: PAR0  79 de 100" in texto
    assert "e ainda: PAR6, PAR7" in texto
    assert len(texto.splitlines()) < 20


def test_nada_do_arquivo_comanda_o_terminal() -> None:
    texto = impressa(CHEIA)
    assert "\x1b" not in texto
    assert "\u202e" not in texto
    assert "␛[2J[/b][red]\\u202e" in texto


def test_cores_so_onde_ha_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    colorida = impressa(CHEIA, force_terminal=True, color_system="standard")
    assert "\x1b[32m" in colorida
    assert "\x1b[31m" in colorida
    monkeypatch.setenv("NO_COLOR", "1")
    sem_cor = impressa(CHEIA, force_terminal=True, color_system="standard")
    assert not re.search(r"\x1b\[[\d;]*[349]\d", sem_cor)


def test_milhares_de_provas_continuam_legiveis() -> None:
    provas = [prova(1 + n % 90, n) for n in range(1, 5001)]
    citadas = [{"linha": n, "texto": f"x{n} = {n};"} for n in range(1, 5001)]
    texto = impressa(resposta(rotulos=[rotulo("risco", "grade", *provas)], linhas_citadas=citadas))
    assert len(texto.split("\n")) < 60
    assert re.search(r"… e mais 4\W992 provas a favor; todas com --json", texto)


def test_o_que_nao_e_programa_diz_para_que_serve() -> None:
    propriedades = {"formato": "set", "programa": "Robo \x1b[31m"}
    de_preset = resposta(ficha={"tipo": "nao_codigo", "propriedades": propriedades})
    assert "propriedades: formato set · programa Robo ␛[31m" in impressa(de_preset)
    assert "propriedades" not in impressa(resposta(ficha={"propriedades": {"version": "1.0"}}))


def test_provas_vizinhas_dividem_um_bloco() -> None:
    grupos = agrupar([prova(10, 30), prova(50, 12), prova(-5, 10), prova(60, 0), prova(7, 0)], 1)
    assert [[p["linha"] for p in grupo] for grupo in grupos] == [[0], [12, 10], [30], [0]]


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({}, "riscos: nenhum encontrado no código que roda\n"),
        ({"nao_verificaveis": CHEIA["nao_verificaveis"]}, "veja abaixo"),
        ({"ficha": {"tipo": "nao_codigo"}}, "não há código em que procurar"),
    ],
)
def test_sem_riscos_diz_o_que_isso_vale(campos: dict[str, Any], frase: str) -> None:
    assert frase in impressa(resposta(**campos))


def test_sem_regras_de_risco_nada_se_diz_de_riscos() -> None:
    assert "risco" not in impressa(resposta(dimensoes_julgadas=["tipo"]))


def test_fora_da_ultima_execucao_o_include_nao_foi_procurado() -> None:
    dados = {**CHEIA, "da_ultima_execucao": False}
    assert "include a.mqh  (não procurada: fora da última execução)" in impressa(dados)


@pytest.mark.parametrize("linguagem", ["mql4", "mql5", "mql", "pine", "outra", ""])
def test_toda_linguagem_tem_um_lexico(linguagem: str) -> None:
    codigo = Codigo.da_resposta(resposta(ficha={"linguagem": linguagem}))
    console = Console(file=io.StringIO(), width=80)
    console.print(codigo.bloco({1: "+"}, 1))
    assert isinstance(console.file, io.StringIO)
    assert "extern bool Usar" in console.file.getvalue()
    assert codigo.bloco({77: "+"}, 1) is None


def test_todo_grau_tem_nome() -> None:
    assert set(Grau) == GRAUS.keys()


def test_regras_das_mesas_tem_nomes_com_acentos() -> None:
    nus = str.maketrans("áâãéêíóôõúç", "aaaeeiooouc")
    textos = {r.id: r.texto.casefold() for mesa in carregar().mesas for r in mesa.regras}
    escritas = {palavra for texto in textos.values() for palavra in re.findall(r"\w+", texto)}
    acentuadas = {p.translate(nus) for p in escritas} - escritas
    nomes = {palavra for id_ in textos for palavra in nome_da_regra(id_).split()}
    assert nomes & acentuadas == set()
