"""No part of an address survives in a text or in a log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from componentes.alertas.sigilo import Tarja, vigiar_registros

TELEGRAM = "tgram://123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/987654321"
SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#geral"
EMAIL = "mailtos://ana:s3nh%40@smtp.exemplo.com:587?to=bruno@exemplo.com"
ENDERECOS = (TELEGRAM, SLACK, EMAIL)
TARJA = Tarja.dos(ENDERECOS)


@pytest.mark.parametrize(
    ("texto", "segredo"),
    [
        (f"Unparseable URL {SLACK}", "T1JJ3T3L2"),
        ("POST https://hooks.exemplo/T1JJ3T3L2/A1BRTD4JD", "A1BRTD4JD"),
        ("token tiiajkdnlazkcoxridevi7fq errado", "tiiajkdnlazkcoxridevi7fq"),
        (f"url={quote(TELEGRAM, safe='')}", "AAHdqTcv"),
        ("api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/x", "AAHdqTcv"),
        ("chat 987654321 não existe", "987654321"),
        ("login ana com s3nh@ recusado", "s3nh@"),
        ("login ana com s3nh%40 recusado", "s3nh%40"),
    ],
)
def test_partes_somem(texto: str, segredo: str) -> None:
    limpo = TARJA.limpar(texto)
    assert segredo not in limpo
    assert "●●●●" in limpo


@pytest.mark.parametrize("texto", ["smtp.exemplo.com recusou", "erro 587", "sem conexão"])
def test_o_que_e_publico_fica(texto: str) -> None:
    assert TARJA.limpar(texto) == texto


def test_senha_curta_tambem() -> None:
    assert Tarja.dos(["json://ana:abc@x.com"]).limpar("senha abc errada") == "senha ●●●● errada"


def test_sem_enderecos_ainda_mascara_pela_forma() -> None:
    assert "abracadabra" not in Tarja().limpar('senha = "abracadabra"')


@pytest.fixture
def ouvido() -> Iterator[io.StringIO]:
    """Return what reaches a handler of the root logger, as in an application that has one."""
    texto = io.StringIO()
    mao = logging.StreamHandler(texto)
    raiz, antes = logging.getLogger(), logging.getLogger().level
    faladores = [logging.getLogger(n) for n in ("apprise", "urllib3.connectionpool")]
    niveis = [falador.level for falador in faladores]
    raiz.addHandler(mao)
    raiz.setLevel(logging.DEBUG)
    for falador in faladores:
        falador.setLevel(1)
    yield texto
    for falador, nivel in zip(faladores, niveis, strict=True):
        falador.setLevel(nivel)
    raiz.setLevel(antes)
    raiz.removeHandler(mao)


def test_o_que_as_bibliotecas_registram_e_limpo(ouvido: io.StringIO) -> None:
    vigiar_registros(TARJA)
    vigiar_registros(Tarja.dos(["json://x/outroSegredo99"]))
    logging.getLogger("apprise").error("Unparseable URL %s", SLACK)
    erro = ValueError(TELEGRAM)
    logging.getLogger("urllib3.connectionpool").error("POST /outroSegredo99", exc_info=erro)
    dito = ouvido.getvalue()
    assert len(dito.splitlines()) == 2
    assert "Unparseable URL" in dito
    assert "ValueError" in dito
    for parte in ("T1JJ3T3L2", "AAHdqTcv", "outroSegredo99"):
        assert parte not in dito


def test_um_filtro_por_registrador() -> None:
    for _ in range(3):
        vigiar_registros(TARJA)
    filtros = logging.getLogger("apprise").filters
    assert len([f for f in filtros if type(f).__module__ == "componentes.alertas.sigilo"]) == 1
