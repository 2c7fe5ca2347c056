"""The page of a plan: hostile names are text in it, and what it says is the plan."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

from componentes.base.plano import Acao, Passo, Plano
from componentes.relatorio.plano import formatar_plano, pastas_do_plano
from tests.apoio.navegador import abrir
from tests.relatorio.hostil import VENENOS
from tests.relatorio.test_html import Leitor


def _passo(numero: int, texto: str, acao: Acao = Acao.COPIAR) -> Passo:
    return Passo(
        numero=numero,
        acao=acao,
        origem=f"p/{texto}",
        local=f"/b/p/{texto}",
        destino=f"EAs/{texto}" if numero else "",
        sha256="0",
        tamanho=2048,
        mtime_ns=1,
        motivo=f"porque {texto}",
        conflito=f"conflito {texto}" if numero else "",
        avisos=(f"aviso {texto}",) if numero else (),
    )


def _plano(*passos: Passo) -> Plano:
    return Plano("d1ge57", VENENOS[0], VENENOS[1], VENENOS[2], "/q", False, False, passos)


def _hostil() -> str:
    passos = [_passo(n, veneno) for n, veneno in enumerate(VENENOS, 1)]
    return formatar_plano(_plano(*passos, _passo(0, VENENOS[0], Acao.DEIXAR)))


def test_so_os_proprios_blocos_podem_rodar() -> None:
    pagina = _hostil()
    politica = re.findall(r'Content-Security-Policy" content="([^"]+)"', pagina)[0]
    for marca, diretiva in (("style", "style-src"), ("script", "script-src")):
        (bloco,) = re.findall(f"<{marca}>(.*?)</{marca}>", pagina, re.DOTALL)
        resumo = b64encode(hashlib.sha256(bloco.encode()).digest()).decode()
        assert f"{diretiva} &#39;sha256-{resumo}&#39;" in politica
    assert "default-src &#39;none&#39;" in politica
    assert "http://" not in pagina
    assert "https://" not in pagina


def test_nomes_hostis_sao_texto() -> None:
    leitor = Leitor(_hostil())
    elementos = [tag for tag, _ in leitor.elementos]
    assert elementos.count("script") == 2
    assert not {"img", "iframe", "object", "embed"} & set(elementos)
    assert not any(nome.startswith("on") for nome, _ in leitor.atributos)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2028]", _hostil())


def test_o_que_ha_a_fazer_vem_primeiro() -> None:
    fica, vai = _passo(0, "a.mq4", Acao.DEIXAR), _passo(1, "b.mq4")
    pagina = formatar_plano(_plano(fica, vai))
    (dados,) = re.findall(r'id="dados">(.*?)</script>', pagina, re.DOTALL)
    assert [linha[:3] for linha in json.loads(dados)] == [
        [1, "copiar", "p/b.mq4"],
        [0, "deixar", "p/a.mq4"],
    ]


def test_pastas_contam_o_que_recebem() -> None:
    passos = [_passo(n, f"{n}.mq4") for n in (1, 2)]
    (pasta,) = pastas_do_plano(_plano(*passos, _passo(3, "c.mq4", Acao.QUARENTENA)))
    assert (pasta.nome, pasta.arquivos, pasta.bytes) == ("EAs", 2, 4096)


def test_plano_vazio() -> None:
    assert "Não há nada a organizar" in formatar_plano(_plano())


def test_no_navegador_a_tabela_aparece_e_nada_mais_roda(tmp_path: Path) -> None:
    documento, console = abrir(_hostil(), tmp_path)
    assert console == []
    assert "invadida" not in re.findall("<title>(.*?)</title>", documento)[0]
    assert documento.count("<tr>") + documento.count('<tr class="">') == 2 + len(VENENOS)
    assert f"{len(VENENOS) + 1} de {len(VENENOS) + 1}" in Leitor(documento).texto
