"""Several runs on one base: other folders, cuts, failures and pruned runs do not mix."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from componentes.agentes import auto_backup_integration, gerador_relatorios_avancados
from componentes.agentes.gerador_relatorios_avancados import RelatorioPedido
from componentes.agentes.gravacao_de_relatorios import gravar_relatorio, ler_ultimo
from componentes.base.erros import ErroDisco
from componentes.base.eventos import Aviso, Evento, InventarioPronto, RelatorioGravado
from componentes.catalogo.modelo import Execucao
from componentes.classificacao import leitor
from componentes.fontes.leitura import Lido
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.execucoes import elenco
from componentes.orquestracao.sessao import leitura
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import Gravador, criar_central, exportado

RAPIDO = {"nivel": "rapido"}
NUCLEO = b"void OnTick() { Rodar(); }\n"
QUE_USA_O_NUCLEO = (
    b"#include <core.mqh>\nvoid Rodar() { double m = Bid; Print(m + Ask); }\n"
    b"int Dobro(int n) { int d = n * 2; return(d); }\n"
)


def _classificar(central: OrquestradorCentral, **parametros: Any) -> dict[str, Any]:
    return central.executar_comando_completo("classificar_tudo", parametros)


def _classificar_pasta(
    central: OrquestradorCentral, pasta: Path, **parametros: Any
) -> dict[str, Any]:
    pedido = {"diretorio": str(pasta), **parametros}
    return central.executar_comando_completo("classificar_diretorio", pedido)


def _fichas(dados: bytes) -> dict[str, Any]:
    fichas = [json.loads(linha) for linha in dados.splitlines()]
    return {ficha["caminho"]: ficha for ficha in fichas}


def _ultima(central: OrquestradorCentral) -> Execucao:
    with leitura(central.ambiente) as consulta:
        execucao = consulta.ultima_execucao()
    assert execucao is not None
    return execucao


def _sem_disco(*_: object, **__: object) -> None:
    raise ErroDisco("Disco cheio: não foi possível gravar")


def test_pasta_vista_sozinha_e_depois_com_as_outras(tmp_path: Path) -> None:
    arquivos = {"Experts/ea.mq4": QUE_USA_O_NUCLEO, "Include/core.mqh": NUCLEO}
    biblioteca = escrever(tmp_path / "lib", arquivos)
    central = criar_central(tmp_path / "base", biblioteca)
    assert _classificar(central, **RAPIDO)["sucesso"]
    ea = _fichas(exportado(central, tmp_path / "1"))["Experts/ea.mq4"]
    assert (ea["tipo"], ea["dependencias"][0]["resolvida"]) == ("ea", "Include/core.mqh")

    escrever(biblioteca, {"Experts/novo.mq4": fonte(1)})
    assert _classificar_pasta(central, biblioteca / "Experts", **RAPIDO)["sucesso"]
    sozinha = _fichas(exportado(central, tmp_path / "2"))["ea.mq4"]
    assert (sozinha["tipo"] != "ea", sozinha["dependencias"][0]["resolvida"]) == (True, "")

    assert _classificar(central, **RAPIDO)["sucesso"]
    do_zero = criar_central(tmp_path / "do zero", biblioteca)
    assert _classificar(do_zero, **RAPIDO)["sucesso"]
    assert exportado(central, tmp_path / "3") == exportado(do_zero, tmp_path / "4")


def test_relatorio_que_falha_nao_empresta_o_de_outra_pasta(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pastas = [escrever(tmp_path / nome, {f"{nome}.mq4": fonte(n)}) for n, nome in enumerate("ab")]
    central = criar_central(tmp_path / "base", *pastas)
    primeira = _classificar_pasta(central, pastas[0])
    assert primeira["resumo"]["totais"]["arquivos"] == 1
    assert Path(primeira["relatorio"]).is_file()
    monkeypatch.setattr(gerador_relatorios_avancados, "gravar_relatorio", _sem_disco)
    segunda = _classificar_pasta(central, pastas[1])
    assert (segunda["sucesso"], segunda["estado"]) == (False, "concluida")
    assert segunda["erros_dos_agentes"].keys() == {"relatorios"}
    assert (segunda["relatorio"], segunda["resumo"]) == ("", {})
    assert Path(primeira["relatorio"]).is_file()


def test_relatorio_parcial_que_falha_nao_impede_o_final(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biblioteca = escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(5)})
    central, gravador = criar_central(tmp_path / "base", biblioteca), Gravador()
    central.barramento.assinar(gravador)
    original = vars(leitor)["ler"]

    def gravar(*argumentos: Any, parcial: bool = False, **opcoes: Any) -> Path:
        if parcial:
            raise ErroDisco("O CSV está aberto no Excel")
        return gravar_relatorio(*argumentos, **opcoes)

    def ler(caminho: Path, _: object = None) -> Lido:
        """Read nothing before a partial report has failed."""
        prazo = time.monotonic() + 60
        while not gravador.de(Aviso) and time.monotonic() < prazo:
            time.sleep(0.02)
        return original(caminho)  # type: ignore[no-any-return]

    def pedido_impaciente(*argumentos: Any) -> RelatorioPedido:
        return replace(RelatorioPedido(*argumentos), intervalo=0.05)

    monkeypatch.setattr(gerador_relatorios_avancados, "gravar_relatorio", gravar)
    monkeypatch.setattr(elenco, "RelatorioPedido", pedido_impaciente)
    monkeypatch.setattr(leitor, "ler", ler)
    resposta = _classificar(central)
    avisos = [aviso.texto for aviso in gravador.de(Aviso)]
    assert any("parcial" in texto and "Excel" in texto for texto in avisos), avisos
    assert (resposta["sucesso"], resposta["erros_dos_agentes"]) == (True, {})
    assert [evento.parcial for evento in gravador.de(RelatorioGravado)] == [False]
    ultimo = ler_ultimo(central.ambiente.pastas.relatorios)
    assert (ultimo["parcial"], ultimo["totais"]["arquivos"]) == (False, 5)
    assert _ultima(central).erro == ""


def test_a_retomada_e_a_ultima_execucao(tmp_path: Path) -> None:
    uma = escrever(tmp_path / "a", {f"{n}.mq4": fonte(n) for n in range(4)})
    outra = escrever(tmp_path / "b", {"b.mq4": fonte(9)})
    central = criar_central(tmp_path / "base", uma)

    def parar(evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            central.pedir_parada()

    deixar = central.barramento.assinar(parar)
    cortada = _classificar(central, **RAPIDO)
    deixar()
    assert cortada["estado"] == "cancelada"
    do_meio = _classificar_pasta(central, outra, **RAPIDO)
    assert _fichas(exportado(central, tmp_path / "1")).keys() == {"b.mq4"}

    retomada = _classificar(central, **RAPIDO)
    assert retomada["execucao"] == cortada["execucao"] != do_meio["execucao"]
    status = central.executar_comando_completo("status_sistema")
    assert status["execucao"]["nome"] == retomada["execucao"]
    assert status["execucao"]["estado"] == "concluida"
    assert status["execucao"]["pastas"] == [str(uma)]
    esperados = {f"{n}.mq4" for n in range(4)}
    assert _fichas(exportado(central, tmp_path / "2")).keys() == esperados
    relatorio = central.executar_comando_completo("gerar_relatorio_executivo")
    assert relatorio["execucao"] == retomada["execucao"]


def test_a_retomada_nao_e_podada_por_ter_numero_antigo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elenco, "EXECUCOES_GUARDADAS", 2)
    uma = escrever(tmp_path / "a", {f"{n}.mq4": fonte(n) for n in range(4)})
    outra = escrever(tmp_path / "b", {"b.mq4": fonte(9)})
    central = criar_central(tmp_path / "base", uma)
    central.pedir_parada()
    cortada = _classificar(central, **RAPIDO)
    assert cortada["estado"] == "cancelada"
    for _ in range(3):
        assert _classificar_pasta(central, outra, **RAPIDO)["sucesso"]
    retomada = _classificar(central, **RAPIDO)
    assert retomada["sucesso"], retomada
    assert len(_fichas(exportado(central, tmp_path / "x"))) == 4


@pytest.mark.parametrize("comando", ["exportar", "gerar_relatorio_executivo"])
def test_execucao_de_que_so_restam_os_totais(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comando: str
) -> None:
    monkeypatch.setattr(elenco, "EXECUCOES_GUARDADAS", 2)
    biblioteca = escrever(tmp_path / "b", {"0.mq4": fonte(0)})
    central = criar_central(tmp_path / "base", biblioteca)
    nomes = []
    for numero in range(1, 5):
        nomes.append(_classificar(central)["execucao"])
        escrever(biblioteca, {f"{numero}.mq4": fonte(numero)})
    pasta = central.ambiente.pastas.relatorios
    antes = {nome: (pasta / nome).read_bytes() for nome in ("ultimo.html", "ultimo.json")}
    saida = tmp_path / "x.jsonl"
    pedido = {"saida": str(saida)} if comando == "exportar" else {}
    for referencia in (nomes[0], "1"):
        resposta = central.executar_comando_completo(comando, {**pedido, "execucao": referencia})
        assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)
        assert "só os seus totais" in resposta["erro"]
        assert nomes[0] in resposta["onde"]
        assert resposta["o_que_fazer"]
    if comando == "gerar_relatorio_executivo":
        contra = central.executar_comando_completo(comando, {"contra": nomes[0]})
        assert "só os seus totais" in contra["erro"]
    assert not saida.exists()
    assert {nome: (pasta / nome).read_bytes() for nome in antes} == antes
    guardada = central.executar_comando_completo(comando, {**pedido, "execucao": nomes[-2]})
    assert guardada["sucesso"], guardada


def test_o_prazo_esgotado_fica_registrado(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    biblioteca = escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(5)})
    central = criar_central(tmp_path / "base", biblioteca, timeout_operacoes=1)

    def ler(*_: object) -> Lido:
        central.classificador.parada.wait(60)
        raise OSError("tarde demais")

    monkeypatch.setattr(leitor, "ler", ler)
    assert _classificar(central)["estado"] == "interrompida"
    assert "timeout_operacoes" in _ultima(central).erro
    status = central.executar_comando_completo("status_sistema")
    assert status["execucao"]["estado"] == "interrompida"
    assert "timeout_operacoes" in status["execucao"]["erro"]


@pytest.mark.parametrize(
    ("agente", "modulo", "funcao"),
    [
        ("relatorios", gerador_relatorios_avancados, "gravar_relatorio"),
        ("backup", auto_backup_integration, "fazer_backup"),
    ],
)
def test_agente_que_falha_fica_registrado_na_execucao(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agente: str, modulo: object, funcao: str
) -> None:
    biblioteca = escrever(tmp_path / "b", {"x.mq4": fonte(1)})
    central = criar_central(tmp_path / "base", biblioteca, auto_backup=True)
    monkeypatch.setattr(modulo, funcao, _sem_disco)
    resposta = _classificar(central)
    assert resposta["estado"] == "concluida"
    assert (resposta["sucesso"], resposta["erros_dos_agentes"].keys()) == (False, {agente})
    erro = _ultima(central).erro
    assert erro.startswith(f"{agente}: ")
    assert "Disco cheio" in erro
    assert central.executar_comando_completo("status_sistema")["execucao"]["erro"] == erro
    monkeypatch.undo()
    assert _classificar(central)["sucesso"]
    assert _ultima(central).erro == ""
