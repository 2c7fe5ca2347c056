"""A cancel at any moment: what is done stays, the rest is planned anew, and the end is the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from componentes.base.eventos import InventarioPronto, ProgressoLote, RotulosAchados
from componentes.base.metricas import EstadoTrabalhador
from componentes.catalogo.modelo import EstadoLote
from componentes.classificacao import leitor, lote, processamento
from componentes.classificacao.analisadores import Analisadores
from componentes.classificacao.lote import Classificacao
from tests.apoio.bibliotecas import escrever, fonte, gerar
from tests.apoio.classificacao import Acervo, acervo_em
from tests.apoio.compactados import zip_de

ARQUIVOS = 150


class _Contador:
    """Says yes after so many questions."""

    def __init__(self, vezes: int) -> None:
        self._restam = vezes
        self._trava = threading.Lock()

    def __call__(self) -> bool:
        with self._trava:
            self._restam -= 1
            return self._restam < 0


@pytest.fixture(scope="module")
def esperado(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    with acervo_em(tmp_path_factory.mktemp("calma")) as acervo:
        _encher(acervo)
        acervo.classificar()
        yield acervo.exportar()


def _encher(acervo: Acervo) -> None:
    gerar(acervo.pasta, ARQUIVOS)
    pacote = zip_de({f"{n}.mq4": fonte(n + 900) for n in range(80)})
    escrever(acervo.pasta, {"p1/pacote.zip": pacote, "p2/copia do robo.mq4": fonte(3)})


@pytest.mark.parametrize("vezes", [0, 1, 3, 8, 20, 60, 120, 180])
def test_cancelado_a_qualquer_pergunta_a_proxima_termina_igual(
    acervo: Acervo, esperado: bytes, vezes: int
) -> None:
    _encher(acervo)
    balanco = acervo.classificar(_Contador(vezes))
    assert balanco.cancelado
    for meio in acervo.consulta.lotes(acervo.execucao_id):
        assert meio.estado in (EstadoLote.CONCLUIDO, EstadoLote.NA_FILA)
        assert meio.vence_em == ""
    acervo.classificar()
    assert acervo.exportar() == esperado


def test_percurso_cortado_nao_apaga_o_que_nao_viu(acervo: Acervo) -> None:
    _encher(acervo)
    acervo.classificar()
    primeira = acervo.exportar()
    assert acervo.classificar(_Contador(1)).cancelado
    assert [e for e in acervo.eventos if isinstance(e, InventarioPronto)] == []
    assert not acervo.classificar().mudou
    assert acervo.exportar() == primeira


@pytest.mark.parametrize("processos", [0, 1])
def test_para_entre_os_arquivos_de_um_lote_e_guarda_os_prontos(
    acervo: Acervo, monkeypatch: pytest.MonkeyPatch, processos: int
) -> None:
    """Of a batch that is cut short the finished part stays, and the batch ends at its size."""
    monkeypatch.setattr(lote, "_ARQUIVOS_PARA_PROCESSOS", 0)
    monkeypatch.setattr(lote, "_BYTES_PARA_PROCESSOS", 0)
    monkeypatch.setattr(leitor, "ARQUIVOS_POR_LOTE", ARQUIVOS)
    monkeypatch.setattr(processamento, "_ESPERA", 0.01)
    escrever(acervo.pasta, {f"{n:03d}.mq4": fonte(n, 400) for n in range(ARQUIVOS)})
    parar = _no_meio(monkeypatch)
    balanco = acervo.classificar(parar, processos=processos, max_threads=1)
    assert balanco.cancelado
    (cortado,) = acervo.consulta.lotes(acervo.execucao_id)
    assert cortado.estado is EstadoLote.CONCLUIDO
    assert 0 < cortado.arquivos < ARQUIVOS
    assert cortado.arquivos == _feitos(acervo)
    acervo.classificar()
    assert _em_cache(acervo) == cortado.arquivos
    (resto,) = acervo.consulta.lotes(acervo.execucao_id)
    assert resto.arquivos == ARQUIVOS - cortado.arquivos


def _no_meio(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Return what says yes for good once a worker is at its fifth task."""
    em_uso: list[Analisadores] = []
    original = vars(Classificacao)["_analisadores"]

    def analisadores(*argumentos: object) -> object:
        em_uso.append(original(*argumentos))
        return em_uso[-1]

    monkeypatch.setattr(Classificacao, "_analisadores", analisadores)
    parou = threading.Event()

    def parar() -> bool:
        if any(int(estado.arquivo[-7:-4]) >= 5 for estado in _ocupados(em_uso)):
            parou.set()
        return parou.is_set()

    return parar


def _ocupados(em_uso: list[Analisadores]) -> list[EstadoTrabalhador]:
    return [estado for piscina in em_uso for estado in piscina.estados() if estado.arquivo]


def _feitos(acervo: Acervo) -> int:
    progresso = [e for e in acervo.eventos if isinstance(e, ProgressoLote)]
    return sum(e.classificados + e.copias for e in progresso)


def _em_cache(acervo: Acervo) -> int:
    return sum(e.em_cache for e in acervo.eventos if isinstance(e, ProgressoLote))


def test_rotulos_sao_contados_ao_serem_achados(acervo: Acervo) -> None:
    escrever(acervo.pasta, {f"{n}.mq4": fonte(n) for n in range(3)})
    escrever(acervo.pasta, {"copia.mq4": fonte(0), "leia.txt": b"prosa"})
    acervo.classificar()
    achados = [e for e in acervo.eventos if isinstance(e, RotulosAchados)]
    por_tipo = {t: sum(e.por_tipo.get(t, 0) for e in achados) for t in ("ea", "nao_codigo")}
    assert por_tipo == {"ea": 3, "nao_codigo": 1}
    assert sum(e.por_familia.get("tendencia", 0) for e in achados) == 3
