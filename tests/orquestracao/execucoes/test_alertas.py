"""Alerts around a run: started with it, ended with it, never in its way; and their commands."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, delete, update

from componentes.alertas.destinos import VARIAVEL
from componentes.base.eventos import (
    AgenteTerminado,
    AlertaEmitido,
    Aviso,
    Evento,
    ExecucaoInterrompida,
    InventarioPronto,
)
from componentes.catalogo.modelo import EstadoExecucao
from componentes.catalogo.tabelas import eventos, execucoes
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.execucoes import avisos as modulo
from componentes.orquestracao.execucoes.fila import escrevendo
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import Gravador, criar_central
from tests.apoio.programa import RAIZ, ambiente, rodar_python
from tests.apoio.servidores import receptor

SEGREDO = "t0kenDoCaminho"


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(3)})


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path) -> OrquestradorCentral:
    return criar_central(tmp_path / "base", biblioteca)


def _falhando(central: OrquestradorCentral) -> Gravador:
    """Make some agent fail in the middle of the next run; return what is published."""

    def falhar(evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            central.barramento.publicar(AgenteTerminado("vigia", "a unidade sumiu"))

    gravador = Gravador()
    central.barramento.assinar(falhar)
    central.barramento.assinar(gravador)
    return gravador


def _classificar(central: OrquestradorCentral) -> dict[str, Any]:
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert resposta["sucesso"], resposta
    return resposta


def _listados(central: OrquestradorCentral) -> list[dict[str, Any]]:
    achados: list[dict[str, Any]] = central.executar_comando_completo("alertas_listar")["alertas"]
    return achados


def test_um_alerta_durante_a_execucao(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    gravador = _falhando(central)
    with receptor() as casa:
        monkeypatch.setenv(VARIAVEL, f"casa=json://127.0.0.1:{casa.porta}/{SEGREDO}")
        _classificar(central)
    dito, fim = gravador.de(AlertaEmitido)
    assert dito.texto == "um agente falhou: vigia falhou e parou: a unidade sumiu"
    assert (fim.regra, fim.no_terminal) == ("execucao_concluida", False)
    falhou, terminou = (json.loads(corpo) for _, corpo in casa.recebidos)
    assert str(central.ambiente.pastas.base) in falhou["message"]
    assert terminou["title"] == "Orquestrador Central: execução concluída"
    linhas = [(a["situacao"], a["titulo"], a["envio"]) for a in _listados(central)]
    assert linhas == [
        ("ativo", "um agente falhou", ""),
        ("registrado", "execução concluída", ""),
    ]
    assert central.threads_ativas == {}


@pytest.mark.parametrize("quem_cura", ["a_propria_execucao", "quem_so_olha"])
def test_execucao_morta_e_dita_pela_seguinte_uma_vez(
    central: OrquestradorCentral, quem_cura: str
) -> None:
    _classificar(central)
    with escrevendo(central.ambiente) as (escritor, consulta):
        (antes,) = consulta.execucoes(9)
        escritor.executar(partial(_matar, execucao_id=antes.id))
    if quem_cura == "quem_so_olha":
        assert central.executar_comando_completo("execucoes_listar")["sucesso"]
    gravador = Gravador()
    central.barramento.assinar(gravador)
    for _ in range(2):
        _classificar(central)
    (cortada,) = gravador.de(ExecucaoInterrompida)
    assert (cortada.execucao, cortada.comando) == (antes.nome, "classificar_tudo")
    ditos = [e.resolvido for e in gravador.de(AlertaEmitido) if e.regra == "execucao_interrompida"]
    assert ditos == [False, True]


def _matar(conn: Connection, execucao_id: int) -> None:
    """Leave a run as a killed process does: at work, its story without an end."""
    conn.execute(
        update(execucoes)
        .where(execucoes.c.id == execucao_id)
        .values(estado=EstadoExecucao.EXECUTANDO, terminada_em="")
    )
    terminou = (eventos.c.execucao_id == execucao_id) & (eventos.c.tipo == "ExecucaoTerminada")
    conn.execute(delete(eventos).where(terminou))


def test_um_canal_preso_nao_impede_o_fim(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modulo, "_PRAZOS", replace(modulo._PRAZOS, fechamento=0.5))
    _falhando(central)
    with receptor() as preso, receptor() as livre:
        preso.solto.clear()
        enderecos = [f"{n}=json://127.0.0.1:{r.porta}/{SEGREDO}"
                     for n, r in (("preso", preso), ("livre", livre))]  # fmt: skip
        monkeypatch.setenv(VARIAVEL, " ".join(enderecos))
        resposta = _classificar(central)
        assert preso.chegou.wait(30)
        assert not preso.solto.is_set()
    assert resposta["estado"] == "concluida"
    assert len(livre.recebidos) == 2
    nota = "preso: a execução terminou antes do fim do envio"
    assert [linha["envio"] for linha in _listados(central)] == [nota, nota]


def test_um_canal_que_recusa_so_deixa_nota(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    _falhando(central)
    with receptor(500) as casa:
        monkeypatch.setenv(VARIAVEL, f"casa=json://127.0.0.1:{casa.porta}/{SEGREDO}")
        _classificar(central)
    assert len(casa.recebidos) == 2 * modulo._PRAZOS.tentativas
    linhas = _listados(central)
    for linha in linhas:
        assert linha["envio"].startswith("casa: o serviço recusou a mensagem")
    log = (central.ambiente.pastas.logs / "orquestrador.log").read_text(encoding="utf-8")
    assert "alerta não entregue a casa" in log
    assert SEGREDO not in log + json.dumps(linhas)


def test_uma_execucao_que_falha_e_dita_e_a_seguinte_resolve(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quebrar() -> None:
        raise RuntimeError("sem luz")

    gravador = Gravador()
    central.barramento.assinar(gravador)
    with monkeypatch.context() as quebrado:
        quebrado.setattr(central.classificador, "trabalhar", quebrar)
        assert not central.executar_comando_completo("classificar_tudo")["sucesso"]
    assert _listados(central)[0]["situacao"] == "ativo"
    _classificar(central)
    ditos = [(d.regra, d.resolvido) for d in gravador.de(AlertaEmitido)]
    assert ("execucao_falhou", False) in ditos
    assert ("execucao_falhou", True) in ditos
    assert {a["situacao"] for a in _listados(central)} == {"resolvido", "registrado"}


def test_desligado_nao_ha_alertador(tmp_path: Path, biblioteca: Path) -> None:
    central = criar_central(tmp_path / "base", biblioteca, alertas={"ligado": False})
    gravador = _falhando(central)
    _classificar(central)
    assert gravador.de(AlertaEmitido) == []
    assert _listados(central) == []


def test_destino_que_nao_serve_e_um_aviso_e_a_execucao_segue(
    tmp_path: Path, biblioteca: Path
) -> None:
    destinos = [{"nome": "telegram", "endereco": "env:VARIAVEL_QUE_NAO_HA"}]
    central = criar_central(tmp_path / "base", biblioteca, alertas={"destinos": destinos})
    gravador = _falhando(central)
    _classificar(central)
    (aviso,) = gravador.de(Aviso)
    assert "'telegram' não tem endereço" in aviso.texto
    assert "VARIAVEL_QUE_NAO_HA" in aviso.texto
    assert len(gravador.de(AlertaEmitido)) == 2


def test_a_historia_da_execucao_guarda_o_alerta(central: OrquestradorCentral) -> None:
    from componentes.orquestracao.sessao import leitura  # noqa: PLC0415

    _falhando(central)
    _classificar(central)
    with leitura(central.ambiente) as consulta:
        execucao = consulta.ultima_execucao()
        assert execucao is not None
        tipos = [evento.tipo for evento in consulta.eventos(execucao.id)]
    assert "AlertaEmitido" in tipos


_SEM_CARGA = """
import sys
from pathlib import Path
from componentes.orquestracao.ambiente import preparar_ambiente
from componentes.orquestracao.central import OrquestradorCentral
if __name__ == "__main__":
    central = OrquestradorCentral(preparar_ambiente(Path(sys.argv[1])))
    def falhar(evento):
        if type(evento).__name__ == "InventarioPronto":
            from componentes.base.eventos import AgenteTerminado
            central.barramento.publicar(AgenteTerminado("vigia", "sumiu"))
    central.barramento.assinar(falhar)
    assert central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    assert len(central.executar_comando_completo("alertas_listar")["alertas"]) == 2
    print(sorted({"apprise", "requests"} & sys.modules.keys()))
"""


def test_sem_destinos_nada_do_que_envia_e_importado(
    central: OrquestradorCentral, tmp_path: Path
) -> None:
    programa = tmp_path / "programa.py"
    programa.write_text(_SEM_CARGA, encoding="utf-8")
    env = {n: v for n, v in ambiente(PYTHONPATH=str(RAIZ)).items() if n != VARIAVEL}
    feito = rodar_python(programa, central.ambiente.pastas.base, env=env)
    assert feito.stdout.decode().strip() == "[]", feito.stderr.decode()


def test_listar_antes_de_qualquer_execucao(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("alertas_listar")
    assert (resposta["sucesso"], resposta["alertas"]) == (True, [])


def test_silenciar_e_voltar_a_avisar(central: OrquestradorCentral) -> None:
    _falhando(central)
    _classificar(central)
    identidade = _listados(central)[0]["impressao"]
    pedido = {"id": identidade[:6], "minutos": 5}
    resposta = central.executar_comando_completo("alertas_silenciar", pedido)
    assert (resposta["sucesso"], resposta["id"]) == (True, identidade)
    assert _listados(central)[0]["silenciado_ate"] == resposta["ate"] > ""
    pedido["minutos"] = 0
    assert central.executar_comando_completo("alertas_silenciar", pedido)["ate"] == ""
    assert _listados(central)[0]["silenciado_ate"] == ""


@pytest.mark.parametrize("identidade", ["zzz", "%"])
def test_silenciar_o_que_nao_ha(central: OrquestradorCentral, identidade: str) -> None:
    _falhando(central)
    _classificar(central)
    resposta = central.executar_comando_completo("alertas_silenciar", {"id": identidade})
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)
    assert "alertas listar" in resposta["o_que_fazer"]


def test_silenciar_sem_catalogo_nao_cria_um(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("alertas_silenciar", {"id": "a"})
    assert not resposta["sucesso"]
    assert not central.ambiente.pastas.catalogo.exists()


def test_testar_diz_de_cada_um(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receptor() as casa, receptor(403) as recusa:
        enderecos = (
            f"casa=json://ana:s3nhaForte@127.0.0.1:{casa.porta}/{SEGREDO}",
            f"recusa=json://127.0.0.1:{recusa.porta}/{SEGREDO}",
            f"nada=naoexiste://{SEGREDO}",
        )
        monkeypatch.setenv(VARIAVEL, " ".join(enderecos))
        resposta = central.executar_comando_completo("alertas_testar")
        so_uma = central.executar_comando_completo("alertas_testar", {"destino": "casa"})
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 1)
    entregues = {r["destino"]: r["entregue"] for r in resposta["resultados"]}
    assert entregues == {"casa": True, "recusa": False, "nada": False}
    assert "403" in resposta["resultados"][1]["motivo"]
    assert so_uma["sucesso"]
    assert [r["destino"] for r in so_uma["resultados"]] == ["casa"]
    assert len(casa.recebidos) == 2
    for segredo in (SEGREDO, "s3nhaForte"):
        assert segredo.lower() not in json.dumps(resposta).lower()


def test_testar_sem_destino_diz_o_que_fazer(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIAVEL, raising=False)
    resposta = central.executar_comando_completo("alertas_testar")
    assert resposta["codigo"] == 2
    assert VARIAVEL in resposta["o_que_fazer"]
    monkeypatch.setenv(VARIAVEL, "casa=json://127.0.0.1:9")
    resposta = central.executar_comando_completo("alertas_testar", {"destino": "cassa"})
    assert resposta["codigo"] == 2
    assert resposta["o_que_fazer"] == "destinos que há: casa"


@pytest.mark.skipif(os.name == "nt", reason="o Windows não tem modos de arquivo")
def test_testar_recusa_um_arquivo_aberto_a_outros(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIAVEL, raising=False)
    arquivo = central.ambiente.pastas.segredos
    arquivo.write_text(json.dumps({"alertas": {"a": f"json://x/{SEGREDO}"}}), encoding="utf-8")
    arquivo.chmod(0o644)
    resposta = central.executar_comando_completo("alertas_testar")
    assert resposta["codigo"] == 2
    assert "0644" in resposta["erro"]
    assert "chmod 600" in resposta["o_que_fazer"]
    arquivo.chmod(0o600)
    assert central.executar_comando_completo("alertas_testar")["codigo"] == 1


def test_o_backup_nao_leva_os_segredos(
    central: OrquestradorCentral, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIAVEL, raising=False)
    _classificar(central)
    arquivo = central.ambiente.pastas.segredos
    arquivo.write_text(json.dumps({"alertas": {}}), encoding="utf-8")
    arquivo.chmod(0o600)
    assert central.executar_comando_completo("backup_completo")["sucesso"]
    pedido = {"id": "ultimo", "destino": str(tmp_path / "volta")}
    assert central.executar_comando_completo("backups_restaurar", pedido)["sucesso"]
    voltaram = {caminho.name for caminho in (tmp_path / "volta").rglob("*.json")}
    assert "orquestrador.json" in voltaram
    assert "segredos.json" not in voltaram
