"""The watch over a real library: what it classifies, whom it refuses, how it is seen and ended."""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from componentes.agentes import vigia
from componentes.base.eventos import RodadaTerminada, VigiaMudou
from componentes.base.vigilancia import Rodada
from componentes.catalogo.modelo import EstadoExecucao
from componentes.catalogo.tabelas import execucoes
from componentes.fontes.vigilancia import presenca, ritmo
from componentes.orquestracao.anotacao import anotar
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.comandos.vigilancia import classificador
from componentes.orquestracao.residencia import vigilancia as modulo
from componentes.orquestracao.residencia import zelo
from componentes.orquestracao.residencia.vigilancia import Olhada
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.trava import Trava
from tests.apoio.bibliotecas import escrever, fonte, retrato
from tests.apoio.centrais import Gravador, criar_central
from tests.apoio.programa import esperar

RAPIDA = {"quietude": 0.3}


class Vigilia:
    """A watch in a thread of the test, with what it published."""

    def __init__(self, central: OrquestradorCentral) -> None:
        self.central = central
        self.gravador = Gravador()
        self.resposta: dict[str, Any] = {}
        central.barramento.assinar(self.gravador)
        self._thread = threading.Thread(target=self._vigiar)
        self._thread.start()

    def _vigiar(self) -> None:
        self.resposta = self.central.executar_comando_completo("vigiar", {"nivel": "rapido"})

    @property
    def rodadas(self) -> list[Rodada]:
        return [evento.rodada for evento in self.gravador.de(RodadaTerminada)]

    @property
    def classificadas(self) -> list[Rodada]:
        return [rodada for rodada in self.rodadas if rodada.execucao]

    def esperar_execucoes(self, quantas: int) -> None:
        esperar(lambda: len(self.classificadas) >= quantas, f"{quantas} execuções")

    def encerrar(self) -> dict[str, Any]:
        self.central.pedir_encerramento()
        self._thread.join(60)
        assert not self._thread.is_alive()
        return self.resposta


@contextlib.contextmanager
def vigiando(central: OrquestradorCentral) -> Iterator[Vigilia]:
    vigilia = Vigilia(central)
    try:
        yield vigilia
    finally:
        vigilia.encerrar()


@pytest.fixture(autouse=True)
def impaciente(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing longer than a test has to."""
    monkeypatch.setattr(vigia, "_PULSO", 0.1)
    monkeypatch.setattr(vigia, "_ENTRE_BATIDAS", 0.5)
    monkeypatch.setattr(vigia, "_BATIDAS_SEGUIDAS", 0.1)
    monkeypatch.setattr(presenca, "_ENTRE_EXAMES_S", 0.3)
    monkeypatch.setattr(ritmo, "_ESPERA_DA_TRAVA_S", 0.5)


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(5)})


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path) -> OrquestradorCentral:
    return criar_central(tmp_path / "base", biblioteca, vigilancia=RAPIDA)


def _registros(central: OrquestradorCentral) -> dict[str, str]:
    """Return the hash of every path that the last run saw."""
    saida = central.ambiente.pastas.base / "fichas.jsonl"
    pedido = {"saida": str(saida), "sobrescrever": True}
    assert central.executar_comando_completo("exportar", pedido)["sucesso"]
    fichas = [json.loads(linha) for linha in saida.read_text(encoding="utf-8").splitlines()]
    assert len(fichas) == len({ficha["caminho"] for ficha in fichas})
    return {ficha["caminho"].rpartition("/")[2]: ficha["sha256"] for ficha in fichas}


def test_classifica_no_inicio_e_o_que_chega(central: OrquestradorCentral, biblioteca: Path) -> None:
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        escrever(biblioteca, {f"novo {n}.mq4": fonte(100 + n) for n in range(20)})
        (biblioteca / "0.mq4").unlink()
        vigilia.esperar_execucoes(2)
        resposta = vigilia.encerrar()
    primeira, segunda = vigilia.classificadas
    assert (primeira.motivo, primeira.arquivos) == ("início", 5)
    assert (segunda.motivo, segunda.arquivos, segunda.mudancas) == ("eventos", 24, 20)
    assert (resposta["sucesso"], resposta["codigo"], resposta["execucoes"]) == (True, 130, 2)
    nomes = _registros(central)
    assert len(nomes) == 24
    assert "0.mq4" not in nomes


def test_nada_e_escrito_na_biblioteca(central: OrquestradorCentral, biblioteca: Path) -> None:
    antes = retrato(biblioteca)
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
    assert retrato(biblioteca) == antes


def test_o_que_o_programa_escreve_dentro_da_biblioteca_nao_e_novidade(tmp_path: Path) -> None:
    biblioteca = escrever(tmp_path / "b", {"a.mq4": fonte(1)})
    central = criar_central(biblioteca, biblioteca, vigilancia=RAPIDA)
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        escrever(biblioteca, {"b.mq4": fonte(2)})
        vigilia.esperar_execucoes(2)
        assert central.executar_comando_completo("status_sistema")["sucesso"]
    eventos = {e.estado.ultimo_caminho for e in vigilia.gravador.de(VigiaMudou)}
    assert eventos <= {"", (biblioteca / "b.mq4").as_posix()}
    assert len(vigilia.rodadas) == 2


def test_pasta_que_falta_nao_impede_as_outras(tmp_path: Path, biblioteca: Path) -> None:
    falta = tmp_path / "unidade"
    central = criar_central(tmp_path / "base", biblioteca, falta, vigilancia=RAPIDA)
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        (estado,) = _servicos(central)
        assert [p["situacao"] for p in estado["estado"]["pastas"]] == ["VIGIANDO", "DEGRADADO"]
        escrever(falta, {"x.mq4": fonte(50)})
        vigilia.esperar_execucoes(2)
    assert vigilia.classificadas[1].motivo == "a pasta está de volta"
    assert len(_registros(central)) == 6


def test_pasta_que_some_nao_apaga_o_que_se_sabe_dela(tmp_path: Path, biblioteca: Path) -> None:
    outra = escrever(tmp_path / "outra", {"x.mq4": fonte(50)})
    central = criar_central(tmp_path / "base", biblioteca, outra, vigilancia=RAPIDA)
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        outra.rename(tmp_path / "longe")
        escrever(biblioteca, {"novo.mq4": fonte(60)})
        vigilia.esperar_execucoes(2)
        assert vigilia.classificadas[1].arquivos == 6
        (tmp_path / "longe").rename(outra)
        vigilia.esperar_execucoes(3)
        assert vigilia.classificadas[2].arquivos == 7
    assert len(_registros(central)) == 7


def test_pasta_renomeada_dentro_da_biblioteca(
    central: OrquestradorCentral, biblioteca: Path
) -> None:
    escrever(biblioteca, {"velha/x.mq4": fonte(70)})
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        (biblioteca / "velha").rename(biblioteca / "nova")
        vigilia.esperar_execucoes(2)
        escrever(biblioteca, {"nova/y.mq4": fonte(71)})
        vigilia.esperar_execucoes(3)
        shutil.rmtree(biblioteca / "nova")
        vigilia.esperar_execucoes(4)
    assert [rodada.arquivos for rodada in vigilia.classificadas] == [6, 6, 7, 5]


def test_o_segundo_vigia_e_recusado_e_o_primeiro_nomeado(
    central: OrquestradorCentral, tmp_path: Path, biblioteca: Path
) -> None:
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        outra = criar_central(tmp_path / "base", biblioteca, vigilancia=RAPIDA)
        recusa = outra.executar_comando_completo("vigiar")
    assert (recusa["sucesso"], recusa["codigo"]) == (False, 11)
    assert "vigiadas" in recusa["erro"]
    assert "vigiar (processo" in recusa["erro"]


def test_outros_comandos_tem_a_vez(
    central: OrquestradorCentral, tmp_path: Path, biblioteca: Path
) -> None:
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        outra = criar_central(tmp_path / "base", biblioteca, vigilancia=RAPIDA)
        assert outra.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]


def test_trava_de_outro_e_esperada(central: OrquestradorCentral, biblioteca: Path) -> None:
    trava = Trava(central.ambiente.pastas.catalogo)
    trava.tomar("backup_completo")
    with vigiando(central) as vigilia:
        esperar(
            lambda: any(
                "backup_completo" in e.estado.atividade for e in vigilia.gravador.de(VigiaMudou)
            ),
            "espera pela trava",
        )
        assert vigilia.rodadas == []
        trava.soltar()
        vigilia.esperar_execucoes(1)


def _servicos(central: OrquestradorCentral) -> list[dict[str, Any]]:
    def escritos() -> list[dict[str, Any]]:
        lista: list[dict[str, Any]] = central.executar_comando_completo("status_sistema")[
            "servicos"
        ]
        return lista

    esperar(lambda: escritos() and escritos()[0]["estado"].get("ultima"), "sinal de vida")
    return escritos()


def test_qualquer_terminal_ve_o_vigia_e_o_encerra(
    central: OrquestradorCentral, tmp_path: Path, biblioteca: Path
) -> None:
    outra = criar_central(tmp_path / "base", biblioteca, vigilancia=RAPIDA)
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        (servico,) = _servicos(outra)
        assert (servico["nome"], servico["situacao"]) == ("vigia", "ativo")
        assert servico["estado"]["ultima"]["arquivos"] == 5
        parada = outra.executar_comando_completo("parar_sistema")
        assert (parada["servicos"], parada["execucao"]) == (["vigia"], "")
        esperar(lambda: vigilia.resposta, "fim do vigia")
    assert vigilia.resposta["codigo"] == 130
    assert outra.executar_comando_completo("status_sistema")["servicos"] == []
    assert outra.executar_comando_completo("parar_sistema")["codigo"] == 2


def test_qualquer_terminal_reinicia_e_redefine_o_vigia(
    central: OrquestradorCentral, tmp_path: Path, biblioteca: Path
) -> None:
    outra = criar_central(tmp_path / "base", biblioteca, vigilancia=RAPIDA)
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        _servicos(outra)
        agentes = outra.executar_comando_completo("agentes_listar")["agentes"]
        moradores = {a["nome"]: a for a in agentes if a.get("servico") == "vigia"}
        assert moradores.keys() == {"vigia", "alertador"}
        assert moradores["vigia"]["saude"] == 100
        resposta = outra.executar_comando_completo("agentes_reiniciar", {"nome": "vigia"})
        assert resposta["respostas"]["vigia"]["feito"]
        esperar(lambda: len(vigilia.rodadas) == 2, "a rodada do recomeço")
        feita = outra.executar_comando_completo("agentes_redefinir", {"nome": "vigia"})
        assert feita["respostas"]["vigia"]["feito"]
        assert not vigilia.resposta


def test_execucao_que_morreu_e_encerrada_pelo_vigia(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zelo, "_ENTRE_CURAS_S", 0.1)
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        reabrir = update(execucoes).values(estado=EstadoExecucao.EXECUTANDO)
        anotar(central.ambiente, lambda conn: conn.execute(reabrir) and None)

        def estado() -> EstadoExecucao | None:
            with leitura(central.ambiente) as consulta:
                execucao = consulta.ultima_execucao()
            return execucao.estado if execucao else None

        esperar(lambda: estado() is EstadoExecucao.INTERROMPIDA, "a cura")


def test_pedido_de_antes_nao_encerra_o_vigia_de_agora(
    central: OrquestradorCentral, tmp_path: Path, biblioteca: Path
) -> None:
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        central.executar_comando_completo("parar_sistema")
    with vigiando(central) as vigilia:
        vigilia.esperar_execucoes(1)
        escrever(biblioteca, {"novo.mq4": fonte(60)})
        vigilia.esperar_execucoes(2)


def test_varredura_sem_novidade_nao_faz_execucao(
    central: OrquestradorCentral, biblioteca: Path
) -> None:
    olhar = Olhada(central.ambiente, classificador(central, {"nivel": "rapido"}), threading.Event())
    primeira = olhar((biblioteca,), "início")
    assert (primeira.execucao != "", primeira.mudancas) == (True, 5)
    assert olhar((biblioteca,), "varredura periódica").execucao == ""
    escrever(biblioteca, {"0.mq4": fonte(90)})
    outra = olhar((biblioteca,), "eventos")
    assert (outra.execucao != "", outra.mudancas) == (True, 1)


def test_olhada_que_falha_e_repetida_por_inteiro(
    central: OrquestradorCentral, biblioteca: Path
) -> None:
    respostas = iter([{"codigo": 1, "erro": "disco cheio"}, {"codigo": 0, "execucao": "x"}])
    olhar = Olhada(central.ambiente, lambda _: next(respostas), threading.Event())
    assert olhar((biblioteca,), "início").erro == "disco cheio"
    assert olhar((biblioteca,), "nova tentativa").execucao == "x"
    assert olhar((biblioteca,), "eventos").execucao == ""


def test_fim_pedido_durante_o_percurso_nao_comeca_nada(
    central: OrquestradorCentral, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fim = threading.Event()
    pedidos: list[tuple[Path, ...]] = []

    def pedir_o_fim(*_: object, cancelado: Callable[[], bool], **__: object) -> list[object]:
        fim.set()
        assert cancelado()
        return []

    monkeypatch.setattr(modulo, "varrer", pedir_o_fim)

    def classificar(pastas: tuple[Path, ...]) -> dict[str, Any]:
        pedidos.append(pastas)
        return {"codigo": 0}

    olhar = Olhada(central.ambiente, classificar, fim)
    assert olhar((biblioteca,), "início").codigo == 130
    assert pedidos == []


def test_pasta_que_some_no_meio_da_olhada_e_uma_resposta(
    central: OrquestradorCentral, tmp_path: Path
) -> None:
    olhar = Olhada(central.ambiente, lambda _: {"codigo": 0}, threading.Event())
    rodada = olhar((tmp_path / "nada",), "início")
    assert rodada.codigo == 2
    assert "A pasta não existe" in rodada.erro


def test_pastas_estranhas_a_configuracao_sao_recusadas(
    central: OrquestradorCentral, tmp_path: Path
) -> None:
    for nomes in ([str(tmp_path)], []):
        resposta = central.executar_comando_completo("classificar_tudo", {"pastas": nomes})
        assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)


def test_biblioteca_que_nao_e_pasta_e_erro_de_uso(tmp_path: Path) -> None:
    arquivo = tmp_path / "a.mq4"
    arquivo.write_bytes(b"")
    central = criar_central(tmp_path / "base", arquivo)
    assert central.executar_comando_completo("vigiar")["codigo"] == 2
