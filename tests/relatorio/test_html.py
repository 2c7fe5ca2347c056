from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from componentes.base.tipos import Dependencia, Falha, Ficha, Situacao
from componentes.relatorio.dados import resumir
from componentes.relatorio.explorador.blocos import desempacotar
from componentes.relatorio.html import formatar_html
from tests.apoio.fichas import EXECUCAO, ficha, gerar_fichas
from tests.relatorio.hostil import VENENOS, pagina_hostil, pagina_mansa


class Leitor(HTMLParser):
    """Collects elements with attribute names, the text of scripts and styles, and all the rest."""

    def __init__(self, pagina: str) -> None:
        super().__init__()
        self.elementos: list[tuple[str, tuple[str, ...]]] = []
        self.blocos: list[tuple[str, str]] = []
        self.texto = ""
        self.atributos: list[tuple[str, str | None]] = []
        self._aberto = ""
        self.feed(pagina)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elementos.append((tag, tuple(nome for nome, _ in attrs)))
        self.atributos += attrs
        self._aberto = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._aberto:
            self._aberto = ""

    def handle_data(self, data: str) -> None:
        if self._aberto in ("script", "style"):
            self.blocos.append((self._aberto, data))
        else:
            self.texto += data


def pagina_de(*fichas: Ficha, parcial: bool = False) -> str:
    return formatar_html(resumir(fichas, EXECUCAO, parcial))


def test_dados_hostis_nao_criam_elemento_nem_atributo() -> None:
    hostil, manso = Leitor(pagina_hostil()), Leitor(pagina_mansa())
    assert hostil.elementos == manso.elementos
    assert [tag for tag, _ in hostil.blocos] == ["style", "script", "script", "script"]


def test_sinais_escondidos_aparecem() -> None:
    pagina = pagina_hostil()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2028\u2029]", pagina)
    assert "␛[31m\\u202egpj.exe" in Leitor(pagina).texto
    assert "{{ 7*7 }}" in Leitor(pagina).texto


def test_tabela_sobrevive_a_ida_e_volta() -> None:
    (_, pacote) = Leitor(pagina_hostil()).blocos[1]
    nomes = desempacotar(pacote)["linhas"]["nome"]
    assert len(nomes) == 2 * len(VENENOS)
    assert "<img src=x onerror=\"document.title='invadida'\">.mq4" in nomes


def test_politica_permite_so_os_blocos_da_pagina() -> None:
    leitor = Leitor(pagina_de(ficha()))
    politica = next(v for _, v in leitor.atributos if v and v.startswith("default-src"))
    assert politica.startswith("default-src 'none';")
    assert "unsafe" not in politica
    for diretiva, indice in (("style", 0), ("script", -1)):
        resumo = hashlib.sha256(leitor.blocos[indice][1].encode()).digest()
        assert f"{diretiva}-src 'sha256-{base64.b64encode(resumo).decode()}'" in politica


def test_nada_vem_de_fora() -> None:
    leitor = Leitor(pagina_de(ficha()))
    nomes = {nome for nome, _ in leitor.atributos}
    assert not nomes & {"src", "srcset", "style", "action", "data", "poster"}
    assert all((v or "").startswith("#") for nome, v in leitor.atributos if nome == "href")
    assert not any("url(" in texto or "@import" in texto for _, texto in leitor.blocos)
    assert not any("innerHTML" in texto for tag, texto in leitor.blocos if tag == "script")


def test_parcial_avisa_e_se_renova() -> None:
    parcial, final = pagina_de(ficha(), parcial=True), pagina_de(ficha())
    assert "Relatório parcial." in parcial
    assert '<meta http-equiv="refresh" content="30">' in parcial
    assert "Relatório parcial." not in final
    assert 'http-equiv="refresh"' not in final


def test_dimensoes_sem_rotulo_nao_aparecem() -> None:
    cheia, vazia = pagina_de(ficha()), pagina_de(ficha(familias=(), riscos=(), observacoes=()))
    for titulo in ("Como operam e o que medem", "O que pode ferir a conta"):
        assert titulo in cheia
        assert titulo not in vazia
    assert "Cópias que mais ocupam" not in cheia
    assert "Precisa de você</h2>" not in cheia


def test_biblioteca_vazia_ainda_e_uma_pagina() -> None:
    assert "<title>Nenhum arquivo na biblioteca — Orquestrador Central</title>" in pagina_de()


def test_hora_da_execucao_esta_no_topo_em_utc() -> None:
    topo = pagina_de(ficha()).split("</header>")[0]
    quando = '<time datetime="2025-11-20T14:41:02.123Z">20/11/2025 14:41 UTC</time>'
    assert f"Execução de {quando}" in topo


def test_listas_cortadas_dizem_quantos_faltam() -> None:
    ausentes = [
        ficha(f"{n}.mq4", sha256=f"{n}", dependencias=(Dependencia("include", f"{n}.mqh", 1),))
        for n in range(10)
    ]
    curta, longa = pagina_de(*ausentes[:3]), pagina_de(*ausentes)
    assert not re.search(r"\be mais \d", Leitor(curta).texto)
    # Of 10: 3 examples of the pending kind, 6 includes are shown.
    assert re.findall(r"e mais (\d+)", Leitor(longa).texto) == ["7", "4"]


def test_motivos_cortados_dizem_quantos_faltam() -> None:
    fichas = [
        ficha(
            f"{n}.mq4",
            sha256=f"{n}",
            observacoes=(f"motivo {n}",),
            situacao=Situacao.FALHA,
            falha=Falha("ler", f"causa {n}"),
        )
        for n in range(60)
    ]
    texto = Leitor(pagina_de(*fichas)).texto
    assert "E mais 52 motivos" in texto
    assert re.findall(r"e mais (\d+)", texto) == ["57", "52"]


def test_copia_a_manter_e_exemplos_das_outras() -> None:
    copias = [ficha(nome, copia_de="m.mq4") for nome in ("a.mq4", "b.mq4", "x.mq4", "y.mq4")]
    pagina = pagina_de(*copias[:2], ficha("m.mq4"), *copias[2:])
    secao = pagina.split('id="t-copias"')[1].split("</section>")[0]
    assert re.findall(r'class="caminho">(.*?)<', secao) == ["m.mq4", "a.mq4", "b.mq4", "x.mq4"]
    assert "4 cópias".replace(" ", " ") in secao
    assert "e mais 1<" in secao


def test_grupos_de_copias_fora_da_lista_sao_contados() -> None:
    fichas = [ficha(f"{n}/{lado}", sha256=f"{n}") for n in range(60) for lado in "ab"]
    texto = Leitor(pagina_de(*fichas)).texto
    assert "Mais 42 grupos" in texto
    assert "E mais 10 grupos" in texto


def test_contagem_zero_nunca_e_escrita() -> None:
    ilegivel = ficha(
        "x.mq4",
        sha256="",
        tamanho=0,
        linguagem=None,
        tipo=None,
        confianca={},
        observacoes=("sem permissão",),
        situacao=Situacao.ILEGIVEL,
        falha=Falha("ler", "sem permissão"),
    )
    vazias = [ficha(nome, sha256="1", tamanho=0, confianca={}) for nome in ("a.mq4", "b.mq4")]
    for fichas in ([ilegivel], [ilegivel, *vazias]):
        linhas = Leitor(pagina_de(*fichas)).texto.splitlines()
        assert [linha for linha in linhas if re.search(r"(?<![\d.:/-])0\s", linha)] == []


@pytest.fixture(scope="module")
def grande() -> str:
    return pagina_de(*gerar_fichas(15_000, 4_000))


def test_quinze_mil_arquivos_cabem_em_tres_megabytes(grande: str) -> None:
    assert len(grande.encode()) < 3_000_000


def test_mesma_entrada_mesma_pagina(grande: str) -> None:
    assert pagina_de(*gerar_fichas(15_000, 4_000)) == grande


def test_primeira_frase_diz_os_numeros(grande: str) -> None:
    texto = Leitor(grande).texto.replace("\u202f", " ").replace("\u00a0", " ")
    assert "4 000 conteúdos únicos em 15 000 arquivos; 73 % são cópias" in texto
    assert "4 000 únicos em 15 000 arquivos — Orquestrador Central" in texto
