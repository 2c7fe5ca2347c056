"""The classifier after a fault in the middle: the rest is done, and all is as if nothing was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from componentes.agentes.classificador_lote_avancado import ClassificadorLoteAvancado
from componentes.base.eventos import (
    AgenteReiniciado,
    ClassificacaoTerminada,
    Evento,
    ProgressoLote,
)
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.esquema import abrir_leitura
from componentes.catalogo.modelo import EstadoLote
from componentes.classificacao import lote
from componentes.classificacao.ligacao import Ligador
from componentes.classificacao.processamento import Processamento
from componentes.orquestracao.central import OrquestradorCentral
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import Gravador, criar_central, exportado

ARQUIVOS = 150
_ENTRADA = b"#include <Comum.mqh>\nint OnInit(){ return 0; }\n"
_COMUM = b"#property strict\nvoid OnTick(){ OrderSend(Symbol(), OP_BUY, 1, Ask, 3, 0, 0); }\n"


class Uma:
    """Does a function, but raises once when it has been called `depois_de` times."""

    def __init__(self, funcao: Callable[..., Any], depois_de: int) -> None:
        self._funcao = funcao
        self._faltam = depois_de
        self.falhou = False

    def __call__(self, *argumentos: Any, **nomeados: Any) -> Any:
        self._faltam -= 1
        if self._faltam < 0 and not self.falhou:
            self.falhou = True
            raise RuntimeError("falha posta pelo teste")
        return self._funcao(*argumentos, **nomeados)


@pytest.fixture(autouse=True)
def sem_demora(monkeypatch: pytest.MonkeyPatch) -> None:
    politica = replace(ClassificadorLoteAvancado.politica, espera_inicial=0.001)
    monkeypatch.setattr(ClassificadorLoteAvancado, "politica", politica)


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    """Many programs, copies, an include that gives its includer an entry point, no code."""
    fontes = {f"{n:03d}.mq4": fonte(n) for n in range(ARQUIVOS)}
    copias = {f"copia {n:03d}.mq4": fonte(n) for n in range(0, ARQUIVOS, 5)}
    ligados = {f"{n}/Usa.mq4": _ENTRADA + b"// %d" % n for n in range(3)}
    resto = {"Comum.mqh": _COMUM, "vazio.mq5": b"", "leia.txt": b"texto"}
    return escrever(tmp_path / "b", fontes | copias | ligados | resto)


def _central(
    tmp_path: Path, biblioteca: Path, nome: str, monkeypatch: pytest.MonkeyPatch, processos: bool
) -> OrquestradorCentral:
    if processos:
        monkeypatch.setattr(lote, "_ARQUIVOS_PARA_PROCESSOS", 0)
        monkeypatch.setattr(lote, "_BYTES_PARA_PROCESSOS", 0)
    return criar_central(tmp_path / nome, biblioteca, max_threads=2)


def _por_falha(monkeypatch: pytest.MonkeyPatch, dono: Any, nome: str, depois_de: int) -> Uma:
    falha = Uma(getattr(dono, nome), depois_de)

    def chamar(*argumentos: Any, **nomeados: Any) -> Any:  # a function becomes a method
        return falha(*argumentos, **nomeados)

    monkeypatch.setattr(dono, nome, chamar)
    return falha


_PONTOS: list[tuple[Any, str, int, bool]] = [
    (Processamento, "_ao_ler", 1, False),
    (Processamento, "_concluir", 2, False),
    (Processamento, "_concluir", 2, True),
    (Processamento, "_esperar_gravacoes", 0, True),
    (Ligador, "mudancas", 0, False),
    (Consulta, "contagens", 0, False),
]


@pytest.mark.parametrize(
    "ponto", _PONTOS, ids=["lendo", "em threads", "em processos", "gravando", "ligando", "no fim"]
)
def test_uma_falha_no_meio_nao_muda_o_resultado(
    tmp_path: Path,
    biblioteca: Path,
    monkeypatch: pytest.MonkeyPatch,
    ponto: tuple[Any, str, int, bool],
) -> None:
    dono, nome, depois_de, processos = ponto
    inteira = criar_central(tmp_path / "inteira", biblioteca)
    assert inteira.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    central = _central(tmp_path, biblioteca, "cortada", monkeypatch, processos)
    gravador = Gravador()
    central.barramento.assinar(gravador)
    falha = _por_falha(monkeypatch, dono, nome, depois_de)

    resposta = central.executar_comando_completo("classificar_tudo", {"gerar_relatorios": True})

    assert falha.falhou
    assert (resposta["sucesso"], resposta["estado"]) == (True, "concluida"), resposta
    assert exportado(central, tmp_path / "c.jsonl") == exportado(inteira, tmp_path / "i.jsonl")
    (reinicio,) = gravador.de(AgenteReiniciado)
    assert (reinicio.agente, reinicio.erro) == ("classificador", "falha posta pelo teste")
    assert [fim.mudou for fim in gravador.de(ClassificacaoTerminada)] == [True]
    _confere_as_contas(resposta, gravador)
    _confere_os_lotes(central)
    de_novo = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert de_novo["metricas"]["em_cache"] == resposta["contagens"]["arquivos"]


def _confere_as_contas(resposta: dict[str, Any], gravador: Gravador) -> None:
    """What was told file by file is what there is, each once."""
    metricas, total = resposta["metricas"], resposta["contagens"]["arquivos"]
    assert metricas["files_processed"] == metricas["total"] == total
    assert metricas["bytes_feitos"] == metricas["bytes_total"]
    assert metricas["em_cache"] == 0
    assert resposta["resumo"]["totais"]["arquivos"] == total
    progresso: list[ProgressoLote] = gravador.de(ProgressoLote)
    assert sum(p.classificados + p.copias for p in progresso) == total


def _confere_os_lotes(central: OrquestradorCentral) -> None:
    motor = abrir_leitura(central.ambiente.pastas.catalogo)
    consulta = Consulta(motor)
    execucao = consulta.ultima_execucao()
    assert execucao is not None
    assert {item.estado for item in consulta.lotes(execucao.id)} == {EstadoLote.CONCLUIDO}
    motor.dispose()


def test_quem_falha_sempre_falha_e_o_proximo_comando_tenta(
    tmp_path: Path, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    central = criar_central(tmp_path / "base", biblioteca)

    def falhar(*_: Any) -> None:
        raise RuntimeError("sempre")

    with monkeypatch.context() as remendo:
        remendo.setattr(Processamento, "_ao_ler", falhar)
        gravador = Gravador()
        cancelar = central.barramento.assinar(gravador)
        falha = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
        cancelar()
    assert (falha["sucesso"], falha["codigo"]) == (False, 1)
    assert "sempre" in falha["erro"]
    tentativas = ClassificadorLoteAvancado.politica.falhas_para_abrir
    assert len(gravador.de(AgenteReiniciado)) == tentativas - 1
    (lembrado,) = [
        a
        for a in central.executar_comando_completo("agentes_listar")["agentes"]
        if a["nome"] == "classificador"
    ]
    assert (lembrado["disjuntor"], lembrado["ultimo_erro"]) == ("aberto", "sempre")
    depois = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert (depois["sucesso"], depois["estado"]) == (True, "concluida")


def test_parar_durante_o_recuo_cancela(
    tmp_path: Path, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demora = replace(ClassificadorLoteAvancado.politica, espera_inicial=3600, espera_maxima=3600)
    monkeypatch.setattr(ClassificadorLoteAvancado, "politica", demora)
    central = criar_central(tmp_path / "base", biblioteca)
    falha = _por_falha(monkeypatch, Processamento, "_concluir", 1)

    def parar(evento: Evento) -> None:
        if isinstance(evento, AgenteReiniciado):
            central.pedir_parada()

    central.barramento.assinar(parar)
    resposta = central.executar_comando_completo("classificar_tudo")
    assert falha.falhou
    assert (resposta["estado"], resposta["codigo"]) == ("cancelada", 130)
    retomada = central.executar_comando_completo("classificar_tudo")
    assert (retomada["estado"], retomada["execucao"]) == ("concluida", resposta["execucao"])
