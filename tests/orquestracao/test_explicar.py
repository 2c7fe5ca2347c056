"""The command `explicar`: one shape of answer, limits, and patterns that never end."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from componentes.classificacao import analisadores
from componentes.orquestracao.central import OrquestradorCentral
from tests.apoio.bibliotecas import INCLUDE, QUE_INCLUI, ROBO, escrever
from tests.apoio.centrais import criar_central
from tests.apoio.compactados import SENHA, ZipForjado, zip_de

SEM_FIM = rb"""regras:
  - id: familia.sem_fim
    versao: 1
    dimensao: familia
    valor: grade
    porque: palavras e um grito
    evidencias:
      - id: grito
        peso: 80
        padrao: '(\w+\s*)+!!'
        se: [palavra0]
"""
DE_40_PALAVRAS = b" ".join(b"palavra%d" % numero for numero in range(40)) + b"\n"


@pytest.fixture
def central(tmp_path: Path) -> OrquestradorCentral:
    biblioteca = escrever(
        tmp_path / "b",
        {"robo.mq4": ROBO, "inclui.mq4": QUE_INCLUI, "Include/casa.mqh": INCLUDE},
    )
    return criar_central(tmp_path / "base", biblioteca)


def _explicar(central: OrquestradorCentral, arquivo: str) -> dict[str, Any]:
    return central.executar_comando_completo("explicar", {"arquivo": arquivo})


def test_membro_de_um_compactado(central: OrquestradorCentral, tmp_path: Path) -> None:
    dentro = zip_de({"MQL4/Experts/robo.mq4": ROBO, "d.zip": zip_de({"x.mq4": ROBO})})
    escrever(tmp_path / "b", {"p/pacote.zip": dentro})
    nomes = ("p/pacote.zip!/MQL4/Experts/robo.mq4", "p/pacote.zip!/d.zip!/x.mq4")
    for gravada in (False, True):
        for nome in nomes:
            resposta = _explicar(central, nome)
            assert resposta["sucesso"], resposta
            assert resposta["arquivo"].endswith(nome)
            assert (resposta["ficha"]["tipo"], resposta["da_ultima_execucao"]) == ("ea", gravada)
        central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert _explicar(central, "p/pacote.zip")["ficha"]["conteiner"] == "zip"


@pytest.mark.parametrize(
    ("nome", "erro"),
    [
        ("p.zip!/nao_ha.mq4", "não tem este membro"),
        ("p.zip!/senha.mq4", "protegido por senha"),
        ("robo.mq4!/x.mq4", "não é um compactado"),
        ("nada.zip!/x.mq4", "não existe"),
    ],
)
def test_membro_que_nao_se_le(
    central: OrquestradorCentral, tmp_path: Path, nome: str, erro: str
) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"senha.mq4", ROBO, opcoes=SENHA)
    escrever(tmp_path / "b", {"p.zip": forjado.fechar()})
    resposta = _explicar(central, nome)
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)
    assert erro in resposta["erro"]


def _formato(valor: Any) -> Any:
    """Return the shape of an answer: its types, the keys of its objects."""
    if isinstance(valor, dict):
        return {chave: _formato(parte) for chave, parte in valor.items()}
    return type(valor).__name__


def test_um_formato_so_antes_e_depois_de_classificar(central: OrquestradorCentral) -> None:
    fresca = _explicar(central, "robo.mq4")
    assert central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    gravada = _explicar(central, "robo.mq4")
    assert (fresca["da_ultima_execucao"], gravada["da_ultima_execucao"]) == (False, True)
    assert _formato(fresca) == _formato(gravada)
    assert json.loads(json.dumps(gravada)) == gravada  # lists, never tuples


def test_include_so_falta_onde_foi_procurado(central: OrquestradorCentral) -> None:
    motivos = [n["motivo"] for n in _explicar(central, "inclui.mq4")["nao_verificaveis"]]
    assert motivos == ["include_nao_procurado"]
    assert central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    gravada = _explicar(central, "inclui.mq4")
    assert gravada["nao_verificaveis"] == []
    assert gravada["ficha"]["dependencias"][0]["resolvida"]


def test_regra_do_usuario_que_nao_termina_e_um_erro(
    central: OrquestradorCentral, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    escrever(tmp_path / "b", {"palavras.mq4": ROBO + DE_40_PALAVRAS})
    escrever(central.ambiente.pastas.regras, {"minhas.yaml": SEM_FIM})
    assert _explicar(central, "robo.mq4")["ficha"]["tipo"] == "ea"
    monkeypatch.setattr(analisadores, "PRAZO_POR_ARQUIVO", 1.0)
    antes = time.monotonic()
    resposta = _explicar(central, "palavras.mq4")
    assert time.monotonic() - antes < 20
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 1)
    assert "passou de 1 s" in resposta["erro"]
    assert "regras" in resposta["o_que_fazer"]


def test_acima_do_limite_so_o_que_nao_e_texto(central: OrquestradorCentral, tmp_path: Path) -> None:
    grande = 11 * 2**20
    escrever(
        tmp_path / "b", {"a.zip": b"PK\x03\x04" + bytes(grande), "b.mq4": b"// x\n" * (grande // 4)}
    )
    assert _explicar(central, "a.zip")["ficha"]["conteiner"] == "zip"
    recusado = _explicar(central, "b.mq4")
    assert recusado["codigo"] == 2
    assert "10 MB" in recusado["erro"]
    assert recusado["o_que_fazer"]


def test_pasta_e_link_dizem_o_que_fazer(central: OrquestradorCentral, tmp_path: Path) -> None:
    assert "é uma pasta" in _explicar(central, "Include")["o_que_fazer"]
    link = tmp_path / "b" / "link.mq4"
    try:
        link.symlink_to(tmp_path / "b" / "robo.mq4")
    except OSError:
        pytest.skip("esta conta do Windows não cria links")
    recusado = _explicar(central, "link.mq4")
    assert recusado["codigo"] == 2
    assert "link simbólico" in recusado["o_que_fazer"]


def _em_pagina(central: OrquestradorCentral, arquivo: str, html: str = "") -> dict[str, Any]:
    return central.executar_comando_completo("explicar", {"arquivo": arquivo, "html": html})


def test_a_pagina_vai_para_as_explicacoes(central: OrquestradorCentral) -> None:
    assert _explicar(central, "robo.mq4")["html"] == ""
    feita = _em_pagina(central, "robo.mq4")
    pagina = Path(feita["html"])
    assert pagina.parent == central.ambiente.pastas.relatorios / "explicacoes"
    assert pagina.name == f"robo.mq4-{feita['sha256'][:12]}.html"
    assert feita["sha256"] in pagina.read_text(encoding="utf-8")
    antes = pagina.read_bytes()
    assert _em_pagina(central, "robo.mq4")["html"] == str(pagina)  # its own page is replaced
    assert pagina.read_bytes() == antes


def test_a_pagina_nao_passa_por_cima_de_nada(central: OrquestradorCentral, tmp_path: Path) -> None:
    pedida = tmp_path / "x.html"
    assert _em_pagina(central, "robo.mq4", str(pedida))["html"] == str(pedida)
    pedida.write_bytes(b"meu")
    recusada = _em_pagina(central, "robo.mq4", str(pedida))
    assert (recusada["codigo"], pedida.read_bytes()) == (2, b"meu")
    dentro = tmp_path / "b" / "x.html"
    assert _em_pagina(central, "robo.mq4", str(dentro))["codigo"] == 2
    assert not dentro.exists()


def test_nome_da_pagina_serve_em_todo_sistema(central: OrquestradorCentral, tmp_path: Path) -> None:
    dentro = zip_de({"a/CON.mq4": ROBO, "a/" + "n" * 200 + ".mq4": ROBO})
    escrever(tmp_path / "b", {"p.zip": dentro})
    for nome in ("CON.mq4", "n" * 200 + ".mq4"):
        pagina = Path(_em_pagina(central, f"p.zip!/a/{nome}")["html"])
        assert pagina.is_file()
        assert len(pagina.name.encode()) < 160
        assert not pagina.name.lower().startswith("con.")
