"""Names that every system can write."""

from __future__ import annotations

import unicodedata

import pytest

from componentes.base.caminhos import para_texto
from componentes.base.nomes import NomesUnicos, encurtar, portatil


@pytest.mark.parametrize(
    "nome", ["MQL4/Robô ação (2) 50%.mq4", "日本/x.pine", "CONTA.mq4", "com10.mq4", "[/x].mq4"]
)
def test_nomes_comuns_ficam_como_sao(nome: str) -> None:
    assert portatil(nome) == nome


@pytest.mark.parametrize(
    ("real", "seguro"),
    [
        ("a:b.mq4", "a%3Ab.mq4"),
        ("a\\b", "a%5Cb"),
        ("../x", "%2E%2E/x"),
        ("/etc/x", "%00/etc/x"),
        ("CON", "%43ON"),
        ("pasta/nul.mq4", "pasta/%6Eul.mq4"),
        ("com1 .txt", "%63om1 .txt"),
        ("fim.", "fim%2E"),
        ("fim ", "fim%20"),
        ("caf\udce9", "caf%E9"),
        ("\ud800", "%ED%A0%80"),
        ("\x1b\n", "%1B%0A"),
        ("a\u202egpj.exe", "a%E2%80%AEgpj.exe"),
    ],
)
def test_o_que_algum_sistema_recusa_e_escapado(real: str, seguro: str) -> None:
    assert portatil(para_texto(real)) == seguro


def test_nome_que_o_escape_tornou_longo_demais_e_cortado() -> None:
    um, outro = portatil(":" * 250 + "1.mq4"), portatil(":" * 250 + "2.mq4")
    assert um != outro
    assert len(um.encode()) <= 255
    assert um.endswith(".mq4")


def test_gemeos_recebem_numeros() -> None:
    nomes = NomesUnicos()
    pedidos = ["x/A.mq4", "x/a.mq4", "x/é", "x/e\u0301", "x/A.MQ4"]
    assert [nomes.reservar(nome) for nome in pedidos] == [
        "x/A.mq4",
        "x/a~2.mq4",
        "x/é",
        "x/e\u0301~2",
        "x/A~3.MQ4",
    ]


class _Contado(NomesUnicos):
    """Counts how often a name is looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.perguntas = 0
        contador = self

        class Usados(set[str]):
            def __contains__(self, nome: object) -> bool:
                contador.perguntas += 1
                return super().__contains__(nome)

        self._usados = Usados()


def test_milhares_de_gemeos_custam_o_mesmo_cada_um() -> None:
    nomes = _Contado()
    recebidos = [nomes.reservar("x/A.mq4" if n % 2 else "x/a.MQ4") for n in range(3000)]
    chaves = {unicodedata.normalize("NFC", nome).casefold() for nome in recebidos}
    assert len(chaves) == 3000
    assert recebidos[-1] == "x/A~3000.mq4"
    assert nomes.perguntas <= 2 * 3000


def test_numero_que_ja_e_nome_de_outro_e_pulado() -> None:
    nomes = NomesUnicos()
    pedidos = ["a~2.mq4", "a.mq4", "A.mq4", "A~3.mq4", "a.mq4"]
    assert [nomes.reservar(nome) for nome in pedidos] == [
        "a~2.mq4",
        "a.mq4",
        "A~3.mq4",
        "A~3~2.mq4",
        "a~4.mq4",
    ]


def test_separador_e_nomes_ja_usados() -> None:
    nomes = NomesUnicos("_", ["X/robo.mq4"])
    assert [nomes.reservar("x/Robo.mq4") for _ in range(2)] == ["x/Robo_2.mq4", "x/Robo_3.mq4"]


@pytest.mark.parametrize("maximo", [255, 60, 30])
def test_nome_cortado_cabe_e_guarda_a_extensao(maximo: int) -> None:
    um, outro = (encurtar("均" * 90 + fim, maximo) for fim in ("1.mq4", "2.mq4"))
    assert um != outro
    assert len(um.encode()) <= maximo
    assert um.endswith(".mq4")
    assert encurtar("curto.mq4", maximo) == "curto.mq4"
