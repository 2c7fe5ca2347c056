"""Runs of a real small library compared: what is read, under which paths, and what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from componentes.agentes.alcance import alcances
from componentes.agentes.comparacao_de_execucoes import (
    comparar_execucoes,
    gravar_comparacao,
    mudancas_desde,
)
from componentes.catalogo.modelo import Execucao
from componentes.orquestracao.sessao import leitura
from componentes.relatorio.comparacao.valores import Causa, Comparacao, Especie
from tests.apoio.bibliotecas import INCLUDE, QUE_INCLUI, ROBO, escrever, fonte
from tests.apoio.centrais import criar_central

RAPIDO = {"nivel": "rapido"}
DLL = ROBO + b'#import "user32.dll"\nint MessageBoxA(int a, string b, string c, int d);\n#import\n'
REGRA = """regras:
  - id: familia.minha_grade
    versao: 1
    dimensao: familia
    valor: grade
    porque: usa a minha biblioteca de grade
    evidencias:
      - id: chamada
        peso: 80
        porque: chama MinhaGrade
        palavras: [MinhaGrade]
    exemplos:
      - espera: sim
        codigo: |
          int start() { MinhaGrade(10, Bid); return(0); }
      - espera: nao
        codigo: |
          int start() { OutraCoisa(10, Bid); return(0); }
"""
GRADE = ROBO.replace(b"return(0);", b"MinhaGrade(10, Bid); return(0);")


class Casa:
    """A library, the program over it, and its runs in order."""

    def __init__(self, pasta: Path) -> None:
        self.biblioteca = escrever(
            pasta / "b",
            {"robo.mq4": ROBO, "copia.mq4": ROBO, "p/velho.mq4": fonte(1), "some.mq4": fonte(2),
             "g.mq4": GRADE, "g2.mq4": GRADE},
        )  # fmt: skip
        self.central = criar_central(pasta / "base", self.biblioteca)

    def classificar(self, comando: str = "classificar_tudo", **parametros: object) -> Execucao:
        feito = self.central.executar_comando_completo(comando, {**RAPIDO, **parametros})
        assert feito["sucesso"], feito
        with leitura(self.central.ambiente) as consulta:
            execucao = consulta.execucao(feito["execucao"])
        assert execucao is not None
        return execucao

    def comparar(self, antes: Execucao, depois: Execucao) -> Comparacao:
        with leitura(self.central.ambiente) as consulta:
            return comparar_execucoes(consulta, antes, depois)


@pytest.fixture
def casa(tmp_path: Path) -> Casa:
    return Casa(tmp_path)


def _mudar(casa: Casa) -> None:
    escrever(casa.biblioteca, {"copia.mq4": DLL, "novo.mq4": fonte(3)})
    (casa.biblioteca / "some.mq4").unlink()
    (casa.biblioteca / "p" / "velho.mq4").rename(casa.biblioteca / "p" / "renomeado.mq4")


def _especies(feita: Comparacao) -> set[Especie]:
    return {especie for especie in Especie if feita.de(especie)}


def test_a_biblioteca_que_mudou(casa: Casa) -> None:
    antes = casa.classificar()
    _mudar(casa)
    feita = casa.comparar(antes, casa.classificar())
    assert {e: [m.caminho for m in feita.de(e)] for e in Especie if feita.de(e)} == {
        Especie.RISCOS_NOVOS: ["copia.mq4"],
        Especie.ROTULOS_MUDADOS: ["copia.mq4"],
        Especie.ALTERADOS: ["copia.mq4"],
        Especie.NOVOS: ["novo.mq4"],
        Especie.MOVIDOS: ["p/renomeado.mq4"],
        Especie.SUMIDOS: ["some.mq4"],
    }
    (risco,) = feita.riscos_novos
    assert risco.riscos_novos == ("dll",)
    assert risco.depois
    assert risco.depois.rotulos
    (prova,) = [p for p in risco.depois.rotulos.provas if p.risco == "dll"]
    assert "user32.dll" in prova.trecho
    assert (feita.totais_antes.arquivos, feita.totais_depois.arquivos) == (6, 6)


def test_ao_contrario_e_o_avesso(casa: Casa) -> None:
    antes = casa.classificar()
    _mudar(casa)
    avesso = casa.comparar(casa.classificar(), antes)
    assert [m.caminho for m in avesso.riscos_sumidos] == ["copia.mq4"]
    assert [m.caminho for m in avesso.novos] == ["some.mq4"]


def test_nada_mudou(casa: Casa) -> None:
    feita = casa.comparar(casa.classificar(), casa.classificar())
    assert feita.vazia
    assert feita.mesmas_pastas


def test_as_regras_mudaram(casa: Casa) -> None:
    antes = casa.classificar()
    escrever(casa.central.ambiente.pastas.regras, {"minhas.yaml": REGRA.encode()})
    feita = casa.comparar(antes, casa.classificar())
    assert feita.regras_mudaram
    assert [m.caminho for m in feita.rotulos_mudados] == ["g.mq4", "g2.mq4"]
    assert {m.causas for m in feita.rotulos_mudados} == {(Causa.REGRAS,)}
    assert feita.contagens()["rotulos_mudados"].conteudos == 1
    assert _especies(feita) == {Especie.ROTULOS_MUDADOS}


def test_pastas_umas_dentro_das_outras(casa: Casa) -> None:
    antes = casa.classificar()
    escrever(casa.biblioteca, {"p/novo.mq4": fonte(7)})
    pasta = str(casa.biblioteca / "p")
    feita = casa.comparar(antes, casa.classificar("classificar_diretorio", diretorio=pasta))
    assert not feita.mesmas_pastas
    assert (feita.fora_antes, feita.fora_depois) == (5, 0)
    assert [m.caminho for m in feita.novos] == ["p/novo.mq4"]
    assert not feita.sumidos


def test_biblioteca_que_mudou_de_lugar(casa: Casa, tmp_path: Path) -> None:
    antes = casa.classificar()
    outra = tmp_path / "d" / "nova"
    outra.parent.mkdir()
    casa.biblioteca.rename(outra)
    escrever(outra, {"novo.mq4": fonte(7)})
    depois = casa.classificar("classificar_diretorio", diretorio=str(outra))
    feita = casa.comparar(antes, depois)
    assert not feita.mesmas_pastas
    assert [m.caminho for m in feita.novos] == ["novo.mq4"]
    assert _especies(feita) == {Especie.NOVOS}


@pytest.mark.parametrize(
    ("uma", "outra", "raiz"),
    [
        (("/a/b", "/a"), ("/a/b/c", "/a/b"), "/a"),
        (("C:/x", "C:/x"), ("C:/x/y", "C:/x/y"), "C:/x"),
        (("/b", "/b"), ("/b2", "/b2"), "/b"),
    ],
)
def test_onde_os_caminhos_se_encontram(
    casa: Casa, uma: tuple[str, str], outra: tuple[str, str], raiz: str
) -> None:
    base = casa.classificar()
    antes = replace(base, raizes=(uma[0],), raiz=uma[1])
    depois = replace(base, raizes=(outra[0],), raiz=outra[1])
    assert alcances(antes, depois)[0].raiz == raiz


def test_mudancas_desde_a_anterior(casa: Casa) -> None:
    primeira = casa.classificar()
    casa.classificar("classificar_diretorio", diretorio=str(casa.biblioteca / "p"))
    _mudar(casa)
    segunda = casa.classificar()
    with leitura(casa.central.ambiente) as consulta:
        assert mudancas_desde(consulta, primeira) is None
        mudancas = mudancas_desde(consulta, segunda)
    assert mudancas is not None
    assert mudancas.antes.nome == primeira.nome
    assert mudancas.grupos[0].especie is Especie.RISCOS_NOVOS
    assert mudancas.grupos[0].exemplos[0].caminho == "copia.mq4"


def test_o_include_que_chega_e_outro_contexto(casa: Casa) -> None:
    escrever(casa.biblioteca, {"i.mq4": QUE_INCLUI})
    antes = casa.classificar()
    escrever(casa.biblioteca, {"casa.mqh": INCLUDE})
    feita = casa.comparar(antes, casa.classificar())
    assert [m.caminho for m in feita.novos] == ["casa.mqh"]
    assert not feita.alterados
    assert all(m.causas == (Causa.CONTEXTO,) for m in feita.rotulos_mudados)


def test_os_tres_arquivos_dizem_o_mesmo(casa: Casa, tmp_path: Path) -> None:
    antes = casa.classificar()
    _mudar(casa)
    feita = casa.comparar(antes, casa.classificar())
    pagina = gravar_comparacao(feita, tmp_path / "r")
    assert pagina == tmp_path / "r" / feita.depois.nome / f"contra_{antes.nome}.html"
    lido = json.loads(pagina.with_suffix(".json").read_bytes())
    assert [m["depois"]["caminho"] for m in lido["novos"]] == ["novo.mq4"]
    for sufixo in (".html", ".md"):
        assert "user32.dll" in pagina.with_suffix(sufixo).read_text(encoding="utf-8")
