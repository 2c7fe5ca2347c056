"""Tables of firms' rules: wrong ones are refused with a clear word, the bundled ones are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from componentes.base.erros import ErroConfiguracao
from componentes.regras.carga import carregar
from componentes.regras.carga_de_mesas import carregar_mesas, ler_mesa, textos_de_mesas
from componentes.regras.mesas import Especie, Mesa, fatos_das_mesas

MESA = """
mesa: minha
nome: Minha Mesa
especie: mesa
regras:
  - id: perda_diaria
    sentido: protege
    texto: perda diária de 4 %
    fonte: https://exemplo.com/regras
    conferido_em: "2025-03"
    vale_para: [avaliação]
    fatos: ["gestao:perda_diaria"]
    depende: ["gestao:stop_de_capital"]
"""
MESAS = carregar_mesas(textos_de_mesas())
POR_MESA = pytest.mark.parametrize("mesa", MESAS, ids=lambda mesa: mesa.mesa)


def test_mesa_certa_e_lida() -> None:
    mesa = ler_mesa(MESA, "minha.yaml")
    assert (mesa.mesa, mesa.regras[0].conferido_em) == ("minha", "2025-03")


@pytest.mark.parametrize(
    ("de", "para", "motivo"),
    [
        ("sentido: protege", "sentido: ajuda", "'ajuda'"),
        ("sentido: protege", "sentidos: protege", "sentidos"),
        ("    texto: perda diária de 4 %\n", "", "texto"),
        ("texto: perda diária de 4 %", "texto: ''", "texto"),
        ('"2025-03"', '"março de 2025"', "conferido_em"),
        ('"2025-03"', "2025", "str"),
        ("[avaliação]", "[]", "vale_para"),
        ("[avaliação]", "avaliação", "vale_para"),
        ("https://exemplo.com/regras", "ouvi dizer", "não é um endereço"),
        ("    depende", "    sem_prova: não se vê\n    depende", "nunca os dois"),
        (
            '    fatos: ["gestao:perda_diaria"]\n    depende: ["gestao:stop_de_capital"]\n',
            "",
            "informe fatos",
        ),
        ("gestao:perda_diaria", "gestao:perda_diara", "'gestao:perda_diara' não existe"),
        ("gestao:stop_de_capital", "risco:grid", "em risco: use um de: credencial"),
        ("gestao:perda_diaria", "perda diária", "fatos"),
        ('fatos: ["gestao:perda_diaria"]', 'ausente: ["stop:nunca"]', "junto de fatos"),
        ("    depende", "    linguagens: [MQL4]\n    depende", "'MQL4' não existe"),
    ],
)
def test_erro_nomeia_arquivo_regra_e_remedio(de: str, para: str, motivo: str) -> None:
    assert de in MESA
    with pytest.raises(ErroConfiguracao) as pego:
        ler_mesa(MESA.replace(de, para, 1), "minha.yaml")
    assert pego.value.onde == "minha.yaml"
    assert "perda_diaria" in pego.value.o_que
    assert motivo in pego.value.o_que
    assert "conformidade.md" in pego.value.o_que_fazer


@pytest.mark.parametrize(
    ("texto", "motivo"),
    [
        ("mesa: [", "YAML inválido"),
        ("", "null"),
        (MESA.replace("especie: mesa", "especie: banco"), "'banco'"),
        (MESA.replace("mesa: minha", "mesa: Minha Mesa"), "mesa"),
        (MESA.partition("regras:")[0] + "regras: []", "regras"),
        (MESA + MESA.partition("regras:")[2], "duas regras com este id"),
    ],
)
def test_arquivo_que_nao_e_de_mesa(texto: str, motivo: str) -> None:
    with pytest.raises(ErroConfiguracao) as pego:
        ler_mesa(texto, "minha.yaml")
    assert pego.value.onde == "minha.yaml"
    assert motivo in pego.value.o_que


def test_so_a_casa_dispensa_endereco() -> None:
    da_casa = MESA.replace("especie: mesa", "especie: casa")
    assert ler_mesa(da_casa.replace("https://exemplo.com/regras", "minha"), "m").regras
    com_outra = MESA.replace("    depende", "    outras_fontes: [um fórum]\n    depende")
    with pytest.raises(ErroConfiguracao, match="endereço"):
        ler_mesa(com_outra, "m")


def test_mesa_do_usuario_entra_depois_e_muda_o_digest(tmp_path: Path) -> None:
    (tmp_path / "minha.yaml").write_text(MESA, encoding="utf-8")
    sem, com = carregar(), carregar(None, tmp_path)
    assert com.mesas[:-1] == sem.mesas
    assert com.mesas[-1].mesa == "minha"
    assert com.digest != sem.digest
    (tmp_path / "minha.yaml").write_text(MESA.replace("4 %", "3 %"), encoding="utf-8")
    assert carregar(None, tmp_path).digest != com.digest
    assert carregar(None, tmp_path / "ausente") == sem


def test_mesa_repetida_nomeia_os_dois_arquivos(tmp_path: Path) -> None:
    for nome in ("a.yaml", "b.yaml"):
        (tmp_path / nome).write_text(MESA, encoding="utf-8")
    with pytest.raises(ErroConfiguracao, match="duas mesas com o id 'minha'") as pego:
        carregar(None, tmp_path)
    assert pego.value.onde == str(tmp_path / "b.yaml")
    assert str(tmp_path / "a.yaml") in pego.value.o_que


def test_arquivo_que_nao_e_utf8(tmp_path: Path) -> None:
    (tmp_path / "minha.yaml").write_bytes("mesa: não".encode("cp1252"))
    with pytest.raises(ErroConfiguracao, match="UTF-8"):
        carregar(None, tmp_path)


def test_as_mesas_que_vem_com_o_programa() -> None:
    assert {mesa.mesa for mesa in MESAS} == {
        *("ftmo_1_step", "ftmo_2_step", "the5ers", "audacity", "optimal", "fundednext"),
        *("tradersflow", "servidor_metaquotes", "regra_da_casa"),
    }
    assert [m.mesa for m in MESAS if m.especie is Especie.CASA] == ["regra_da_casa"]
    assert {"gestao:perda_diaria", "risco:martingale"} <= fatos_das_mesas(MESAS)


@POR_MESA
def test_o_texto_mostrado_e_uma_frase_curta(mesa: Mesa) -> None:
    for regra in mesa.regras:
        for texto in (regra.texto, regra.nota, regra.sem_prova):
            assert len(texto) <= 180
            assert not texto.endswith(".")
