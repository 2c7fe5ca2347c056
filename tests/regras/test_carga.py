"""Wrong rule files: each error names the file, the rule and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from componentes.base.erros import ErroConfiguracao
from componentes.regras.carga import carregar, desdobrar, ler_regras
from componentes.regras.modelo import Grau

REGRA = """
regras:
  - id: familia.minha
    versao: 1
    dimensao: familia
    valor: grade
    porque: usa grade
    exige_um_de: [passo]
    evidencias:
      - id: passo
        peso: 60
        palavras: [PipStep]
    contra:
      - id: desenho
        peso: -20
        palavras: [OBJ_GANNGRID]
"""


def test_regra_certa_e_lida() -> None:
    [regra] = ler_regras(REGRA, "minhas.yaml")
    assert (regra.id, regra.limiar, regra.evidencias[0].palavras) == (
        "familia.minha",
        50,
        ("PipStep",),
    )


@pytest.mark.parametrize(
    ("de", "para", "motivo"),
    [
        ("peso: 60", "pesos: 60", "pesos"),
        ("versao: 1", "versao: 1\n    autor: eu", "autor"),
        ("peso: 60", "peso: 9000", "<= 500"),
        ("peso: 60", "peso: muito", "int"),
        ("versao: 1", "versao: 0", "1"),
        ("dimensao: familia", "dimensao: sabor", "sabor"),
        ("valor: grade", "valor: grades", "'grades' não existe; use um de: arbitragem"),
        ("    porque: usa grade\n", "", "porque"),
        (
            "palavras: [PipStep]",
            "palavras: [PipStep]\n        fatos: ['define:x']",
            "exatamente um",
        ),
        ("palavras: [PipStep]", "porque: sim", "exatamente um"),
        ("palavras: [PipStep]", "padrao: 'Pip('", "expressão regular"),
        ("palavras: [PipStep]", "padrao: 'a{99999999999999999999}'", "expressão regular"),
        ("palavras: [PipStep]", "padrao: a\n        visao: nome", "visao 'nome' não existe"),
        ("exige_um_de: [passo]", "exige_um_de: [salto]", "'salto', que não existe"),
        ("exige_um_de: [passo]", "exige_um_de: [desenho]", "'desenho', que não existe"),
        ("id: desenho", "id: passo", "mesmo id"),
        ("- id: passo", "- id: Passo Grande", "id"),
        ("versao: 1", "versao: 1\n    linguagens: [MQL4]", "em linguagens, 'MQL4' não existe"),
        ("familia\n    valor: grade", "tipo\n    valor: ea\n    linguagens: [mql4]", "não vale"),
        ("versao: 1", "versao: 1\n    tipos: [robo]", "em tipos, 'robo' não existe; use um de"),
        ("familia\n    valor: grade", "tipo\n    valor: ea\n    tipos: [ea]", "tipos não vale em"),
        ("versao: 1", "versao: 1\n    nota: 10", "nota só vale na dimensão qualidade"),
        ("familia\n", "qualidade\n    nota: 101\n", "<= 100"),
        ("peso: 60", "peso: 60\n        grau: forte", "forte"),
        ("versao: 1", "versao: 1\n    cada: [H1]", "o id leva {minusculo} e o valor leva {valor}"),
        ("versao: 1", "versao: 1\n    cada: H1", "array"),
    ],
)
def test_erro_nomeia_arquivo_regra_e_remedio(de: str, para: str, motivo: str) -> None:
    assert de in REGRA
    with pytest.raises(ErroConfiguracao) as pego:
        ler_regras(REGRA.replace(de, para, 1), "minhas.yaml")
    assert pego.value.onde == "minhas.yaml"
    assert "familia.minha" in pego.value.o_que
    assert motivo in pego.value.o_que
    assert "regras.md" in pego.value.o_que_fazer


@pytest.mark.parametrize(
    ("texto", "motivo"),
    [
        ("regras: [", "YAML inválido"),
        ("regras:\n  - id: a\n    versao: 2024-13-45\n", "YAML inválido"),
        ("regras: !!python/object/apply:os.getcwd []", "YAML inválido"),
        ("", "null"),
        ("- um\n- dois\n", "array"),
        ("regra: []", "regra"),
        ("regras: [3]", "int"),
        ("regras:\n  - valor: x\n", "?"),
    ],
)
def test_arquivo_que_nao_e_de_regras(texto: str, motivo: str) -> None:
    with pytest.raises(ErroConfiguracao) as pego:
        ler_regras(texto, "minhas.yaml")
    assert pego.value.onde == "minhas.yaml"
    assert motivo in pego.value.o_que


MODELO = """
regras:
  - id: timeframe.{minusculo}
    versao: 1
    dimensao: timeframe
    valor: "{valor}"
    porque: só roda em {valor}
    cada: [H1, MN1]
    evidencias:
      - id: prazo
        peso: 60
        fatos: ["x:{valor}", "y:{minusculo}"]
    exemplos:
      - espera: sim
        codigo: "int {minusculo} = PERIOD_{valor};"
"""


def test_cada_faz_uma_regra_para_cada_valor() -> None:
    [modelo] = ler_regras(MODELO, "minhas.yaml")
    assert modelo.cada == ("H1", "MN1")
    regras = desdobrar(modelo)
    assert [(r.id, r.valor, r.porque, r.cada) for r in regras] == [
        ("timeframe.h1", "H1", "só roda em H1", ()),
        ("timeframe.mn1", "MN1", "só roda em MN1", ()),
    ]
    assert regras[1].evidencias[0].fatos == ("x:MN1", "y:mn1")
    assert regras[1].exemplos[0].codigo == "int mn1 = PERIOD_MN1;"


def test_regra_sem_cada_fica_como_esta() -> None:
    [regra] = ler_regras(REGRA, "minhas.yaml")
    assert desdobrar(regra) == (regra,)


def test_o_mesmo_valor_duas_vezes_em_cada_repete_o_id(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(MODELO.replace("MN1]", "h1]"), encoding="utf-8")
    with pytest.raises(ErroConfiguracao, match=r"timeframe\.h1"):
        carregar(tmp_path)


def test_alcance_nota_e_grau_sao_lidos() -> None:
    texto = (
        REGRA.replace("dimensao: familia", "dimensao: qualidade")
        .replace("versao: 1", "versao: 1\n    nota: -15\n    tipos: [ea, script]")
        .replace("peso: 60", "peso: 60\n        grau: idioma")
    )
    [regra] = ler_regras(texto, "minhas.yaml")
    assert (regra.nota, regra.tipos, regra.evidencias[0].grau) == (
        -15,
        ("ea", "script"),
        Grau.IDIOMA,
    )


def test_regra_do_usuario_entra_depois_e_muda_o_digest(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(REGRA.replace("minha", "outra"), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(REGRA, encoding="utf-8")
    (tmp_path / "leia.txt").write_text("não é regra", encoding="utf-8")
    proprias, todas = carregar(), carregar(tmp_path)
    assert todas.regras[: len(proprias.regras)] == proprias.regras
    assert [r.id for r in todas.regras[len(proprias.regras) :]] == [
        "familia.minha",
        "familia.outra",
    ]
    assert todas.digest != proprias.digest
    assert carregar(tmp_path / "ausente") == proprias


def test_id_repetido_nomeia_os_dois_arquivos(tmp_path: Path) -> None:
    for nome in ("a.yaml", "b.yaml"):
        (tmp_path / nome).write_text(REGRA, encoding="utf-8")
    with pytest.raises(ErroConfiguracao, match=r"familia\.minha") as pego:
        carregar(tmp_path)
    assert pego.value.onde == str(tmp_path / "b.yaml")
    assert str(tmp_path / "a.yaml") in pego.value.o_que


@pytest.mark.parametrize("dados", ["não".encode("cp1252"), b"\xff\xfea\0"])
def test_arquivo_que_nao_e_utf8(tmp_path: Path, dados: bytes) -> None:
    (tmp_path / "minhas.yaml").write_bytes(dados)
    with pytest.raises(ErroConfiguracao, match="UTF-8") as pego:
        carregar(tmp_path)
    assert pego.value.onde == str(tmp_path / "minhas.yaml")


def test_pasta_com_nome_de_regra_e_um_erro_claro(tmp_path: Path) -> None:
    (tmp_path / "minhas.yaml").mkdir()
    with pytest.raises(ErroConfiguracao, match="permissões"):
        carregar(tmp_path)
