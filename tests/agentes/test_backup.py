"""The backup agent: after the classification, with the report, and never in its way."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.agentes.auto_backup_integration import (
    NADA_MUDOU,
    AutoBackupIntegration,
    BackupPedido,
    _da_pasta,
    nome_na_copia,
)
from componentes.base.caminhos import para_texto
from componentes.base.eventos import AgenteTerminado, BackupTerminado
from componentes.catalogo import operacoes
from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao import leitor
from componentes.copia_seguranca.nomes import partes_no_disco
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.fontes.leitura import Lido, ler
from componentes.orquestracao.comandos import backups
from componentes.orquestracao.equipe import Equipe
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


def test_membros_de_compactados_nao_sao_arquivos(palco: Palco, tmp_path: Path) -> None:
    raiz = palco.execucao.raizes[0]
    membro = EstadoArquivo(f"{raiz}/0.mq4!/x.mq4", 1, 1, "ab", "mq4", "ok", None, f"{raiz}/0.mq4")
    gravar = partial(operacoes.gravar_arquivos, execucao_id=palco.execucao.id, linhas=[membro])
    palco.aberta.escritor.executar(gravar)
    assert _copiar(palco).erro is None
    Repositorio(palco.pastas.backups).restaurar("ultimo", tmp_path / "volta")
    assert not [n for n in _conteudos(tmp_path / "volta") if "!" in n]


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


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights on Windows")
def test_o_que_a_classificacao_nao_leu_e_tentado_de_novo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biblioteca = escrever(tmp_path / "b", {"bom.mq4": fonte(1), "preso.mq4": fonte(2)})
    (biblioteca / "atalho.mq4").symlink_to(biblioteca / "bom.mq4")
    central = criar_central(tmp_path / "base", biblioteca)
    _prender(monkeypatch, "preso.mq4")
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert resposta["codigo"] == 3
    com_aviso = central.executar_comando_completo("backup_completo")
    assert [a["nome"] for a in com_aviso["avisos"]] == ["biblioteca/preso.mq4"]
    monkeypatch.undo()
    sem_aviso = central.executar_comando_completo("backup_completo")
    assert sem_aviso["avisos"] == ()
    Repositorio(central.ambiente.pastas.backups).restaurar(
        "ultimo", tmp_path / "v", padrao="biblioteca/*"
    )
    assert _conteudos(tmp_path / "v/biblioteca") == {"bom.mq4": fonte(1), "preso.mq4": fonte(2)}


def _prender(monkeypatch: pytest.MonkeyPatch, preso: str) -> None:
    """Let nobody open files of this name, not even root."""

    abrir = Path.open

    def ler_menos_o_preso(caminho: Path, _: object = None) -> Lido:
        if caminho.name == preso:
            raise PermissionError(13, "Permission denied")
        return ler(caminho)

    def abrir_menos_o_preso(caminho: Path, *args: Any, **opcoes: Any) -> Any:
        if caminho.name == preso:
            raise PermissionError(13, "Permission denied")
        return abrir(caminho, *args, **opcoes)

    monkeypatch.setattr(leitor, "ler", ler_menos_o_preso)
    monkeypatch.setattr(Path, "open", abrir_menos_o_preso)


def test_arquivo_do_programa_que_some_e_pulado(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasta = escrever(
        tmp_path / "p", {"a.html": b"a", "some.html": b"b", "x/c.csv": b"c", ".oculto": b"d"}
    )
    original = Path.lstat

    def lstat(caminho: Path) -> object:
        if caminho.name == "some.html":
            caminho.unlink(missing_ok=True)
        return original(caminho)

    monkeypatch.setattr(Path, "lstat", lstat)
    assert [item.nome for item in _da_pasta(pasta, "relatorios")] == [
        "relatorios/a.html",
        "relatorios/x/c.csv",
    ]
    assert list(_da_pasta(tmp_path / "nenhures", "relatorios")) == []


_PARTES = st.lists(
    st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=8).filter(
        lambda parte: parte not in {".", ".."}
    ),
    min_size=1,
    max_size=4,
)


@given(_PARTES, st.sampled_from(["/", "/b/", "/b/:x/"]), st.booleans())
def test_nome_de_posix_sempre_pode_ser_restaurado(
    partes: list[str], pasta: str, com_raiz: bool
) -> None:
    caminho = para_texto(pasta + "/".join(partes))
    nome = nome_na_copia(caminho, para_texto(pasta) if com_raiz else "")
    _aceito(nome)
    if com_raiz:
        assert nome == f"biblioteca/{para_texto('/'.join(partes))}"


@given(
    _PARTES.map(lambda partes: [p.replace("\\", "_").replace(":", "_") for p in partes]),
    st.sampled_from(
        [
            *("C:\\", "C:\\b", "\\\\servidor\\dados\\", "\\\\servidor\\dados\\b"),
            *("\\\\?\\C:\\b", "\\\\.\\C:\\b", "\\\\?\\UNC\\servidor\\dados\\b"),
        ]
    ),
    st.booleans(),
)
def test_nome_de_windows_sempre_pode_ser_restaurado(
    partes: list[str], pasta: str, com_raiz: bool
) -> None:
    caminho = para_texto(PureWindowsPath(pasta, *partes).as_posix())
    raiz = para_texto(PureWindowsPath(pasta).as_posix()) if com_raiz else ""
    nome = nome_na_copia(caminho, raiz)
    _aceito(nome)
    if com_raiz:
        assert nome == f"biblioteca/{para_texto('/'.join(partes))}"


def _aceito(nome: str) -> None:
    with pytest.MonkeyPatch.context() as remendo:
        for sistema in ("linux", "darwin", "win32"):
            remendo.setattr(sys, "platform", sistema)
            assert partes_no_disco(nome)[0] == "biblioteca"


def test_restauracao_cancelada_e_uma_interrupcao(palco: Palco, tmp_path: Path) -> None:
    _copiar(palco)
    equipe = Equipe(palco.aberta.ambiente)
    equipe.pedir_parada()
    resposta = backups.restaurar(equipe, {"destino": str(tmp_path / "volta")})
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 130)
    assert resposta["cancelada"]
    equipe.parada_pedida.clear()
    assert backups.restaurar(equipe, {"destino": str(tmp_path / "volta")})["codigo"] == 0


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


def test_pastas_vazias_da_biblioteca_voltam_com_a_data(palco: Palco, tmp_path: Path) -> None:
    raiz = Path(palco.execucao.raizes[0])
    (raiz / "vazia/funda").mkdir(parents=True)
    (raiz / ".git/objetos").mkdir(parents=True)
    os.utime(raiz / "vazia/funda", ns=(10**18, 10**18))
    assert _copiar(palco).erro is None
    Repositorio(palco.pastas.backups).restaurar("ultimo", tmp_path / "volta")
    volta = tmp_path / "volta/biblioteca"
    assert (volta / "vazia/funda").stat().st_mtime_ns == 10**18
    assert not (volta / ".git").exists()
    assert volta.stat().st_mtime_ns == raiz.stat().st_mtime_ns
