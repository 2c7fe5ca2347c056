"""The backup agent: after the classification, with the report, and never in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from componentes.agentes.auto_backup_integration import (
    NADA_MUDOU,
    AutoBackupIntegration,
    BackupPedido,
)
from componentes.base.eventos import AgenteTerminado, BackupTerminado
from componentes.copia_seguranca.repositorio import Repositorio
from tests.agentes.conftest import Palco
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import criar_central
from tests.apoio.programa import esperar


def _agente(palco: Palco, *, espera_relatorio: bool = False) -> AutoBackupIntegration:
    agente = AutoBackupIntegration(palco.barramento)
    agente.encomendar(
        BackupPedido(
            palco.pastas,
            palco.execucao.raizes,
            palco.execucao.raiz,
            palco.aberta.consulta,
            espera_relatorio=espera_relatorio,
        )
    )
    return agente


def _copiar(palco: Palco) -> AutoBackupIntegration:
    agente = _agente(palco)
    agente.iniciar(lambda _: None)
    palco.terminar_classificacao()
    assert agente.aguardar(60)
    return agente


def _conteudos(pasta: Path) -> dict[str, bytes]:
    return {
        p.relative_to(pasta).as_posix(): p.read_bytes() for p in pasta.rglob("*") if p.is_file()
    }


def test_copia_biblioteca_configuracao_e_catalogo(palco: Palco, tmp_path: Path) -> None:
    agente = _copiar(palco)
    assert agente.erro is None
    (terminado,) = palco.gravador.de(BackupTerminado)
    (feito,) = Repositorio(palco.pastas.backups).listar()
    assert terminado.id == feito.id
    Repositorio(palco.pastas.backups).restaurar("ultimo", tmp_path / "volta")
    volta = _conteudos(tmp_path / "volta")
    biblioteca = {f"biblioteca/{n}.mq4": fonte(n) for n in range(5)}
    assert volta.items() >= biblioteca.items()
    assert volta["configuracao/orquestrador.json"] == palco.pastas.configuracao.read_bytes()
    assert any(nome.endswith("catalogo.sqlite") for nome in volta)


def test_espera_a_classificacao(palco: Palco) -> None:
    agente = _agente(palco)
    agente.iniciar(lambda _: None)
    assert not agente.aguardar(0.5)
    assert agente.estado().atividade == "esperando a classificação"
    assert not palco.pastas.backups.exists()
    palco.terminar_classificacao()
    assert agente.aguardar(60)
    assert agente.estado().atividade.endswith("novos")


def test_espera_o_relatorio_e_o_inclui(palco: Palco, tmp_path: Path) -> None:
    agente = _agente(palco, espera_relatorio=True)
    agente.iniciar(lambda _: None)
    palco.terminar_classificacao()
    assert not agente.aguardar(0.5)
    escrever(palco.pastas.relatorios, {"ultimo.html": b"escrito depois"})
    palco.barramento.publicar(AgenteTerminado("monitor"))
    assert not agente.aguardar(0.3)
    palco.barramento.publicar(AgenteTerminado("relatorios"))
    assert agente.aguardar(60)
    Repositorio(palco.pastas.backups).restaurar("ultimo", tmp_path / "volta")
    assert _conteudos(tmp_path / "volta")["relatorios/ultimo.html"] == b"escrito depois"


def test_parar_enquanto_espera(palco: Palco) -> None:
    agente = _agente(palco)
    agente.iniciar(lambda _: None)
    agente.parar()
    assert agente.aguardar(30)
    assert agente.estado().situacao == "terminado"
    assert palco.gravador.de(BackupTerminado) == []
    assert not palco.pastas.backups.exists()


def test_cancelar_no_meio_nao_deixa_meio_backup(
    palco: Palco, monkeypatch: pytest.MonkeyPatch
) -> None:
    agente = _agente(palco)
    original = agente._progredir

    def progredir(feitos: int, arquivos: int) -> None:
        original(feitos, arquivos)
        agente.parar()

    monkeypatch.setattr(agente, "_progredir", progredir)
    agente.iniciar(lambda _: None)
    palco.terminar_classificacao()
    assert agente.aguardar(60)
    assert agente.erro is None
    assert agente.estado().atividade == "cancelado a pedido"
    assert palco.gravador.de(BackupTerminado) == [BackupTerminado("", motivo="cancelado a pedido")]
    assert Repositorio(palco.pastas.backups).listar() == []
    assert list(palco.pastas.backups.rglob("*.tmp")) == []
    _copiar(palco)
    assert len(Repositorio(palco.pastas.backups).listar()) == 1


def test_nada_mudou(tmp_path: Path, palco: Palco) -> None:
    central = criar_central(tmp_path / "outra", palco.biblioteca, auto_backup=True)
    central.executar_comando_completo("classificar_tudo")
    resposta = central.executar_comando_completo("backup_completo")
    while resposta["id"]:  # the catalogue itself has changed since: until it no longer does
        assert len(Repositorio(central.ambiente.pastas.backups).listar()) < 4
        resposta = central.executar_comando_completo("backup_completo")
    assert resposta["sucesso"]
    assert resposta["motivo"] == NADA_MUDOU


def test_sem_nada_catalogado_nao_ha_falha(palco: Palco) -> None:
    agente = AutoBackupIntegration(palco.barramento)
    pedido = BackupPedido(palco.pastas, ("/nenhures",), "/nenhures", palco.aberta.consulta)
    agente.encomendar(pedido)
    agente.iniciar(lambda _: None)
    palco.terminar_classificacao()
    assert agente.aguardar(60)
    assert agente.erro is None
    assert agente.estado().atividade == "nada a copiar: a biblioteca está vazia"


def test_arquivo_que_sumiu_vira_aviso(palco: Palco) -> None:
    (palco.biblioteca / "0.mq4").unlink()
    agente = _copiar(palco)
    assert agente.erro is None
    (feito,) = Repositorio(palco.pastas.backups).listar()
    assert [aviso.nome for aviso in feito.avisos] == ["biblioteca/0.mq4"]


def test_backup_que_falha_nao_estraga_a_execucao(tmp_path: Path, palco: Palco) -> None:
    base = tmp_path / "outra"
    central = criar_central(base, palco.biblioteca, auto_backup=True)
    (base / "backups").write_bytes(b"um arquivo no lugar da pasta")
    resposta = central.executar_comando_completo("classificar_tudo")
    assert resposta["estado"] == "concluida"
    assert resposta["contagens"]["arquivos"] == 5
    assert resposta["erros_dos_agentes"].keys() == {"backup"}
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 1)
    assert Path(resposta["relatorio"]).is_file()
    assert central.threads_ativas == {}


def test_o_backup_de_uma_execucao_tem_o_relatorio_dela(tmp_path: Path, palco: Palco) -> None:
    central = criar_central(tmp_path / "outra", palco.biblioteca, auto_backup=True)
    resposta = central.executar_comando_completo("classificar_tudo")
    assert resposta["backup"].endswith("novos")
    esperar(lambda: not central.threads_ativas, "as threads saírem do registro")
    Repositorio(central.ambiente.pastas.backups).restaurar("ultimo", tmp_path / "volta")
    volta = _conteudos(tmp_path / "volta")
    assert volta["relatorios/ultimo.html"] == Path(resposta["relatorio"]).read_bytes()
    assert f"relatorios/{resposta['execucao']}/relatorio.csv" in volta
