"""Every number on the page is the catalogue's, counted here anew, straight from its tables."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from componentes.base.tipos import Analise
from componentes.classificacao.tarefa import ler_analise
from componentes.orquestracao.central import OrquestradorCentral
from componentes.relatorio.rotulos import GRAVIDADES
from componentes.relatorio.textos import inteiro, porcentagem, quantos, tamanho
from tests.apoio.centrais import criar_central

BIBLIOTECA = Path(__file__).parents[2] / "CODIGO_FONTE_LIBRARY"


@dataclass(frozen=True)
class Visto:
    """One row of the catalogue with its decoded analysis."""

    caminho: str
    sha256: str
    tamanho: int
    pacote: str
    analise: Analise | None


@dataclass(frozen=True)
class Cena:
    """A finished run: what the catalogue holds of it, its page, its figures, its orchestrator."""

    vistos: list[Visto]
    pagina: str
    dados: dict[str, Any]
    central: OrquestradorCentral
    catalogo: Path

    @property
    def distintos(self) -> list[Visto]:
        """One of each content."""
        return list({v.sha256: v for v in reversed(self.vistos) if v.sha256}.values())

    def contar(self, valores: Callable[[Analise], Iterable[Any]]) -> Counter[str]:
        """Count distinct contents by value."""
        return Counter(
            str(valor) for v in self.distintos if v.analise for valor in set(valores(v.analise))
        )

    def secao(self, nome: str) -> str:
        """Return the source of one section of the page."""
        return self.pagina.split(f'id="{nome}"', 1)[1].split("</section>", 1)[0]


@pytest.fixture(scope="module")
def cena(tmp_path_factory: pytest.TempPathFactory) -> Cena:
    base = tmp_path_factory.mktemp("base")
    central = criar_central(base, BIBLIOTECA)
    for _ in range(2):
        feita = central.executar_comando_completo("classificar_tudo", {"monitoramento": False})
    pagina = Path(central.executar_comando_completo("gerar_relatorio_executivo")["relatorio"])
    dados = json.loads(pagina.with_suffix(".json").read_bytes())
    assert dados["execucao"]["nome"] == feita["execucao"]
    catalogo = central.ambiente.pastas.catalogo / "catalogo.sqlite"
    vistos = _vistos(catalogo, dados["execucao"]["id"])
    return Cena(vistos, pagina.read_text("utf-8"), dados, central, catalogo)


def _vistos(catalogo: Path, execucao: int) -> list[Visto]:
    pedido = """
        select a.caminho, o.sha256, o.tamanho, a.pacote, r.analise
        from observacoes o join arquivos a on a.id = o.arquivo_id
        join execucoes e on e.id = o.execucao_id
        left join resultados r
          on r.chave = e.chave and r.sha256 = o.sha256 and r.contexto = o.contexto
        where o.execucao_id = ? order by a.caminho
    """
    with closing(sqlite3.connect(catalogo)) as conn:
        return [
            Visto(caminho, sha256, bytes_, pacote, ler_analise(analise) if analise else None)
            for caminho, sha256, bytes_, pacote, analise in conn.execute(pedido, (execucao,))
        ]


def ligados(fonte: str, chave: str) -> dict[str, int]:
    """Return the number that stands after each link to a filter of `chave`."""
    pares = re.findall(
        rf'<a href="#\?{chave}=(\w+)">[^<]*</a>\s*<span class="numero">([\d\u202f]+)</span>', fonte
    )
    return {valor: int(numero.replace("\u202f", "")) for valor, numero in pares}


def test_manchete_e_placas(cena: Cena) -> None:
    em_disco = [v for v in cena.vistos if not v.pacote]
    por_sha: dict[str, list[Visto]] = defaultdict(list)
    for visto in em_disco:
        if visto.sha256:
            por_sha[visto.sha256].append(visto)
    copias = sum(len(iguais) - 1 for iguais in por_sha.values())
    bytes_ = sum(iguais[0].tamanho * (len(iguais) - 1) for iguais in por_sha.values())
    titulo = re.search(r'<h1 id="t-inicio">(.*?)</h1>', cena.pagina)
    assert titulo
    membros = len(cena.vistos) - len(em_disco)
    assert titulo[1] == (
        f"{quantos(len(cena.distintos), '', 'conteúdos únicos')} em "
        f"{quantos(len(em_disco), '', 'arquivos')} e {inteiro(membros)} membros de compactados; "
        f"{porcentagem(copias, len(em_disco))} dos arquivos são cópias "
        f"({tamanho(bytes_)} recuperáveis)"
    )
    placas = re.findall(r"<b>(.*?)</b> <span>(.*?)</span>", cena.secao("inicio"))
    codigos = sum(n for t, n in cena.contar(lambda a: [a.tipo]).items() if t != "nao_codigo")
    com_risco = sum(1 for v in cena.distintos if v.analise and v.analise.riscos)
    assert placas[:2] == [
        (inteiro(codigos), "códigos únicos"),
        (inteiro(com_risco), "podem ferir a conta"),
    ]
    assert placas[2] == (porcentagem(copias, len(em_disco)), "são cópias")


def test_composicao(cena: Cena) -> None:
    cruzados = Counter(
        (str(v.analise.linguagem), str(v.analise.tipo)) for v in cena.distintos if v.analise
    )
    escritos = re.findall(
        r'href="#\?linguagem=(\w+)&amp;tipo=(\w+)">[^<]*</a> <b>([\d\u202f]+)</b>', cena.pagina
    )
    assert {(li, t): int(n.replace("\u202f", "")) for li, t, n in escritos} == cruzados
    assert ligados(cena.secao("composicao"), "linguagem") == cena.contar(lambda a: [a.linguagem])


def test_riscos_familias_e_o_mapa(cena: Cena) -> None:
    assert ligados(cena.secao("riscos"), "risco") == cena.contar(lambda a: a.riscos)
    mapa = cena.secao("familias")
    juntos = cena.contar(lambda a: [f"{f} {r}" for f in a.familias for r in a.riscos])
    celulas = re.findall(r'familia=(\w+)&amp;risco=(\w+)".*?<span>([\d\u202f]+)</span></a>', mapa)
    assert {f"{f} {r}": int(n.replace("\u202f", "")) for f, r, n in celulas} == juntos
    linhas = re.findall(r'href="#\?familia=(\w+)">[^<]*</a>.*?</svg>(\d+)</div>', mapa, re.DOTALL)
    assert {f: int(n) for f, n in linhas} == cena.contar(lambda a: a.familias)


def test_gravidades_contam_cada_conteudo_uma_vez(cena: Cena) -> None:
    esperado: Counter[str] = Counter()
    for visto in cena.distintos:
        riscos = set(visto.analise.riscos) if visto.analise else set()
        graves = [classe for classe, deles in GRAVIDADES.items() if riscos & set(deles)]
        esperado.update(graves[:1])
    assert {c["valor"]: c["conteudos"] for c in cena.dados["por_gravidade"]} == esperado


def test_conformidade(cena: Cena) -> None:
    achados: dict[str, Counter[str]] = defaultdict(Counter)
    for visto in cena.distintos:
        for regra, achado in visto.analise.conformidade.items() if visto.analise else ():
            achados[regra][achado] += 1
    escritos = re.findall(r'href="#\?regra=([\w.]+):([env])">([\d\u202f]+)<', cena.pagina)
    nomes = {"e": "encontrado", "n": "nao_encontrado", "v": "nao_verificavel"}
    lidos: dict[str, Counter[str]] = defaultdict(Counter)
    for regra, letra, numero in escritos:
        lidos[regra][nomes[letra]] = int(numero.replace("\u202f", ""))
    assert lidos == achados


def test_certeza(cena: Cena) -> None:
    faixas: Counter[str] = Counter()
    for visto in cena.distintos:
        if visto.analise:
            confianca = visto.analise.confianca
            nivel = min(
                n for r, n in confianca.items() if r.partition(":")[0] in ("linguagem", "tipo")
            )
            faixas["Alta" if nivel >= 80 else "Média" if nivel >= 60 else "Baixa"] += 1
    legenda = cena.secao("certeza").split('class="legenda"')[1]
    escritos = re.findall(r"</span>(\w+) \([^)]*\) <b>(\d+)</b>", legenda)
    assert {nome: int(n) for nome, n in escritos} == faixas


def test_copias_e_versoes_sao_as_do_comando(cena: Cena) -> None:
    resposta = cena.central.executar_comando_completo("duplicatas", {"limite": 50})
    parentesco = cena.dados["parentesco"]
    for chave in ("grupos", "bytes_recuperaveis"):
        assert parentesco[chave] == resposta["resumo"][chave]
    assert parentesco["por_nivel"] == resposta["resumo"]["grupos_por_nivel"]
    assert [g["manter"] for g in parentesco["piores"]] == [g["manter"] for g in resposta["grupos"]]
    assert [g["motivos"] for g in parentesco["piores"]] == [
        g["motivos"] for g in resposta["grupos"]
    ]
    assert parentesco["nomes_repetidos"] == len(resposta["nomes_com_codigos_diferentes"])


def test_tamanhos_somam_os_arquivos(cena: Cena) -> None:
    em_disco = [v for v in cena.vistos if not v.pacote]
    for campo in ("por_tamanho", "por_idade"):
        classes = cena.dados[campo]
        assert sum(c["arquivos"] for c in classes) == len(em_disco)
        assert sum(c["bytes"] for c in classes) == sum(v.tamanho for v in em_disco)


def test_tendencia_tem_cada_execucao(cena: Cena) -> None:
    em_disco = [v for v in cena.vistos if not v.pacote]
    pontos = cena.dados["tendencia"]
    assert [p["arquivos"] for p in pontos] == [len(em_disco)] * 2
    assert [p["conteudos"] for p in pontos] == [len(cena.distintos)] * 2
    assert pontos[-1]["execucao"] == cena.dados["execucao"]["nome"]


def test_vazao_e_a_dos_lotes(cena: Cena) -> None:
    assert cena.dados["vazao"] is None  # the second run had nothing to do
    primeira = {"execucao": cena.dados["tendencia"][0]["execucao"]}
    feito = cena.central.executar_comando_completo("gerar_relatorio_executivo", primeira)
    vazao = json.loads(Path(feito["relatorio"]).with_suffix(".json").read_bytes())["vazao"]
    with closing(sqlite3.connect(cena.catalogo)) as conn:
        pedido = "select count(*), sum(arquivos), sum(bytes) from lotes where execucao_id = 1"
        lotes, arquivos, bytes_ = conn.execute(pedido).fetchone()
    assert lotes >= 3
    assert (sum(vazao["arquivos"]), sum(vazao["bytes"])) == (arquivos, bytes_)


def test_mudancas_entre_iguais_sao_nenhuma(cena: Cena) -> None:
    assert cena.dados["mudancas"]["grupos"] == []
    assert cena.dados["mudancas"]["antes"]["nome"] == cena.dados["tendencia"][0]["execucao"]
