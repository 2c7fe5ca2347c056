"""Page, JSON and Markdown of a comparison: whole, in agreement, and inert."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from componentes.relatorio.comparacao.comparar import comparar
from componentes.relatorio.comparacao.frases import manchete, ressalvas
from componentes.relatorio.comparacao.json import formatar_json
from componentes.relatorio.comparacao.markdown import formatar_markdown
from componentes.relatorio.comparacao.mudancas import resumir
from componentes.relatorio.comparacao.pagina import formatar_pagina, secoes
from componentes.relatorio.comparacao.valores import Comparacao, Especie
from componentes.relatorio.pagina import montar_pagina
from tests.apoio.comparacoes import DEPOIS, de_tudo, lado, visto
from tests.apoio.navegador import abrir
from tests.relatorio.hostil import VENENOS
from tests.relatorio.test_html import Leitor

VAZIA = comparar(lado(), lado(depois=True))
_BARRADO = str.maketrans({"/": "∕"})


def _hostil() -> Comparacao:
    return de_tudo(" ".join(VENENOS).translate(_BARRADO))


def _muitos(quantos: int) -> Comparacao:
    novos = [visto(f"p/{n:04}.mq4", f"{n}", "dll") for n in range(quantos)]
    return comparar(lado(), lado(*novos, depois=True))


def _tabela(pagina: str) -> list[Any]:
    (dados,) = re.findall(r'id="dados">(.*?)</script>', pagina, re.DOTALL)
    linhas: list[Any] = json.loads(dados)["linhas"]
    return linhas


def test_a_frase_diz_quantos() -> None:
    assert manchete(de_tudo()) == (
        "Desde coruja-azul-6 (20/11): 2 novos, 1 sumido, 1 movido, 1 alterado, "
        "1 mudou de rótulo, 1 ganhou risco, 2 chegaram com risco"
    )
    assert manchete(VAZIA) == "Desde coruja-azul-6 (20/11): nada mudou"


def test_ressalvas() -> None:
    outra = replace(DEPOIS, pastas=("/c",), regras="x", versao="9.9.9")
    ditas = " ".join(ressalvas(comparar(lado(fora=2), lado(depois=True, execucao=outra))))
    for palavras in ("mesmas pastas", "2 arquivos ficaram fora", "regras mudaram", "→ 9.9.9"):
        assert palavras in ditas
    assert list(ressalvas(VAZIA)) == []


def test_json_tem_tudo_e_as_contagens_sao_as_das_listas() -> None:
    lido = json.loads(formatar_json(de_tudo()))
    assert lido["schema_version"] == 1
    assert list(lido) == sorted(lido)
    for especie in Especie:
        assert lido["contagens"][especie.value]["arquivos"] == len(lido[especie.value]) > 0
    assert lido["riscos_novos"][0]["riscos_novos"] == ["dll", "rede"]
    assert lido["movidos"][0]["antes"]["caminho"] == "a/antigo.mq4"


def test_a_pagina_tem_todos() -> None:
    feita = _muitos(137)
    pagina = formatar_pagina(feita)
    assert [linha[0] for linha in _tabela(pagina)] == [m.caminho for m in feita.riscos_novos]
    assert {s.especie: s.arquivos for s in secoes(feita)} == {
        Especie.RISCOS_NOVOS: 137,
        Especie.NOVOS: 137,
    }
    assert "Ver também 125 outros na tabela" in Leitor(pagina).texto


def test_um_arquivo_e_uma_linha_com_todas_as_suas_mudancas() -> None:
    linhas = _tabela(formatar_pagina(de_tudo()))
    assert len(linhas) == 5
    alterado = next(linha for linha in linhas if linha[0] == "a/alterado.mq4")
    assert alterado[1] == ["riscos_novos", "rotulos_mudados", "alterados", "riscos_sumidos"]


def test_o_risco_novo_mostra_a_linha_que_o_prova() -> None:
    texto = Leitor(formatar_pagina(de_tudo())).texto
    assert "Ganhou: DLL, Acesso à rede (o conteúdo mudou)" in texto
    assert "DLL: linha 1" in texto
    assert "risco.dll.x" in texto
    assert "e mais 1 cópia" in texto


def test_pagina_vazia_diz_que_nada_mudou() -> None:
    pagina = formatar_pagina(VAZIA)
    assert "Nenhum arquivo chegou, sumiu" in pagina
    assert "nada mudou" in Leitor(pagina).texto
    assert 'id="tabela"' not in pagina
    assert "nada mudou" in formatar_markdown(VAZIA)


def test_so_os_proprios_blocos_podem_rodar() -> None:
    leitor = Leitor(formatar_pagina(_hostil()))
    politica = next(v for _, v in leitor.atributos if v and v.startswith("default-src 'none'"))
    assert "unsafe" not in politica
    for diretiva, indice in (("style", 0), ("script", 2)):
        resumo = hashlib.sha256(leitor.blocos[indice][1].encode()).digest()
        assert f"{diretiva}-src 'sha256-{base64.b64encode(resumo).decode()}'" in politica


def test_nomes_hostis_sao_texto_na_pagina() -> None:
    hostil, manso = Leitor(formatar_pagina(_hostil())), Leitor(formatar_pagina(de_tudo()))
    assert hostil.elementos == manso.elementos
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2028]", formatar_pagina(_hostil()))


def test_no_navegador_a_tabela_aparece_e_nada_mais_roda(tmp_path: Path) -> None:
    documento, console = abrir(formatar_pagina(_hostil()), tmp_path)
    assert console == []
    assert "invadida" not in re.findall("<title>(.*?)</title>", documento)[0]
    assert "5 de 5" in Leitor(documento).texto


def test_no_navegador_a_vazia_tambem_abre(tmp_path: Path) -> None:
    assert abrir(formatar_pagina(VAZIA), tmp_path)[1] == []


def test_markdown_conta_o_que_nao_mostra() -> None:
    texto = formatar_markdown(_muitos(137))
    assert "## Arquivos novos: 137 arquivos" in texto
    assert texto.count("e mais 37; o JSON tem todos") == 2


def test_mudancas_sao_o_pior_primeiro_e_contam_tudo() -> None:
    mudancas = resumir(_muitos(137))
    assert [g.especie for g in mudancas.grupos] == [Especie.RISCOS_NOVOS, Especie.NOVOS]
    assert all((g.arquivos, len(g.exemplos), g.outros) == (137, 8, 129) for g in mudancas.grupos)
    (com_copia,) = [e for e in resumir(de_tudo()).grupos[0].exemplos if e.copias]
    assert (com_copia.copias, com_copia.texto) == (1, "Chegou com: Martingale")


def test_quadro_das_mudancas_para_o_relatorio() -> None:
    for mudancas, palavras in (
        (resumir(_hostil()), "Riscos novos"),
        (resumir(VAZIA), "nada mudou"),
    ):
        pagina = montar_pagina("_mudancas.html.j2", ("quadros.css",), (), None, mudancas=mudancas)
        leitor = Leitor(pagina)
        assert palavras in leitor.texto
        assert {"script", "img", "svg"}.isdisjoint(tag for tag, _ in leitor.elementos)
    vazio = montar_pagina("_mudancas.html.j2", ("quadros.css",), (), None, mudancas=None)
    assert vazio.strip() == ""
