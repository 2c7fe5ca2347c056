"""The screens of failures and of the log: whole causes, hostile names, any size."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from componentes.base.tipos import Falha, Situacao
from componentes.orquestracao.historia.contos import ALERTA
from componentes.orquestracao.historia.noticias import Noticia
from componentes.portas.apresentacao.tela.acontecidos import tela_de_log
from componentes.portas.apresentacao.tela.falhas import em_resumo, mostrar_falhas, tela_de_falhas
from componentes.portas.apresentacao.tela.linhas import Espaco, Linhas, linha
from componentes.portas.apresentacao.tela.quadro import tela_cheia
from componentes.portas.saida import Saida
from componentes.relatorio.falhas import Falhas, GrupoFalha
from tests.apoio.retratos import HOSTIL

RODAPE = linha("Esc volta")


def _grupos() -> tuple[GrupoFalha, ...]:
    falhas = Falhas()
    for numero in range(5):
        falhas.incluir(f"{numero} {HOSTIL}", Situacao.ILEGIVEL, Falha("leitura", "sem permissão"))
    for nome in ("preso.mq4", "outro.mq4", "mais.mq4", "um.mq4"):
        motivo = "a análise passou de 30 s duas vezes"
        falhas.incluir(nome, Situacao.QUARENTENA, Falha("quarentena", motivo))
    for numero in range(30):
        falhas.incluir("a.mq4", Situacao.FALHA, Falha("analise", f"{HOSTIL} {numero}"))
    return falhas.grupos()


def _noticias() -> list[Noticia]:
    return [Noticia("2026-11-30T12:00:00.000Z", ALERTA, f"{n} {HOSTIL}") for n in range(300)]


def _desenhar(conteudo: RenderableType, largura: int) -> str:
    saida = io.StringIO()
    Console(file=saida, width=largura, height=500, _environ={}).print(conteudo)
    return saida.getvalue()


def _de_falhas(espaco: Espaco) -> Linhas:
    return tela_de_falhas(_grupos(), espaco)


def _de_log(espaco: Espaco) -> Linhas:
    return tela_de_log(_noticias(), espaco)


@pytest.mark.parametrize("tela", [_de_falhas, _de_log])
@pytest.mark.parametrize("altura", [1, 2, 3, 7, 23, 49])
@pytest.mark.parametrize("largura", [60, 80, 200])
def test_cabem_em_qualquer_terminal(tela: object, largura: int, altura: int) -> None:
    assert callable(tela)
    texto = _desenhar(tela_cheia(tela, largura, altura, RODAPE), largura)
    linhas = texto.splitlines()
    assert 1 <= len(linhas) <= altura
    assert max(map(cell_len, linhas)) <= largura
    assert "\x1b" not in texto
    assert "\u202e" not in texto


def test_falhas_com_acao_e_quarentena_nome_por_nome() -> None:
    texto = _desenhar(tela_cheia(_de_falhas, 100, 100, RODAPE), 100)
    assert "5 arquivos (ilegível): sem permissão" in texto
    assert "→ dê permissão de leitura" in texto
    assert "… e mais 2" in texto
    assert "4 arquivos em quarentena: a análise passou de 30 s duas vezes" in texto
    for nome in ("preso.mq4", "outro.mq4", "mais.mq4", "um.mq4"):
        assert nome in texto


def test_o_que_nao_cabe_e_contado() -> None:
    texto = _desenhar(tela_cheia(_de_falhas, 80, 10, RODAPE), 80)
    assert "… e mais 3" in texto


def test_sem_falhas_e_sem_log() -> None:
    espaco = Espaco(80, 20, 20)
    assert "nenhuma até agora" in _desenhar(tela_de_falhas([], espaco)[1], 80)
    assert "nada aconteceu ainda" in _desenhar(tela_de_log([], espaco)[1], 80)


def test_o_log_mostra_o_fim() -> None:
    texto = _desenhar(tela_cheia(_de_log, 80, 10, RODAPE), 80)
    assert "299 " in texto
    assert "291 " not in texto


def test_como_resposta_nada_se_perde() -> None:
    dados, mensagens = Console(file=io.StringIO(), width=60), Console(file=io.StringIO())
    saida = Saida(dados, mensagens, json=False, quieto=False, ao_vivo=False)
    mostrar_falhas(_grupos(), saida)
    texto = dados.file.getvalue()  # type: ignore[attr-defined]
    assert texto.count("→") == len(_grupos())
    assert "\x1b" not in texto


def test_resumo_de_uma_causa() -> None:
    por_situacao = {grupo.situacao: grupo for grupo in _grupos()}
    primeira, segunda = (t.plain for t in em_resumo(por_situacao[Situacao.ILEGIVEL]))
    assert primeira.startswith("5 arquivos (ilegível): sem permissão (por exemplo 0 [/red]")
    assert segunda == "  → dê permissão de leitura e rode de novo"
    quarentena = [t.plain.strip() for t in em_resumo(por_situacao[Situacao.QUARENTENA])]
    assert "preso.mq4" in quarentena
    assert "um.mq4" in quarentena
