"""Backups through the commands: sent on, rehearsed, warned of, and kept before an overwrite."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from componentes.agentes import depois_do_backup
from componentes.agentes import guarda_de_backups as modulo_da_guarda
from componentes.agentes.auto_backup_integration import NADA_MUDOU
from componentes.agentes.guarda_de_backups import GuardaDeBackups
from componentes.base.eventos import (
    AlertaEmitido,
    Aviso,
    BackupEnviado,
    DiscoMedido,
    EnsaioTerminado,
    IdadeDoBackup,
    Passo,
)
from componentes.base.tempo import em_texto
from componentes.copia_seguranca import envio, idade
from componentes.copia_seguranca.ensaio import Ensaio
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.orquestracao.ambiente import preparar_ambiente
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.protecao import lugares_de, protecao_de
from tests.apoio.bibliotecas import escrever, fonte, retrato
from tests.apoio.centrais import Gravador, configurar, criar_central
from tests.apoio.depositos import Tropeco, registrar
from tests.apoio.programa import esperar, rodar

SENHA = "S3nhaSecreta"


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(4)})


@pytest.fixture
def unidade(tmp_path: Path) -> Path:
    (tmp_path / "unidade").mkdir()
    return tmp_path / "unidade"


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path, unidade: Path) -> OrquestradorCentral:
    return _central(tmp_path, biblioteca, ("disco", str(unidade / "copias")))


@pytest.fixture
def gravador(central: OrquestradorCentral) -> Gravador:
    gravador = Gravador()
    central.barramento.assinar(gravador)
    return gravador


def _central(
    tmp_path: Path, biblioteca: Path, *destinos: tuple[str, str], **ajustes: Any
) -> OrquestradorCentral:
    ditos = [{"nome": nome, "endereco": endereco} for nome, endereco in destinos]
    backup = {"destinos": ditos, **ajustes}
    return criar_central(tmp_path / "base", biblioteca, auto_backup=True, backup=backup)


def _pedir(central: OrquestradorCentral, comando: str, **parametros: Any) -> dict[str, Any]:
    return central.executar_comando_completo(comando, parametros)


def _envio(resposta: dict[str, Any]) -> tuple[str, str]:
    (feito,) = resposta["envios"]
    return feito["destino"], feito["situacao"]


def test_a_execucao_ensaia_e_envia(
    central: OrquestradorCentral, gravador: Gravador, unidade: Path, tmp_path: Path
) -> None:
    resposta = _pedir(central, "classificar_tudo")
    assert resposta["sucesso"], resposta
    assert resposta["ensaio"]["problemas"] == ()
    assert resposta["ensaio"]["arquivos"] > 4
    assert _envio(resposta) == ("disco", "em_dia")
    assert len(gravador.de(EnsaioTerminado)) == len(gravador.de(BackupEnviado)) == 1
    assert gravador.de(IdadeDoBackup)[-1].horas < 1
    feito = Repositorio(unidade / "copias").restaurar("ultimo", tmp_path / "v", padrao="bib*")
    assert retrato(tmp_path / "v" / "biblioteca").keys() == retrato(tmp_path / "b").keys()
    assert feito.danificados == ()


def test_unidade_ausente_e_um_aviso_e_volta_na_vez_seguinte(
    central: OrquestradorCentral, gravador: Gravador, unidade: Path, biblioteca: Path
) -> None:
    unidade.rmdir()
    resposta = _pedir(central, "classificar_tudo")
    assert (resposta["sucesso"], resposta["codigo"]) == (True, 0)
    assert _envio(resposta) == ("disco", "ausente")
    (dito,) = gravador.de(BackupEnviado)
    assert "não está acessível" in dito.motivo
    assert not unidade.exists()
    unidade.mkdir()
    (biblioteca / "novo.mq4").write_bytes(fonte(77))
    assert _envio(_pedir(central, "classificar_tudo")) == ("disco", "em_dia")
    assert len(list((unidade / "copias" / "instantaneos").iterdir())) == 2


def test_servidor_que_pendura_nao_prende_a_execucao(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    solto = threading.Event()
    monkeypatch.setattr(depois_do_backup, "enviar_a", lambda *_, **__: solto.wait(60))
    monkeypatch.setattr(depois_do_backup, "_PARA_LARGAR", 0.05)
    monkeypatch.setattr("componentes.orquestracao.execucoes.elenco._PARTE_PARA_ENVIAR", 0.0)
    try:
        resposta = _pedir(central, "classificar_tudo")
    finally:
        solto.set()
    assert (resposta["sucesso"], resposta["estado"]) == (True, "concluida")
    assert "sem resposta" in resposta["envios"][0]["motivo"]


def test_qualquer_erro_do_envio_fica_no_envio(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quebrar(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nunca visto")

    monkeypatch.setattr(depois_do_backup, "enviar", quebrar)
    resposta = _pedir(central, "classificar_tudo")
    assert resposta["sucesso"]
    assert "nunca visto" in resposta["envios"][0]["motivo"]


def test_destino_que_nao_serve_e_um_aviso_e_a_execucao_segue(
    tmp_path: Path, biblioteca: Path
) -> None:
    central = _central(tmp_path, biblioteca, ("mau", str(biblioteca / "x")))
    gravador = Gravador()
    central.barramento.assinar(gravador)
    resposta = _pedir(central, "classificar_tudo")
    assert resposta["sucesso"]
    assert [a.texto for a in gravador.de(Aviso) if "'mau' fica dentro" in a.texto]
    assert not (biblioteca / "x").exists()
    recusa = _pedir(central, "config_validar")
    assert (recusa["sucesso"], recusa["codigo"]) == (False, 2)


def test_config_validar_diz_o_que_nao_esta_ligado(
    central: OrquestradorCentral, unidade: Path, tmp_path: Path, biblioteca: Path
) -> None:
    assert _pedir(central, "config_validar")["ausentes"] == []
    unidade.rmdir()
    (ausente,) = _pedir(central, "config_validar")["ausentes"]
    assert "'disco' não está acessível agora" in ausente
    desconhecido = _central(tmp_path, biblioteca, ("x", "gopher://a/b"))
    assert "tipo desconhecido" in _pedir(desconhecido, "config_validar")["erro"]


def test_ensaio_que_falha_e_erro_e_alerta_e_depois_se_resolve(
    central: OrquestradorCentral,
    gravador: Gravador,
    biblioteca: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def falhar(_: object, qual: str, *__: object) -> Ensaio:
        return Ensaio(qual, 20, ("biblioteca/1.mq4: restaurado, tem outro conteúdo",))

    monkeypatch.setattr(depois_do_backup, "ensaiar", falhar)
    resposta = _pedir(central, "classificar_tudo")
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 3)
    (dito,) = (a for a in gravador.de(AlertaEmitido) if a.regra == "ensaio_falhou")
    assert "tem outro conteúdo" in dito.texto
    monkeypatch.undo()
    (biblioteca / "novo.mq4").write_bytes(fonte(77))
    assert _pedir(central, "classificar_tudo")["codigo"] == 0
    ditos = [a.resolvido for a in gravador.de(AlertaEmitido) if a.regra == "ensaio_falhou"]
    assert ditos == [False, True]


def test_ensaio_que_falhou_e_repetido_tambem_quando_nada_mudou(
    central: OrquestradorCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falhar(_: object, qual: str, *__: object) -> Ensaio:
        return Ensaio(qual, 20, ("biblioteca/1.mq4: restaurado, tem outro conteúdo",))

    with monkeypatch.context() as remendo:
        remendo.setattr(depois_do_backup, "ensaiar", falhar)
        assert _pedir(central, "classificar_tudo")["codigo"] == 3
        de_novo = _pedir(central, "classificar_tudo")
        assert (de_novo["backup"], de_novo["codigo"]) == (NADA_MUDOU, 3)
    backups = central.ambiente.pastas.backups
    assert idade.ultimo_bom(backups) is None
    sarado = _pedir(central, "classificar_tudo")
    assert (sarado["backup"], sarado["codigo"]) == (NADA_MUDOU, 0)
    assert sarado["ensaio"]["problemas"] == ()
    assert idade.ultimo_bom(backups) is not None
    assert _pedir(central, "classificar_tudo")["ensaio"] == {}


def test_backup_velho_alerta_e_depois_se_resolve(
    tmp_path: Path, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    central = _central(tmp_path, biblioteca, idade_maxima=5)
    gravador = Gravador()
    central.barramento.assinar(gravador)
    _pedir(central, "classificar_tudo")
    daqui_a_dias = em_texto(datetime.now(UTC) + timedelta(hours=49))
    monkeypatch.setattr(idade, "agora", lambda: daqui_a_dias)
    _pedir(central, "classificar_tudo", backup_auto=False)
    (dito,) = (a for a in gravador.de(AlertaEmitido) if a.regra == "backup_velho")
    assert "49 h (limite 5 h)" in dito.texto
    monkeypatch.undo()
    _pedir(central, "classificar_tudo")
    ditos = [a.resolvido for a in gravador.de(AlertaEmitido) if a.regra == "backup_velho"]
    assert ditos == [False, True]


def test_sem_backup_nenhum_nada_e_velho(tmp_path: Path, biblioteca: Path) -> None:
    central = criar_central(tmp_path / "base", biblioteca)
    gravador = Gravador()
    central.barramento.assinar(gravador)
    assert _pedir(central, "classificar_tudo")["sucesso"]
    assert gravador.de(IdadeDoBackup) == []


def test_o_disco_de_cada_lugar_e_medido(
    central: OrquestradorCentral, unidade: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pedir(central, "classificar_tudo")
    discos = {central.ambiente.pastas.base: 1, central.ambiente.pastas.backups: 2}
    monkeypatch.setattr(depois_do_backup, "_disco", lambda pasta: discos.get(pasta, 3))
    protecao = protecao_de(central.ambiente, lugares_de(central.ambiente))
    medidos = [e for e in depois_do_backup.medir(protecao) if isinstance(e, DiscoMedido)]
    assert [m.pasta for m in medidos] == [
        str(central.ambiente.pastas.backups),
        str(unidade / "copias"),
    ]
    assert all(m.livre > 0 for m in medidos)
    monkeypatch.setattr(depois_do_backup, "_disco", lambda _: 1)
    assert not [e for e in depois_do_backup.medir(protecao) if isinstance(e, DiscoMedido)]


def test_enviar_verificar_e_restaurar_de_la(
    central: OrquestradorCentral, unidade: Path, tmp_path: Path, biblioteca: Path
) -> None:
    unidade.rmdir()
    _pedir(central, "classificar_tudo")
    ausente = _pedir(central, "backups_enviar")
    assert (ausente["codigo"], _envio(ausente)) == (1, ("disco", "ausente"))
    unidade.mkdir()
    assert _envio(_pedir(central, "backups_enviar", destino="disco")) == ("disco", "em_dia")
    inteiro = _pedir(central, "backups_verificar", destino="disco")
    assert (inteiro["sucesso"], inteiro["problemas"], inteiro["destino"]) == (True, [], "disco")
    (pacote,) = (unidade / "copias" / "pacotes").glob("*.zip")
    bom = pacote.read_bytes()
    pacote.write_bytes(bom[:-1] + bytes([bom[-1] ^ 1]))
    achado = _pedir(central, "backups_verificar", destino="disco")
    assert (achado["codigo"], len(achado["problemas"])) == (3, 1)
    assert _envio(_pedir(central, "backups_enviar")) == ("disco", "em_dia")
    assert pacote.read_bytes() == bom
    central.ambiente.pastas.backups.rename(tmp_path / "perdidos")
    pedido = {"id": "ultimo", "destino": str(tmp_path / "v"), "de": "disco", "arquivo": "bib*"}
    assert _pedir(central, "backups_restaurar", **pedido)["restaurados"] == 4
    assert (tmp_path / "v/biblioteca/1.mq4").read_bytes() == fonte(1)


def test_destino_que_nao_existe(central: OrquestradorCentral, tmp_path: Path) -> None:
    for comando, parametros in (
        ("backups_enviar", {"destino": "nuvem"}),
        ("backups_verificar", {"destino": "nuvem"}),
        ("backups_restaurar", {"id": "ultimo", "de": "nuvem", "destino": str(tmp_path / "v")}),
    ):
        resposta = _pedir(central, comando, **parametros)
        assert (resposta["codigo"], resposta["o_que_fazer"]) == (2, "destinos que há: disco")
    assert "nenhum backup para enviar" in _pedir(central, "backups_enviar")["erro"]
    sem = criar_central(tmp_path / "outra", tmp_path)
    assert "Nenhum destino" in _pedir(sem, "backups_enviar")["erro"]


def test_a_senha_nao_sai_por_lado_nenhum(
    tmp_path: Path, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registrar()
    monkeypatch.setattr(envio, "_ESPERA", 0.001)
    monkeypatch.setenv("NUVEM", f"tropeco://ana:{SENHA}@nuvem/copias")
    Tropeco.quebra_em = 100
    central = _central(tmp_path, biblioteca, ("nuvem", "env:NUVEM"))
    gravador = Gravador()
    central.barramento.assinar(gravador)
    resposta = _pedir(central, "classificar_tudo")
    assert resposta["sucesso"]
    assert "connection reset" in resposta["envios"][0]["motivo"]
    eventos = _pedir(central, "execucoes_eventos", execucao=resposta["execucao"])
    mostrado = _pedir(central, "config_mostrar")
    guardado = b"".join(p.read_bytes() for p in (tmp_path / "base").rglob("*") if p.is_file())
    assert SENHA not in f"{resposta}{gravador.eventos}{eventos}{mostrado}"
    assert SENHA.encode() not in guardado


def test_sobrescrever_guarda_antes_o_que_ninguem_tem(
    central: OrquestradorCentral, gravador: Gravador, tmp_path: Path
) -> None:
    _pedir(central, "classificar_tudo")
    destino = tmp_path / "v"
    pedido = {"id": "ultimo", "destino": str(destino), "arquivo": "bib*", "sobrescrever": True}
    primeiro = _pedir(central, "backups_restaurar", **pedido)
    assert (primeiro["restaurados"], primeiro["resgate"]) == (4, "")
    (destino / "biblioteca/1.mq4").write_bytes(b"trabalho de uma tarde")
    (destino / "biblioteca/2.mq4").write_bytes(fonte(3))  # which a backup has
    segundo = _pedir(central, "backups_restaurar", **pedido)
    assert segundo["restaurados"] == 2
    assert segundo["id"] == primeiro["id"]
    assert (destino / "biblioteca/1.mq4").read_bytes() == fonte(1)
    assert "1 arquivo que será substituído" in gravador.de(Passo)[-1].texto
    volta = {"id": segundo["resgate"], "destino": str(tmp_path / "w")}
    _pedir(central, "backups_restaurar", **volta)
    (perdido,) = (tmp_path / "w" / "substituidos").rglob("*.mq4")
    assert perdido.read_bytes() == b"trabalho de uma tarde"
    assert len(list((tmp_path / "w" / "biblioteca").iterdir())) == 4  # the newest is whole too
    (destino / "biblioteca/1.mq4").write_bytes(b"outra tarde")
    sem = _pedir(central, "backups_restaurar", **pedido, backup_auto=False)
    assert (sem["restaurados"], sem["resgate"]) == (1, "")


def test_palavras_do_fim(central: OrquestradorCentral, unidade: Path) -> None:
    base = central.ambiente.pastas.base
    feito = rodar("classificar_tudo", "--base", base, "--simples")
    assert "arquivos restaurados e conferidos; disco: em dia, " in feito.stdout.decode()
    assert "disco: em dia" in rodar("backups", "enviar", "--base", base).stdout.decode()
    lido = rodar("backups", "verificar", "--destino", "disco", "--base", base)
    assert "disco, relido inteiro: nenhum problema" in lido.stdout.decode()
    (pacote,) = (unidade / "copias" / "pacotes").glob("*.zip")
    pacote.unlink()
    assert rodar("backups", "verificar", "--destino", "disco", "--base", base).returncode == 3


def test_a_guarda_envia_quando_a_unidade_volta(
    central: OrquestradorCentral,
    gravador: Gravador,
    unidade: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(modulo_da_guarda, "_INTERVALO", 0.01)
    unidade.rmdir()
    _pedir(central, "classificar_tudo")
    gravador.eventos.clear()
    guarda = GuardaDeBackups(
        central.barramento, protecao_de(central.ambiente, lugares_de(central.ambiente))
    )
    guarda.iniciar(lambda _: None)
    try:
        esperar(lambda: len(gravador.de(IdadeDoBackup)) > 5, "olhar algumas vezes")
        assert [e.situacao for e in gravador.de(BackupEnviado)] == ["ausente"]
        (aviso,) = gravador.de(Aviso)
        assert "disco não tem todos os backups" in aviso.texto
        unidade.mkdir()
        esperar(lambda: len(gravador.de(BackupEnviado)) == 2, "o envio")
    finally:
        guarda.parar()
        assert guarda.aguardar(60)
    assert guarda.erro is None
    assert gravador.de(BackupEnviado)[1].situacao == "em_dia"
    assert (unidade / "copias" / "LEIA-ME.txt").is_file()


def test_a_guarda_toma_outros_ajustes(
    central: OrquestradorCentral, gravador: Gravador, unidade: Path, biblioteca: Path
) -> None:
    _pedir(central, "classificar_tudo")
    guarda = GuardaDeBackups(
        central.barramento, protecao_de(central.ambiente, lugares_de(central.ambiente))
    )
    guarda.iniciar(lambda _: None)
    try:
        esperar(lambda: guarda.estado().atividade == "atento", "olhar uma vez")
        base = central.ambiente.pastas.base
        outro = {"destinos": [{"nome": "outro", "endereco": str(unidade / "outro")}]}
        configurar(base, biblioteca, auto_backup=True, backup=outro)
        novo = OrquestradorCentral(preparar_ambiente(base)).ambiente
        guarda.recarregar(protecao_de(novo, lugares_de(novo)))
        esperar((unidade / "outro" / "LEIA-ME.txt").is_file, "o outro lugar")
    finally:
        guarda.parar()
        assert guarda.aguardar(60)
