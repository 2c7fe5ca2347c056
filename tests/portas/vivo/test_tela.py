"""What keys do to the screen, and what the screen asks of where it looks."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from rich.console import Console

from componentes.base.erros import ErroCatalogo, ErroUso
from componentes.base.tipos import Falha, Situacao
from componentes.orquestracao.historia.contos import INFO
from componentes.orquestracao.historia.noticias import Noticia
from componentes.orquestracao.retrato import Retrato
from componentes.portas.saida import Saida
from componentes.portas.vivo import linha as modulo_da_linha
from componentes.portas.vivo import tropeco
from componentes.portas.vivo.linha import linha_viva
from componentes.portas.vivo.teclado import ESCAPE, Teclado
from componentes.portas.vivo.tela import Tela, ao_vivo
from componentes.relatorio.falhas import Falhas, GrupoFalha
from tests.apoio.programa import esperar
from tests.apoio.retratos import MEIO


class _Fonte:
    """A run that never ends, and remembers what was asked."""

    def __init__(self, *, de_outro: bool = False) -> None:
        self.pede_confirmacao = de_outro
        self.pedidos = 0
        self.retratos = 0
        self.erro: ErroCatalogo | ErroUso | None = None

    def retrato(self) -> Retrato:
        self.retratos += 1
        return replace(MEIO, silencio=0.0)

    def noticias(self, quantas: int) -> list[Noticia]:
        self._falhar()
        return [Noticia("2026-11-30T12:00:00.000Z", INFO, "aconteceu algo")][:quantas]

    def falhas(self) -> tuple[GrupoFalha, ...]:
        self._falhar()
        falhas = Falhas()
        falhas.incluir("a.mq4", Situacao.ILEGIVEL, Falha("leitura", "sem permissão de leitura"))
        return falhas.grupos()

    def parar(self) -> str:
        self._falhar()
        self.pedidos += 1
        return "pedido feito"

    def _falhar(self) -> None:
        if self.erro:
            raise self.erro


class _ComTeclas(Teclado):
    """A keyboard whose keys are pressed beforehand."""

    def __init__(self, teclas: str = "") -> None:
        super().__init__()
        self._teclas = list(teclas)

    @property
    def ativo(self) -> bool:
        return True

    def ler(self, prazo: float) -> str:
        return self._teclas.pop(0) if self._teclas else super().ler(prazo / 10)


class _Palco:
    def __init__(self, fonte: _Fonte) -> None:
        self.fonte = fonte
        mensagens = Console(
            file=io.StringIO(), width=100, height=30, force_terminal=True, _environ={}
        )
        self.saida = Saida(
            Console(file=io.StringIO()), mensagens, json=False, quieto=False, ao_vivo=True
        )
        self.tela = Tela(fonte, self.saida, _ComTeclas())

    def teclar(self, *teclas: str) -> str:
        """Press keys one after another; return the frame that follows."""
        for tecla in teclas:
            self.tela.tecla(tecla)
        destino = Console(file=io.StringIO(), width=100, height=100, _environ={})
        destino.print(self.tela.quadro())
        return destino.file.getvalue()  # type: ignore[attr-defined,no-any-return]

    def ditas(self) -> str:
        return self.saida.mensagens.file.getvalue()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def palco() -> _Palco:
    return _Palco(_Fonte())


@pytest.fixture
def de_outro() -> _Palco:
    return _Palco(_Fonte(de_outro=True))


@pytest.mark.parametrize(("tecla", "dito"), [("l", "aconteceu algo"), ("f", "sem permissão")])
@pytest.mark.parametrize("volta", ["a mesma", ESCAPE])
def test_ir_e_voltar(palco: _Palco, tecla: str, dito: str, volta: str) -> None:
    assert "classificados" in palco.teclar()
    assert dito in palco.teclar(tecla)
    assert "Esc volta" in palco.teclar()
    assert "classificados" in palco.teclar(tecla if volta == "a mesma" else volta)


def test_de_uma_a_outra(palco: _Palco) -> None:
    assert "sem permissão" in palco.teclar("l", "f")
    assert "aconteceu algo" in palco.teclar("l")


@pytest.mark.parametrize("tecla", ["x", "á", " ", ESCAPE, "Q"])
def test_outras_teclas_nao_fazem_nada(palco: _Palco, tecla: str) -> None:
    antes = palco.teclar()
    assert palco.teclar(tecla) == antes
    assert palco.fonte.pedidos == 0


def test_q_para_a_propria_execucao_uma_vez(palco: _Palco) -> None:
    quadro = palco.teclar("q", "q", "q")
    assert palco.fonte.pedidos == 1
    assert "pedido feito" in palco.ditas()
    assert "q para" not in quadro


def test_q_de_outro_terminal_pergunta_qual(de_outro: _Palco) -> None:
    assert "parar coruja-azul-2 após o lote atual? q confirma" in de_outro.teclar("q")
    assert de_outro.fonte.pedidos == 0
    assert "parar coruja" not in de_outro.teclar(ESCAPE)
    assert "parar coruja" in de_outro.teclar("q")
    de_outro.teclar("l", "q")  # anything else is no answer, so that this asks again
    assert de_outro.fonte.pedidos == 0
    de_outro.teclar("q")
    assert de_outro.fonte.pedidos == 1
    assert "Ctrl-C sai, e ela continua" in de_outro.teclar()


def test_erros_sao_ditos_e_a_tela_continua(palco: _Palco) -> None:
    palco.fonte.erro = ErroCatalogo("O catálogo está danificado", onde="x", o_que_fazer="y")
    assert "O catálogo está danificado" in palco.teclar("f")
    palco.teclar("q")
    assert "O catálogo está danificado" in palco.ditas()
    palco.fonte.erro = None
    assert palco.teclar("q")
    assert palco.fonte.pedidos == 1


def test_desenha_ate_o_fim_do_bloco(palco: _Palco) -> None:
    teclado = _ComTeclas("xq")
    with ao_vivo(palco.fonte, palco.saida, teclado):
        esperar(lambda: palco.fonte.pedidos, "a tecla chegar")
        vistos = palco.fonte.retratos
        esperar(lambda: palco.fonte.retratos > vistos + 2, "outros quadros")
    depois = palco.fonte.retratos
    assert "classificados" in palco.ditas()
    assert palco.fonte.retratos == depois


def test_um_quadro_que_falha_nao_e_o_fim_da_tela(
    palco: _Palco,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tropeco, "_DESCANSO_S", 0.01)
    retrato = palco.fonte.retrato
    falhas: list[int] = []

    def retratar() -> Retrato:
        if palco.fonte.retratos >= 2 and len(falhas) < 3:
            falhas.append(1)
            raise ZeroDivisionError("de propósito")
        return retrato()

    monkeypatch.setattr(palco.fonte, "retrato", retratar)
    with ao_vivo(palco.fonte, palco.saida, _ComTeclas()):
        esperar(lambda: len(falhas) == 3, "falhar")
        vistos = palco.fonte.retratos
        esperar(lambda: palco.fonte.retratos > vistos + 2, "outros quadros")
    assert "Traceback" not in palco.ditas() + capsys.readouterr().err
    assert len([r for r in caplog.records if r.name == "orquestrador.tela"]) == 1


def test_uma_linha_que_falha_nao_e_o_fim_dela(
    palco: _Palco, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tropeco, "_DESCANSO_S", 0.01)
    monkeypatch.setattr(modulo_da_linha, "_ENTRE_QUADROS_S", 0.01)
    ditas = iter([ZeroDivisionError("de propósito")])

    def dizer() -> str:
        for erro in ditas:
            raise erro
        return "tudo calmo"

    with linha_viva(dizer, palco.saida):
        esperar(lambda: "tudo calmo" in palco.ditas(), "a linha")
    assert "Traceback" not in palco.ditas() + capsys.readouterr().err


def test_ao_estreitar_nao_sobra_o_quadro_largo(palco: _Palco) -> None:
    limpeza = "\x1b[2J"
    with ao_vivo(palco.fonte, palco.saida, _ComTeclas()):
        esperar(lambda: palco.fonte.retratos > 3, "alguns quadros")
        assert limpeza not in palco.ditas()
        palco.saida.mensagens.width = 70
        esperar(lambda: limpeza in palco.ditas(), "a limpeza")
        palco.saida.mensagens.width = 120
        vistos = palco.fonte.retratos
        esperar(lambda: palco.fonte.retratos > vistos + 2, "outros quadros")
    assert palco.ditas().count(limpeza) == 1


def test_o_bloco_que_falha_devolve_tudo(palco: _Palco) -> None:
    with pytest.raises(RuntimeError), ao_vivo(palco.fonte, palco.saida, _ComTeclas()):
        raise RuntimeError("de propósito")
    depois = palco.fonte.retratos
    assert palco.fonte.retratos == depois
