"""Members of archives through whole runs: rows beside files, cached and gone with their archive."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from componentes.base.tipos import Ficha, Situacao, Tipo
from componentes.classificacao import lote_vivo
from componentes.fontes.compactados import ferramenta
from componentes.fontes.compactados.expansao import expandir
from componentes.regras.motor import aprontar
from tests.apoio.bibliotecas import INCLUDE, QUE_INCLUI, ROBO, fonte
from tests.apoio.classificacao import Acervo, acervo_em
from tests.apoio.compactados import SENHA, ZipForjado, rar4_de, zip_de

ANTIGO = b"int start() { return(0); }\n"
PACOTE = {"MQL4/Experts/robo.mq4": ROBO, "leia.txt": b"Copie a pasta.", "b.mq4": fonte(1)}


@pytest.fixture
def abertos(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the archives that are opened from here on."""
    nomes: list[str] = []

    def contar(caminho: Path, **opcoes: Any) -> Any:
        nomes.append(caminho.name)
        return expandir(caminho, **opcoes)

    monkeypatch.setattr(lote_vivo, "expandir", contar)
    return nomes


def membros(acervo: Acervo) -> dict[str, Ficha]:
    return {caminho: ficha for caminho, ficha in acervo.fichas().items() if ficha.pacote}


def test_membros_tem_ficha_como_arquivos(acervo: Acervo) -> None:
    acervo.escrever("p/pacote.mq5", zip_de(PACOTE))  # an archive under another name
    acervo.escrever("robo.mq4", ROBO)
    balanco = acervo.classificar()
    fichas = acervo.fichas()
    assert sorted(fichas) == sorted(
        ["p/pacote.mq5", "robo.mq4", *(f"p/pacote.mq5!/{nome}" for nome in PACOTE)]
    )
    robo = fichas["p/pacote.mq5!/MQL4/Experts/robo.mq4"]
    assert (robo.tipo, robo.pacote, robo.tamanho) == (Tipo.EA, "p/pacote.mq5", len(ROBO))
    assert robo.copia_de == "robo.mq4"
    assert "tipo.ea_antigo.pasta" in {e.regra for e in robo.evidencias}
    contagens = balanco.contagens
    assert (contagens.arquivos, contagens.membros, contagens.compactados) == (2, 3, 1)
    assert contagens.bytes == len(zip_de(PACOTE)) + len(ROBO)
    assert contagens.conteudos == len({f.sha256 for f in fichas.values()}) == 4
    assert sum(contagens.por_situacao.values()) == len(fichas)
    assert acervo.progresso() == (2, 2)


def test_pacote_sem_mudanca_nao_e_aberto_de_novo(acervo: Acervo, abertos: list[str]) -> None:
    acervo.escrever("a.zip", zip_de({**PACOTE, "c/d.zip": zip_de({"x.mq4": fonte(2)})}))
    acervo.classificar()
    antes = acervo.exportar()
    balanco = acervo.classificar()
    assert (abertos, balanco.mudou, balanco.em_cache) == (["a.zip"], False, 1)
    assert acervo.exportar() == antes
    assert "a.zip!/c/d.zip!/x.mq4" in membros(acervo)


def test_copias_de_um_pacote_sao_abertas_uma_vez(acervo: Acervo, abertos: list[str]) -> None:
    dados = zip_de(PACOTE)
    for nome in ("a.zip", "b/a.zip", "c.zip"):
        acervo.escrever(nome, dados)
    acervo.classificar()
    assert len(abertos) == 1
    acervo.escrever("novo/a.zip", dados)
    acervo.classificar()
    assert len(abertos) == 1
    pacotes = ("a.zip", "b/a.zip", "c.zip", "novo/a.zip")
    assert sorted(membros(acervo)) == sorted(f"{p}!/{nome}" for p in pacotes for nome in PACOTE)


def test_pacote_mudado_ou_sumido_leva_os_membros(acervo: Acervo) -> None:
    acervo.escrever("a.zip", zip_de(PACOTE))
    acervo.escrever("b.zip", zip_de({"so.mq4": fonte(3)}))
    acervo.classificar()
    acervo.escrever("a.zip", zip_de({"outro.mq4": fonte(4), "b.mq4": fonte(5)}))
    (acervo.pasta / "b.zip").unlink()
    acervo.classificar()
    assert sorted(membros(acervo)) == ["a.zip!/b.mq4", "a.zip!/outro.mq4"]
    acervo.escrever("a.zip", ROBO)
    acervo.classificar()
    assert sorted(acervo.fichas()) == ["a.zip"]


def test_regras_novas_julgam_os_membros_de_novo(acervo: Acervo, abertos: list[str]) -> None:
    acervo.escrever("a.zip", zip_de(PACOTE))
    acervo.classificar()
    acervo.ferramentas = dataclasses.replace(
        acervo.ferramentas, exclusivas=aprontar([]), chave="outras regras"
    )
    acervo.classificar()
    assert len(abertos) == 2
    assert {f.tipo for f in membros(acervo).values()} == {Tipo.NAO_CODIGO}


@pytest.mark.parametrize("quando", [2, 4, 7, 9, 14, 20])
def test_execucao_cortada_e_continuada_da_o_mesmo(tmp_path: Path, quando: int) -> None:
    def encher(acervo: Acervo) -> None:
        for numero in range(4):
            arquivos = {f"{n}.mq4": fonte(n + 30 * numero) for n in range(70)}
            acervo.escrever(f"{numero}.zip", zip_de(arquivos))
        acervo.escrever("copia.zip", (acervo.pasta / "0.zip").read_bytes())

    with acervo_em(tmp_path / "inteiro") as inteiro:
        encher(inteiro)
        inteiro.classificar()
        with acervo_em(tmp_path / "cortado") as cortado:
            encher(cortado)
            vezes = iter(range(1000))
            assert cortado.classificar(lambda: next(vezes) >= quando * 20).cancelado or quando > 9
            balanco = cortado.classificar()
            assert not balanco.cancelado
            assert cortado.exportar() == inteiro.exportar()


def test_pacote_pela_metade_nao_passa_por_inteiro(acervo: Acervo) -> None:
    acervo.escrever("a.zip", zip_de({f"{n}.mq4": fonte(n) for n in range(200)}))
    acervo.classificar()
    acervo.ferramentas = dataclasses.replace(acervo.ferramentas, chave="outras regras")
    vistos = iter(range(100_000))
    assert acervo.classificar(lambda: next(vistos) > 90).cancelado
    acervo.classificar()
    assert len(membros(acervo)) == 200


@pytest.mark.parametrize("max_threads", [1, 4])
@pytest.mark.parametrize("processos", [0, 2])
def test_linhas_e_processos_nao_mudam_o_resultado(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, max_threads: int, processos: int
) -> None:
    monkeypatch.setattr("componentes.classificacao.lote._ARQUIVOS_PARA_PROCESSOS", 0)
    monkeypatch.setattr("componentes.classificacao.lote._BYTES_PARA_PROCESSOS", 0)
    monkeypatch.setattr(lote_vivo, "ARQUIVOS_POR_LOTE", 3)
    exportados = set()
    for nome, linhas, quantos in (("um", 1, 0), ("outro", max_threads, processos)):
        with acervo_em(tmp_path / nome) as acervo:
            for numero in range(3):
                dados = zip_de({f"{n}.mq4": fonte(n * numero) for n in range(8)})
                acervo.escrever(f"{numero}.zip", dados)
                acervo.escrever(f"copia/{numero}.zip", dados)
            acervo.classificar(max_threads=linhas, processos=quantos)
            exportados.add(acervo.exportar())
    assert len(exportados) == 1


def test_desfechos_de_membros_e_pacotes(acervo: Acervo, abertos: list[str]) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"bom.mq4", ROBO)
    forjado.incluir(b"../fora.mq4", fonte(1))
    forjado.incluir(b"senha.mq4", ROBO, opcoes=SENHA)
    forjado.incluir(b"dano.mq4", ROBO, crc=1)
    acervo.escrever("a.zip", forjado.fechar())
    acervo.escrever("cortado.zip", zip_de(PACOTE)[:200])
    balanco = acervo.classificar()
    fichas = acervo.fichas()
    assert {c: str(f.situacao) for c, f in fichas.items()} == {
        "a.zip": "ok",
        "a.zip!/bom.mq4": "ok",
        "a.zip!/(..)/fora.mq4": "inseguro",
        "a.zip!/senha.mq4": "nao_verificavel",
        "a.zip!/dano.mq4": "ilegivel",
        "cortado.zip": "ilegivel",
    }
    assert all((f.falha is None) == (f.situacao is Situacao.OK) for f in fichas.values())
    assert fichas["a.zip!/(..)/fora.mq4"].tipo is Tipo.EA  # a hostile name is only a name
    assert fichas["cortado.zip"].tipo is Tipo.NAO_CODIGO
    assert balanco.com_falhas
    acervo.classificar()
    assert sorted(abertos) == ["a.zip", "cortado.zip"]  # damage is no reason to open again


def test_achados_nao_sao_falhas(acervo: Acervo) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"/x.mq4", ROBO)
    forjado.incluir(b"senha.mq4", ROBO, opcoes=SENHA)
    acervo.escrever("a.zip", forjado.fechar())
    assert not acervo.classificar().com_falhas


def test_ferramenta_que_chega_depois(acervo: Acervo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ferramenta, "bsdtar", lambda: "")
    acervo.escrever("a.rar", rar4_de({"a.mq4": ROBO}, metodo=0x33))
    acervo.classificar()
    assert acervo.fichas()["a.rar"].situacao is Situacao.NAO_VERIFICAVEL
    assert acervo.classificar().em_cache == 1
    monkeypatch.setattr(ferramenta, "bsdtar", lambda: "/nao/existe/bsdtar")
    assert acervo.classificar().em_cache == 0


def test_includes_resolvem_se_no_pacote_e_depois_na_biblioteca(acervo: Acervo) -> None:
    acervo.escrever("Include/casa.mqh", INCLUDE)
    acervo.escrever("Include/so_fora.mqh", INCLUDE + b"//\n")
    principal = QUE_INCLUI + b"#include <so_fora.mqh>\n#include <so_dentro.mqh>\n"
    acervo.escrever(
        "a.zip",
        zip_de(
            {
                "MQL4/Experts/e.mq4": principal,
                "MQL4/Include/casa.mqh": INCLUDE + b"// dentro\n",
                "MQL4/Include/so_dentro.mqh": INCLUDE + b"// so\n",
            }
        ),
    )
    acervo.escrever("fora.mq4", principal + b"// fora\n")
    acervo.classificar()

    def resolvidas(caminho: str) -> dict[str, str]:
        return {d.nome: d.resolvida for d in acervo.fichas()[caminho].dependencias}

    assert resolvidas("a.zip!/MQL4/Experts/e.mq4") == {
        "casa.mqh": "a.zip!/MQL4/Include/casa.mqh",
        "so_fora.mqh": "Include/so_fora.mqh",
        "so_dentro.mqh": "a.zip!/MQL4/Include/so_dentro.mqh",
    }
    assert resolvidas("fora.mq4") == {
        "casa.mqh": "Include/casa.mqh",
        "so_fora.mqh": "Include/so_fora.mqh",
        "so_dentro.mqh": "",  # in an archive nobody can include it
    }


def test_pasta_do_terminal_dentro_do_pacote_decide(acervo: Acervo) -> None:
    pastas = {"MQL4/Experts/a.mq4": ANTIGO, "MQL4/Scripts/b.mq4": ANTIGO}
    acervo.escrever("a.zip", zip_de(pastas))
    acervo.classificar()
    tipos = {c.rpartition("/")[2]: f.tipo for c, f in membros(acervo).items()}
    assert tipos == {"a.mq4": Tipo.EA, "b.mq4": Tipo.SCRIPT}


def test_pasta_com_o_nome_de_um_pacote(acervo: Acervo) -> None:
    """A folder may be called `a.zip!`; its files and the members keep paths of their own."""
    acervo.escrever("a.zip!/x.mq4", fonte(1))
    acervo.escrever("a.zip", zip_de({"x.mq4": fonte(2), "y.mq4": fonte(3)}))
    for _ in range(2):
        acervo.classificar()
        pacotes = {c: f.pacote for c, f in acervo.fichas().items()}
        assert pacotes == {
            "a.zip": "",
            "a.zip!/x.mq4": "",
            "a.zip!/x (2).mq4": "a.zip",
            "a.zip!/y.mq4": "a.zip",
        }


NOMES = (
    "[/x].mq4",
    "\x1b[31mvermelho.mq4",
    "\u202e4qm.oi.mq4",
    "<img src=x onerror=alert(1)>.mq4",
    "=cmd|' /C calc'!A0.mq4",
    "linha\nnova.mq4",
    "CON",
    "nul.mq4",
    "a" * 255,
    "Caso.mq4",
    "caso.mq4",
    "fim. ",
    "a!/b.mq4",
    "'; DROP TABLE arquivos; --.mq4",
)


def test_nomes_hostis_de_membros(acervo: Acervo) -> None:
    acervo.escrever("a.zip", zip_de({nome: fonte(n) for n, nome in enumerate(NOMES)}))
    balanco = acervo.classificar()
    assert balanco.contagens.membros == len(NOMES)
    assert not balanco.com_falhas
    for caminho in acervo.fichas():
        caminho.encode()  # valid text, whatever the name
    antes = acervo.exportar()
    acervo.classificar()
    assert acervo.exportar() == antes


def test_partes_de_um_pacote_sao_limitadas_em_bytes(
    acervo: Acervo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lote_vivo, "BYTES_POR_LOTE", 2000)
    partes: list[int] = []
    ler: Callable[..., Any] = lote_vivo.Abertura.ler

    def medir(self: lote_vivo.Abertura, *argumentos: Any) -> Any:
        lidos = ler(self, *argumentos)
        partes.append(sum(len(lido.lido.dados) for lido in lidos if lido.lido))
        return lidos

    monkeypatch.setattr(lote_vivo.Abertura, "ler", medir)
    acervo.escrever("a.zip", zip_de({f"{n}.mq4": fonte(n) for n in range(40)}))
    acervo.classificar()
    assert len(partes) > 5
    assert max(partes) < 2000 + len(fonte(39))
