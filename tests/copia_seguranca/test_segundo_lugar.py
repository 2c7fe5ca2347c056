"""A second place: sent pack by pack, proven there, and good for a restore on its own."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from componentes.base.erros import ErroBackup, ErroConfiguracao
from componentes.copia_seguranca import envio
from componentes.copia_seguranca.andamento import Andamento, em_silencio, nunca
from componentes.copia_seguranca.caderneta import Ocupado, ler_caderneta, reservada
from componentes.copia_seguranca.deposito import DestinoAusente
from componentes.copia_seguranca.enderecos import Lugar
from componentes.copia_seguranca.envio import ResultadoEnvio, enviar
from componentes.copia_seguranca.lugares import deposito_de
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.copia_seguranca.segundo_lugar import pasta_com, verificar_la
from tests.apoio.depositos import Tropeco, registrar
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de

SENHA = "S3nhaSecreta"
REMOTO = Lugar("nuvem", f"tropeco://ana:{SENHA}@nuvem/copias")


@pytest.fixture(autouse=True)
def sem_esperas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envio, "_ESPERA", 0.001)
    registrar()


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    _copiar(tmp_path, {"a.mq4": b"a" * 3000, "sub/b.mq4": bytes(range(256)) * 40})
    return tmp_path / "backups"


@pytest.fixture(params=["pasta", "loja"])
def lugar(request: pytest.FixtureRequest, tmp_path: Path) -> Lugar:
    if request.param == "loja":
        return REMOTO
    unidade = tmp_path / "unidade"
    unidade.mkdir()
    return Lugar("disco", str(unidade / "copias"), unidade / "copias")


def _copiar(tmp_path: Path, arquivos: dict[str, bytes]) -> str:
    origem = escrever(tmp_path / "origem", arquivos)
    feito = Repositorio(tmp_path / "backups").fazer(itens_de(origem))
    assert feito is not None
    return feito.id


def _andamento() -> Andamento:
    return Andamento(nunca, em_silencio)


def _enviar(backups: Path, lugar: Lugar, *, recomecar: bool = False) -> ResultadoEnvio:
    return enviar(backups, lugar, _andamento(), recomecar=recomecar)


def _la(lugar: Lugar) -> dict[str, int]:
    deposito = deposito_de(lugar)
    return {n: t for p in ("", "pacotes", "instantaneos") for n, t in deposito.tamanhos(p).items()}


def _estragar(lugar: Lugar, nome: str) -> None:
    if lugar.pasta:
        dados = bytearray((lugar.pasta / nome).read_bytes())
        dados[len(dados) // 2] ^= 1
        (lugar.pasta / nome).write_bytes(dados)
        return
    guardado = Tropeco.store[f"/nuvem/copias/{nome}"]
    dados = bytearray(guardado.getvalue())
    dados[len(dados) // 2] ^= 1
    guardado.seek(0)
    guardado.write(bytes(dados))


def test_tudo_chega_e_so_uma_vez(backups: Path, lugar: Lugar) -> None:
    primeiro = _enviar(backups, lugar)
    assert (primeiro.situacao, primeiro.faltam) == ("em_dia", 0)
    daqui = {p.relative_to(backups).as_posix(): p.stat().st_size
             for p in backups.rglob("*") if p.is_file() and not p.name.startswith(".")
             and ".destinos" not in p.parts}  # fmt: skip
    assert {n: t for n, t in _la(lugar).items() if n != envio.MARCA} == daqui
    assert primeiro.enviados == len(daqui)
    segundo = _enviar(backups, lugar)
    assert (segundo.situacao, segundo.enviados, segundo.bytes) == ("em_dia", 0, 0)


def test_so_o_novo_e_enviado(tmp_path: Path, backups: Path, lugar: Lugar) -> None:
    _enviar(backups, lugar)
    novo = _copiar(tmp_path, {"c.mq4": b"c" * 500})
    depois = _enviar(backups, lugar)
    assert (depois.situacao, depois.enviados) == ("em_dia", 2)
    assert {f"pacotes/{novo}.zip", f"instantaneos/{novo}.zip"} <= _la(lugar).keys()


def test_o_provado_nao_e_relido_e_recomecar_rele(
    backups: Path, lugar: Lugar, monkeypatch: pytest.MonkeyPatch
) -> None:
    _enviar(backups, lugar)
    lidos: list[str] = []
    deposito = type(deposito_de(lugar))
    original = deposito.ler

    def ler(self: object, nome: str) -> object:
        lidos.append(nome)
        return original(self, nome)  # type: ignore[arg-type]

    monkeypatch.setattr(deposito, "ler", ler)
    assert _enviar(backups, lugar).situacao == "em_dia"
    assert lidos == [envio.MARCA]
    refeito = _enviar(backups, lugar, recomecar=True)
    assert (refeito.situacao, refeito.enviados) == ("em_dia", 0)
    assert {nome for nome in lidos if nome.startswith("pacotes/")}


def test_a_unidade_some_e_volta(tmp_path: Path, backups: Path) -> None:
    unidade = tmp_path / "unidade"
    unidade.mkdir()
    lugar = Lugar("disco", str(unidade / "copias"), unidade / "copias")
    assert _enviar(backups, lugar).situacao == "em_dia"
    unidade.rename(tmp_path / "desligada")
    _copiar(tmp_path, {"c.mq4": b"c" * 500})
    sumida = _enviar(backups, lugar)
    assert sumida.situacao == "ausente"
    assert "não está acessível" in sumida.motivo
    unidade.mkdir()  # an empty mount point is not the drive
    assert _enviar(backups, lugar).situacao == "ausente"
    assert list(unidade.iterdir()) == []
    (unidade / "copias").mkdir()
    assert _enviar(backups, lugar).situacao == "ausente"
    assert ler_caderneta(backups, lugar).falha_desde
    (unidade / "copias" / "pacotes").rmdir()
    (unidade / "copias" / "instantaneos").rmdir()
    (unidade / "copias").rmdir()
    unidade.rmdir()
    (tmp_path / "desligada").rename(unidade)
    volta = _enviar(backups, lugar)
    assert (volta.situacao, volta.enviados) == ("em_dia", 2)
    assert not ler_caderneta(backups, lugar).falha_desde


def test_outra_unidade_so_com_recomecar(backups: Path, tmp_path: Path) -> None:
    pasta = tmp_path / "disco"
    lugar = Lugar("disco", str(pasta), pasta)
    _enviar(backups, lugar)
    pasta.rename(tmp_path / "velha")
    pasta.mkdir()
    assert "não é o que recebeu" in _enviar(backups, lugar).motivo
    assert _enviar(backups, lugar, recomecar=True).situacao == "em_dia"
    assert verificar_la(backups, lugar, _andamento()) == []


def test_quebra_no_meio_de_um_pacote_e_continua(tmp_path: Path, backups: Path) -> None:
    _copiar(tmp_path, {"c.mq4": b"c" * 500})
    primeiro, segundo = sorted((backups / "pacotes").glob("*.zip"))
    Tropeco.quebra_em = primeiro.stat().st_size + 10
    cortado = _enviar(backups, REMOTO)
    assert (cortado.situacao, cortado.enviados) == ("incompleto", 1)
    assert "connection reset" in cortado.motivo
    assert f"pacotes/{primeiro.name}" in _la(REMOTO)
    assert not [nome for nome in _la(REMOTO) if nome.startswith("instantaneos/")]
    Tropeco.quebra_em = -1
    ja = Tropeco.gravados
    volta = _enviar(backups, REMOTO)
    assert volta.situacao == "em_dia"
    assert f"pacotes/{segundo.name}" in _la(REMOTO)
    assert Tropeco.gravados - ja == volta.bytes  # the first pack did not go again
    assert verificar_la(backups, REMOTO, _andamento()) == []


def test_falha_passageira_e_tentada_de_novo(backups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vezes = 0
    original = Tropeco._open

    def abrir(self: Tropeco, path: str, mode: str = "rb", **opcoes: object) -> object:
        nonlocal vezes
        if mode == "wb" and "/pacotes/" in path:
            vezes += 1
            if vezes < 3:
                raise OSError("timed out")
        return original(self, path, mode, **opcoes)

    monkeypatch.setattr(Tropeco, "_open", abrir)
    assert _enviar(backups, REMOTO).situacao == "em_dia"
    assert vezes == 3


def test_cancelar_e_continuar(tmp_path: Path, backups: Path, lugar: Lugar) -> None:
    _copiar(tmp_path, {"c.mq4": b"c" * 500})
    enviados: list[int] = []
    andamento = Andamento(lambda: bool(enviados), lambda _, arquivos: enviados.append(arquivos))
    cortado = enviar(backups, lugar, andamento)
    assert (cortado.situacao, cortado.enviados) == ("cancelado", 1)
    assert not [nome for nome in _la(lugar) if ".tmp" in nome]
    assert _enviar(backups, lugar).situacao == "em_dia"


def test_pacote_estragado_la_e_achado_e_enviado_de_novo(backups: Path, lugar: Lugar) -> None:
    _enviar(backups, lugar)
    (pacote,) = (n for n in _la(lugar) if n.startswith("pacotes/"))
    _estragar(lugar, pacote)
    (problema,) = verificar_la(backups, lugar, _andamento())
    assert problema.startswith(f"{pacote}: não confere com o SHA-256")
    assert "'backups enviar'" in problema
    refeito = _enviar(backups, lugar)
    assert (refeito.situacao, refeito.enviados) == ("em_dia", 1)
    assert verificar_la(backups, lugar, _andamento()) == []


def test_pacote_truncado_la_e_visto_sem_ler(backups: Path, tmp_path: Path) -> None:
    pasta = tmp_path / "copias"
    lugar = Lugar("disco", str(pasta), pasta)
    _enviar(backups, lugar)
    (pacote,) = (pasta / "pacotes").glob("*.zip")
    pacote.write_bytes(pacote.read_bytes()[:-100])
    assert _enviar(backups, lugar).enviados == 1
    assert verificar_la(backups, lugar, _andamento()) == []


def test_o_que_sumiu_la_e_dito(backups: Path, tmp_path: Path) -> None:
    pasta = tmp_path / "copias"
    lugar = Lugar("disco", str(pasta), pasta)
    _enviar(backups, lugar)
    (pacote,) = (pasta / "pacotes").glob("*.zip")
    pacote.unlink()
    (problema,) = verificar_la(backups, lugar, _andamento())
    assert problema.startswith(f"pacotes/{pacote.name}: não está no destino")


def test_o_estragado_aqui_nao_toma_o_lugar_do_bom(backups: Path, lugar: Lugar) -> None:
    _enviar(backups, lugar)
    (pacote,) = (backups / "pacotes").glob("*.zip")
    dados = bytearray(pacote.read_bytes())
    dados[200] ^= 1
    pacote.write_bytes(dados)
    tentado = _enviar(backups, lugar)
    assert (tentado.situacao, tentado.enviados) == ("incompleto", 0)
    assert "danificado aqui" in tentado.problemas[0]
    assert verificar_la(backups, lugar, _andamento()) == []


def test_instantaneo_espera_pelos_pacotes(tmp_path: Path, backups: Path, lugar: Lugar) -> None:
    (pacote,) = (backups / "pacotes").glob("*.zip")
    bom = _copiar(tmp_path, {"c.mq4": b"c" * 500})
    dados = bytearray(pacote.read_bytes())
    dados[200] ^= 1
    pacote.write_bytes(dados)
    assert _enviar(backups, lugar).situacao == "incompleto"
    assert {n for n in _la(lugar) if n.startswith(("pacotes/", "instantaneos/"))} == {
        f"pacotes/{bom}.zip"
    }


def test_o_podado_aqui_fica_la(tmp_path: Path, backups: Path, lugar: Lugar) -> None:
    _copiar(tmp_path, {"c.mq4": b"c" * 500})
    _enviar(backups, lugar)
    antes = _la(lugar)
    primeiro = min((backups / "instantaneos").glob("*.zip"))
    primeiro.unlink()
    assert _enviar(backups, lugar).situacao == "em_dia"
    assert _la(lugar) == antes
    assert verificar_la(backups, lugar, _andamento()) == []


def test_restaurar_do_segundo_lugar(tmp_path: Path, backups: Path, lugar: Lugar) -> None:
    antigo = min((backups / "instantaneos").glob("*.zip")).stem
    _copiar(tmp_path, {"c.mq4": b"c" * 500})
    _enviar(backups, lugar)
    backups.rename(tmp_path / "perdidos")
    for qual, padrao in (("ultimo", ""), (antigo, ""), ("ultimo", "*c.mq4")):
        destino = tmp_path / f"volta-{qual}{len(padrao)}"
        with pasta_com(lugar, qual, padrao, _andamento()) as (pasta, nome):
            feito = Repositorio(pasta).restaurar(nome, destino, padrao=padrao)
        assert (feito.danificados, feito.ignorados) == ((), ())
        esperado = conteudos(tmp_path / "origem")
        if qual == antigo:
            del esperado["c.mq4"]
        if padrao:
            esperado = {"c.mq4": esperado["c.mq4"]}
        assert conteudos(destino) == esperado


def test_o_segundo_lugar_se_restaura_sozinho(tmp_path: Path, backups: Path) -> None:
    pasta = tmp_path / "copias"
    _enviar(backups, Lugar("disco", str(pasta), pasta))
    programa = [sys.executable, str(pasta / "restaurar_sem_programa.py"), "ultimo"]
    feito = subprocess.run([*programa, str(tmp_path / "v")], check=False, timeout=60)
    assert feito.returncode == 0
    assert conteudos(tmp_path / "v") == conteudos(tmp_path / "origem")
    assert (pasta / "LEIA-ME.txt").is_file()


def test_id_que_nao_ha_e_lugar_vazio(tmp_path: Path, backups: Path, lugar: Lugar) -> None:
    with pytest.raises(DestinoAusente), pasta_com(lugar, "ultimo", "", _andamento()):
        pass
    _enviar(backups, lugar)
    with pytest.raises(ErroBackup, match="Não existe o backup 'x'"):  # noqa: SIM117
        with pasta_com(lugar, "x", "", _andamento()):
            pass


def test_um_envio_de_cada_vez(backups: Path, lugar: Lugar) -> None:
    with reservada(backups, lugar):
        assert _enviar(backups, lugar).situacao == "ocupado"
        with pytest.raises(Ocupado):
            verificar_la(backups, lugar, _andamento())


def test_a_senha_nao_aparece_em_lugar_nenhum(backups: Path) -> None:
    Tropeco.quebra_em = 10
    quebrado = _enviar(backups, REMOTO)
    assert "connection reset" in quebrado.motivo
    guardado = b"".join(p.read_bytes() for p in (backups / ".destinos").iterdir())
    for texto in (repr(quebrado), repr(REMOTO), guardado.decode()):
        assert SENHA not in texto


def test_falta_o_pacote_que_fala_com_o_servidor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    for esquema, pacote in (("s3", "s3fs"), ("sftp", "paramiko")):
        with pytest.raises(ErroConfiguracao, match=f"pip install {pacote}"):
            deposito_de(Lugar("x", f"{esquema}://balde/pasta"))
    with pytest.raises(ErroConfiguracao, match="tipo desconhecido"):
        deposito_de(Lugar("x", "gopher://balde/pasta"))
