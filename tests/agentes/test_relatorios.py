"""The reporter: partial while the run goes on, final at its end, silent where nothing changed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from componentes.agentes import gravacao_de_relatorios
from componentes.agentes.gerador_relatorios_avancados import (
    GeradorRelatoriosAvancados,
    RelatorioPedido,
)
from componentes.agentes.gravacao_de_relatorios import Encomenda, gravar_relatorio, ler_ultimo
from componentes.base.erros import ErroDisco
from componentes.base.eventos import RelatorioGravado
from tests.agentes.conftest import Palco
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import criar_central
from tests.apoio.programa import esperar


def _agente(palco: Palco, intervalo: float = 600) -> GeradorRelatoriosAvancados:
    agente = GeradorRelatoriosAvancados(palco.barramento)
    agente.encomendar(
        RelatorioPedido(
            palco.execucao.id,
            Encomenda(palco.pastas.relatorios),
            palco.aberta.consulta,
            palco.aberta.escritor,
            intervalo,
        )
    )
    agente.iniciar(lambda _: None)
    return agente


def _relatar(palco: Palco, *, mudou: bool = True) -> GeradorRelatoriosAvancados:
    agente = _agente(palco)
    palco.terminar_classificacao(mudou=mudou)
    assert agente.aguardar(60)
    return agente


def test_relatorio_final(palco: Palco) -> None:
    agente = _relatar(palco)
    pasta = palco.pastas.relatorios
    propria = pasta / palco.execucao.nome
    assert agente.erro is None
    assert palco.gravador.de(RelatorioGravado) == [
        RelatorioGravado(str(propria / "relatorio.html"), parcial=False)
    ]
    assert sorted(p.name for p in propria.iterdir()) == [
        "relatorio.csv",
        "relatorio.html",
        "relatorio.json",
        "relatorio.md",
        "relatorio.xlsx",
    ]
    assert (pasta / "ultimo.html").read_bytes() == (propria / "relatorio.html").read_bytes()
    dados = json.loads((pasta / "ultimo.json").read_bytes())
    assert dados["parcial"] is False
    assert dados["execucao"]["estado"] == "concluida"
    assert dados["totais"]["arquivos"] == 5
    texto = (propria / "relatorio.csv").read_bytes()
    assert texto.startswith(b"\xef\xbb\xbf")
    linhas = list(csv.DictReader(io.StringIO(texto.decode("utf-8-sig"))))
    assert [linha["caminho"] for linha in linhas] == [f"{n}.mq4" for n in range(5)]


def test_relatorio_parcial_depois_do_intervalo(palco: Palco) -> None:
    agente = _agente(palco, intervalo=0.05)
    esperar(lambda: palco.gravador.de(RelatorioGravado), "um relatório parcial")
    assert palco.gravador.de(RelatorioGravado)[0].parcial
    assert ler_ultimo(palco.pastas.relatorios)["parcial"] is True
    palco.terminar_classificacao()
    assert agente.aguardar(60)
    assert palco.gravador.de(RelatorioGravado)[-1].parcial is False
    assert ler_ultimo(palco.pastas.relatorios)["parcial"] is False


def test_antes_do_intervalo_nao_ha_parcial(palco: Palco) -> None:
    _relatar(palco)
    assert [e.parcial for e in palco.gravador.de(RelatorioGravado)] == [False]


def test_parar_enquanto_espera(palco: Palco) -> None:
    agente = _agente(palco)
    esperar(lambda: agente.estado().atividade == "esperando a classificação", "esperar")
    agente.parar()
    assert agente.aguardar(30)
    assert agente.estado().situacao == "terminado"
    assert not (palco.pastas.relatorios / "ultimo.html").exists()


def test_sem_mudanca_o_ultimo_continua_valendo(palco: Palco) -> None:
    _relatar(palco)
    antes = {p: p.stat().st_mtime_ns for p in palco.pastas.relatorios.rglob("*")}
    agente = _relatar(palco, mudou=False)
    assert "continua valendo" in agente.estado().atividade
    assert {p: p.stat().st_mtime_ns for p in palco.pastas.relatorios.rglob("*")} == antes
    ultimo = palco.gravador.de(RelatorioGravado)[-1]
    assert ultimo.caminho == str(palco.pastas.relatorios / "ultimo.html")


@pytest.mark.parametrize("estrago", ["sem html", "json estragado", "parcial", "outras regras"])
def test_sem_mudanca_mas_sem_relatorio_que_valha(palco: Palco, estrago: str) -> None:
    _relatar(palco)
    pasta = palco.pastas.relatorios
    dados = json.loads((pasta / "ultimo.json").read_bytes())
    if estrago == "sem html":
        (pasta / "ultimo.html").unlink()
    elif estrago == "json estragado":
        (pasta / "ultimo.json").write_bytes(b'{"execucao":')
    else:
        dados["parcial"] = estrago == "parcial"
        dados["execucao"]["regras"] = "x" if estrago == "outras regras" else palco.execucao.regras
        (pasta / "ultimo.json").write_text(json.dumps(dados), encoding="utf-8")
    agente = _relatar(palco, mudou=False)
    assert agente.estado().atividade == "relatório gravado"
    assert (pasta / "ultimo.html").exists()


def test_o_mesmo_relatorio_tem_os_mesmos_bytes(palco: Palco) -> None:
    pastas = (palco.pastas.base / "um", palco.pastas.base / "dois")
    for pasta in pastas:
        gravar_relatorio(palco.aberta.consulta, palco.execucao, Encomenda(pasta))
    um, dois = ({p.name: p.read_bytes() for p in q.rglob("*") if p.is_file()} for q in pastas)
    assert um == dois


def test_falha_deixa_o_relatorio_antigo(palco: Palco, monkeypatch: pytest.MonkeyPatch) -> None:
    _relatar(palco)
    pasta = palco.pastas.relatorios
    antes = {p: p.read_bytes() for p in pasta.rglob("*") if p.is_file()}

    def cheio(*_: object) -> None:
        raise ErroDisco("Disco cheio: não foi possível gravar")

    monkeypatch.setattr(gravacao_de_relatorios, "gravar_inteiro", cheio)
    agente = _relatar(palco)
    assert isinstance(agente.erro, ErroDisco)
    assert agente.estado().situacao == "falhou"
    assert "Disco cheio" in agente.estado().erro
    for arquivo in (pasta / "ultimo.html", pasta / "ultimo.json"):
        assert arquivo.read_bytes() == antes[arquivo]


def test_relatorio_pulado_nao_vale_pelo_seguinte(tmp_path: Path, palco: Palco) -> None:
    """What changed in a run without a report must be in the next one, though nothing is new."""
    central = criar_central(tmp_path / "outra", palco.biblioteca)
    pasta = central.ambiente.pastas.relatorios
    for numero in (1, 2):
        central.executar_comando_completo("classificar_tudo")
        assert ler_ultimo(pasta)["totais"]["arquivos"] == 4 + numero
        escrever(palco.biblioteca, {f"novo {numero}.mq4": fonte(100 + numero)})
        central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    central.executar_comando_completo("classificar_tudo")
    assert ler_ultimo(pasta)["totais"]["arquivos"] == 7
    antes = (pasta / "ultimo.html").stat().st_mtime_ns
    for _ in range(3):
        assert not central.executar_comando_completo("classificar_tudo")["mudou"]
    assert (pasta / "ultimo.html").stat().st_mtime_ns == antes


def test_falha_do_relatorio_nao_estraga_a_classificacao(tmp_path: Path, palco: Palco) -> None:
    base = tmp_path / "outra"
    central = criar_central(base, palco.biblioteca, auto_backup=True)
    (base / "relatorios").write_bytes(b"um arquivo no lugar da pasta")
    resposta = central.executar_comando_completo("classificar_tudo")
    assert resposta["estado"] == "concluida"
    assert resposta["contagens"]["arquivos"] == 5
    assert resposta["erros_dos_agentes"].keys() == {"relatorios"}
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 1)
    assert resposta["relatorio"] == ""
    assert resposta["backup"].endswith("novos")
    assert central.threads_ativas == {}
