"""Why a content has its labels: each with its proof, what nearly was, what nobody could see."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from componentes.base.tipos import Analise, Dependencia, Entrada, Evidencia, Linguagem, Tipo
from componentes.classificacao.explicacao import ressalvas
from componentes.classificacao.explicacao.conteudo import explicar_conteudo
from componentes.classificacao.explicacao.linhas import linhas_citadas
from componentes.classificacao.explicacao.ressalvas import nao_verificaveis
from componentes.classificacao.explicacao.rotulos import rotulos_explicados
from componentes.classificacao.ferramentas import preparar_conjunto
from componentes.regras.carga import ConjuntoDeRegras, ler_regras
from tests.apoio.bibliotecas import ROBO
from tests.apoio.classificacao import FERRAMENTAS

RAIZ = Path(__file__).resolve().parents[2]
SEGREDO = "123456789:AAHsecretosecretosecretosecretosecre"
REGRAS = """regras:
  - id: risco.grade_de_teste
    versao: 1
    dimensao: risco
    valor: grade
    porque: abre a cada passo
    evidencias:
      - {id: passo, peso: 60, palavras: [Passo]}
    contra:
      - {id: desenho, peso: -40, palavras: [Desenho], porque: só desenha}
  - id: familia.rompimento_de_teste
    versao: 1
    dimensao: familia
    valor: rompimento
    porque: rompe
    linguagens: [pine]
    evidencias:
      - {id: passo, peso: 60, palavras: [Passo]}
"""


def _analise(**campos: Any) -> Analise:
    valores = {"codificacao": "ascii", "conteiner": "texto", "versao_linguagem": "", **campos}
    return Analise(linguagem=Linguagem.MQL4, tipo=Tipo.EA, **valores)


def _prova(peso: int, linha: int = 1, rotulo: str = "risco:grade", **campos: Any) -> Evidencia:
    return Evidencia(rotulo, "r.x", linha, "x", peso, "porque", **campos)


def test_traz_o_rotulo_e_os_que_ficaram_de_fora() -> None:
    codigo = b"#property indicator_chart_window\nvoid OnTick() { Ask; }\n"
    explicado = explicar_conteudo(codigo, "x.mq4", FERRAMENTAS)
    assert explicado["ficha"]["tipo"] == "indicador"
    descartados = {d["rotulo"]: d for d in explicado["descartados"]}
    ea = descartados["tipo:ea"]
    assert (ea["regra"], ea["pontos"], ea["motivo"]) == ("tipo.ea", 52, "outro_mais_forte")
    assert {e["linha"] for e in (*ea["a_favor"], *ea["contra"])} == {1, 2}
    pontos = [d["pontos"] for d in explicado["descartados"]]
    assert pontos == sorted(pontos, reverse=True)
    assert len(pontos) <= 5
    assert "tipo:indicador" not in descartados


def test_descartados_so_os_que_valem_e_quase_foram() -> None:
    ferramentas = preparar_conjunto(
        ConjuntoDeRegras((*FERRAMENTAS.conjunto.regras, *ler_regras(REGRAS, "t.yaml")), "x")
    )
    codigo = b"void OnTick() { Passo(); Desenho(); OrderSend(a,b,c,d,e,f,g); }\n"
    rotulos = {
        d["rotulo"]: d for d in explicar_conteudo(codigo, "x.mq4", ferramentas)["descartados"]
    }
    grade = rotulos["risco:grade"]
    assert (grade["pontos"], grade["motivo"]) == (20, "pontos")
    assert [e["porque"] for e in grade["contra"]] == ["só desenha"]
    assert "familia:rompimento" not in rotulos  # a rule for Pine has nothing to say here


def test_um_formato_so_fresca_ou_gravada() -> None:
    fresca = explicar_conteudo(ROBO, "x.mq4", FERRAMENTAS)
    gravada = explicar_conteudo(ROBO, "x.mq4", FERRAMENTAS, _analise(riscos=("grade",)))
    assert fresca.keys() == gravada.keys()
    for explicada in (fresca, gravada):
        assert json.loads(json.dumps(explicada)) == explicada
    assert (fresca["da_ultima_execucao"], gravada["da_ultima_execucao"]) == (False, True)
    assert gravada["ficha"]["riscos"] == ["grade"]


def test_rotulos_na_ordem_em_que_se_leem() -> None:
    confianca = {"familia:grade": 99, "linguagem:mql4": 90, "risco:dll": 10, "risco:grade": 80,
                 "tipo:ea": 80, "qualidade:x": 70, "outra_coisa:y": 60}  # fmt: skip
    rotulos = rotulos_explicados(_analise(confianca=confianca))
    assert [f"{r['dimensao']}:{r['valor']}" for r in rotulos] == [
        "tipo:ea", "linguagem:mql4", "risco:grade", "risco:dll", "familia:grade", "qualidade:x",
        "outra_coisa:y",
    ]  # fmt: skip


def test_rotulo_com_provas_e_entradas() -> None:
    analise = _analise(
        confianca={"risco:grade": 55},
        graus={"risco:grade": "idioma"},
        evidencias=(
            _prova(20, 9, entradas=("Passo", "SemDeclaracao")),
            _prova(60, 3, grau="idioma", entradas=("Usar", "Passo")),
            _prova(-25, 2, entradas=("SoDoContra",)),
        ),
        entradas=(Entrada("Passo", "int", "20", "Distância", 5),),
    )
    (rotulo,) = rotulos_explicados(analise)
    assert (rotulo["confianca"], rotulo["grau"]) == (55, "idioma")
    assert [e["peso"] for e in rotulo["a_favor"]] == [60, 20]
    assert [e["peso"] for e in rotulo["contra"]] == [-25]
    assert [e["nome"] for e in rotulo["entradas"]] == ["Usar", "Passo", "SemDeclaracao"]
    passo = {"nome": "Passo", "tipo": "int", "padrao": "20", "comentario": "Distância", "linha": 5}
    assert passo in rotulo["entradas"]
    assert rotulo["entradas"][0]["padrao"] == ""


def test_linhas_citadas_com_vizinhas_e_sem_segredos() -> None:
    texto = f'a\r\nstring bot = "{SEGREDO}";\r\nc\r\nd\r\ne\r\nf'
    citadas = linhas_citadas(texto.encode("utf-16"), [3, 6, 0, 99])
    assert [c["linha"] for c in citadas] == [2, 3, 4, 5, 6]
    assert [c["texto"] for c in citadas[1:]] == ["c", "d", "e", "f"]
    assert "secreto" not in json.dumps(citadas)


def test_segredos_em_varias_linhas_tambem() -> None:
    texto = b'string token[] = {"abcdef123",\n"ghijkl456",\n"mnopqr789"};\n'
    textos = " ".join(c["texto"] for c in linhas_citadas(texto, [2]))
    assert not any(parte in textos for parte in ("abcdef", "ghijkl", "mnopqr"))


def test_linha_de_um_mega_e_cortada() -> None:
    (citada,) = linhas_citadas(b"x = 1; " * 150_000, [1])
    assert len(citada["texto"]) <= 241


@pytest.mark.parametrize("dados", [b"", b"PK\x03\x04" + bytes(50), b"EX4\0" + bytes(99)])
def test_o_que_nao_e_texto_nao_tem_linhas(dados: bytes) -> None:
    assert linhas_citadas(dados, [1, 2]) == []
    explicada = explicar_conteudo(dados, "x.ex4", FERRAMENTAS)
    assert explicada["ficha"]["tipo"] == "nao_codigo"


def test_o_que_nao_se_pode_verificar() -> None:
    analise = _analise(
        dependencias=(
            Dependencia("include", "falta.mqh", 1),
            Dependencia("include", "Trade/Trade.mqh", 2, padrao=True),
            Dependencia("include", "ha.mqh", 2, resolvida="x/ha.mqh"),
            Dependencia("import", "User32.DLL", 3, padrao=True),
            Dependencia("import", "minha.ex5", 4),
            Dependencia("icustom", "Seta", 5),
        ),
        observacoes=("texto com caracteres ilegíveis",),
    )
    em_execucao = {n["motivo"]: n["nomes"] for n in nao_verificaveis(analise, ligada=True)}
    assert em_execucao == {
        "include_ausente": ["falta.mqh"],
        "indicador_ausente": ["Seta"],
        "codigo_nativo": ["User32.DLL"],
        "biblioteca_externa": ["minha.ex5"],
        "conteudo": [],
    }
    fresca = {n["motivo"] for n in nao_verificaveis(analise, ligada=False)}
    assert fresca == {"include_nao_procurado", "codigo_nativo", "biblioteca_externa", "conteudo"}


def test_toda_chave_e_todo_motivo_esta_documentado() -> None:
    documento = (RAIZ / "Development" / "docs" / "explicar.md").read_text(encoding="utf-8")
    explicada = explicar_conteudo(b"#include <x.mqh>\n" + ROBO, "x.mq4", FERRAMENTAS)
    partes = [explicada, explicada["rotulos"][0], explicada["rotulos"][0]["a_favor"][0]]
    chaves = {chave for parte in partes for chave in parte} | ressalvas._TEXTOS.keys()
    assert {c for c in chaves if not re.search(rf"`{c}(?:\[\])?`", documento)} == set()
