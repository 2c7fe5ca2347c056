"""A restore proves what it writes, overwrites nothing and never leaves its folder."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from componentes.base.erros import ErroBackup, ErroDisco
from componentes.copia_seguranca import destino as modulo_destino
from componentes.copia_seguranca import instantaneo, restauracao
from componentes.copia_seguranca.modelo import Manifesto
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, pacotes, restos

ARQUIVOS = {
    "MQL4/a.mq4": b"conteudo de a",
    "MQL4/copia de a.mq4": b"conteudo de a",
    "Pine/b.pine": b"conteudo de b",
}
posix = pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")


@pytest.fixture
def pasta(tmp_path: Path) -> Path:
    escrever(tmp_path / "biblioteca", ARQUIVOS)
    Repositorio(tmp_path / "backups").fazer(itens_de(tmp_path / "biblioteca"))
    return tmp_path / "backups"


def estragar(pasta: Path, trecho: bytes) -> None:
    """Flip one bit inside the stored bytes `trecho` of the first pack."""
    caminho = pacotes(pasta)[0]
    dados = bytearray(caminho.read_bytes())
    dados[dados.index(trecho)] ^= 1
    caminho.write_bytes(dados)


def renomear_no_manifesto(pasta: Path, nome: str) -> None:
    """Make the first entry of the newest snapshot claim the path `nome`."""
    manifesto = instantaneo.ler_manifesto(pasta / "instantaneos", "ultimo")
    primeira, *resto = manifesto.entradas
    hostil = msgspec.structs.replace(primeira, nome=nome, portatil="")
    novo = Manifesto(manifesto.schema_version, manifesto.instantaneo, (hostil, *resto))
    instantaneo.gravar_manifesto(pasta / "instantaneos", novo)


def test_padrao_escolhe_pelo_caminho(pasta: Path, tmp_path: Path) -> None:
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v", padrao="mql4/*.MQ4")
    assert resultado.restaurados == 2
    assert set(conteudos(tmp_path / "v")) == {"MQL4/a.mq4", "MQL4/copia de a.mq4"}


def test_nunca_sobrescreve_sem_pedido(pasta: Path, tmp_path: Path) -> None:
    escrever(tmp_path / "v", {"MQL4/a.mq4": b"trabalho de hoje", "Pine/b.pine": b"conteudo de b"})
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v")
    assert (resultado.restaurados, resultado.iguais) == (1, 1)
    assert [i.nome for i in resultado.ignorados] == ["MQL4/a.mq4"]
    assert (tmp_path / "v/MQL4/a.mq4").read_bytes() == b"trabalho de hoje"
    assert restos(tmp_path) == []


def test_sobrescreve_quando_pedido(pasta: Path, tmp_path: Path) -> None:
    escrever(tmp_path / "v", {"MQL4/a.mq4": b"velho"})
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v", sobrescrever=True)
    assert resultado.restaurados == 3
    assert conteudos(tmp_path / "v") == ARQUIVOS


def test_o_que_substitui_esta_no_disco_antes_e_a_pasta_depois(
    pasta: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feitos: list[str] = []
    trocar = Path.replace

    def fsync(_: int) -> None:
        feitos.append("fsync")

    def replace(de: Path, para: Path) -> Path:
        feitos.append(f"troca {para.name}")
        return trocar(de, para)

    def sincronizar(onde: Path) -> None:
        feitos.append(f"pasta {onde.name}")

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(modulo_destino, "sincronizar_pasta", sincronizar)
    escrever(tmp_path / "v", {"MQL4/a.mq4": b"velho"})
    Repositorio(pasta).restaurar("ultimo", tmp_path / "v", sobrescrever=True)
    novos = ["troca copia de a.mq4", "troca b.pine"]  # they replace nothing
    assert feitos == ["fsync", "troca a.mq4", "pasta MQL4", *novos]


def _gemeos(tmp_path: Path) -> Path:
    """Back up `A.mq4` and `a.mq4` as a system that tells them apart would."""
    origem = escrever(tmp_path / "g", {"1": b"grande", "2": b"pequeno"})
    um, dois = itens_de(origem)
    itens = [
        msgspec.structs.replace(um, nome="x/A.mq4"),
        msgspec.structs.replace(dois, nome="x/a.mq4"),
    ]
    Repositorio(tmp_path / "gemeos").fazer(itens)
    return tmp_path / "gemeos"


@posix
def test_gemeos_nao_se_sobrescrevem_onde_sao_um_nome_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = modulo_destino.publicar

    def sem_caixa(final: Path, *args: Any, **opcoes: Any) -> None:
        original(final, *args, **opcoes)
        final.with_name(final.name.swapcase()).unlink(missing_ok=True)
        os.link(final, final.with_name("a.mq4"))  # both names now lead to one entry

    monkeypatch.setattr(restauracao, "publicar", sem_caixa)
    escrever(tmp_path / "v", {"x/A.mq4": b"velho"})
    repositorio = Repositorio(_gemeos(tmp_path))
    for restaurados, iguais in ((1, 0), (0, 1)):  # repeating changes nothing either
        resultado = repositorio.restaurar("ultimo", tmp_path / "v", sobrescrever=True)
        assert (resultado.restaurados, resultado.iguais) == (restaurados, iguais)
        (ignorado,) = resultado.ignorados
        assert ignorado.nome == "x/a.mq4"
        assert "não o distingue de A.mq4" in ignorado.motivo
        assert (tmp_path / "v/x/A.mq4").read_bytes() == b"grande"


def test_gemeos_voltam_os_dois_onde_cabem(tmp_path: Path) -> None:
    if (escrever(tmp_path, {"caixa": b""}) / "CAIXA").exists():
        pytest.skip("this file system does not tell case apart")
    escrever(tmp_path / "v", {"x/A.mq4": b"velho", "x/a.mq4": b"velho"})
    resultado = Repositorio(_gemeos(tmp_path)).restaurar(
        "ultimo", tmp_path / "v", sobrescrever=True
    )
    assert (resultado.restaurados, resultado.ignorados) == (2, ())
    assert conteudos(tmp_path / "v") == {"x/A.mq4": b"grande", "x/a.mq4": b"pequeno"}


@posix
def test_sem_ligacoes_fisicas_tambem_nao_sobrescreve(
    pasta: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recusar(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "sem hard links")

    monkeypatch.setattr(os, "link", recusar)
    escrever(tmp_path / "v", {"MQL4/a.mq4": b"meu"})
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v")
    assert [i.nome for i in resultado.ignorados] == ["MQL4/a.mq4"]
    assert conteudos(tmp_path / "v") == ARQUIVOS | {"MQL4/a.mq4": b"meu"}
    assert restos(tmp_path) == []


@pytest.mark.parametrize("sobrescrever", [False, True])
def test_pasta_no_lugar_do_arquivo_e_ignorada(
    pasta: Path, tmp_path: Path, sobrescrever: bool
) -> None:
    escrever(tmp_path / "v", {"MQL4/a.mq4/dentro.txt": b"x", "Pine": b"arquivo"})
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v", sobrescrever=sobrescrever)
    assert [i.nome for i in resultado.ignorados] == ["MQL4/a.mq4", "Pine/b.pine"]
    assert resultado.restaurados == 1


def test_bit_virado_e_nomeado_e_nao_para_o_resto(pasta: Path, tmp_path: Path) -> None:
    estragar(pasta, b"conteudo de a")
    repositorio = Repositorio(pasta)
    resultado = repositorio.restaurar("ultimo", tmp_path / "v")
    assert [d.nome for d in resultado.danificados] == ["MQL4/a.mq4", "MQL4/copia de a.mq4"]
    assert conteudos(tmp_path / "v") == {"Pine/b.pine": b"conteudo de b"}
    assert repositorio.verificar() == []
    achados = repositorio.verificar(ler_tudo=True)
    assert [a.split(":")[0] for a in achados] == ["MQL4/a.mq4", "MQL4/copia de a.mq4"]
    nome = pacotes(pasta)[0].name
    assert all(f"mova {nome} para fora de pacotes/" in achado for achado in achados)


def test_o_que_o_verificar_manda_fazer_cura_o_backup(pasta: Path, tmp_path: Path) -> None:
    estragar(pasta, b"conteudo de a")
    repositorio = Repositorio(pasta)
    antigo = repositorio.listar()[0].id
    (tmp_path / "fora").mkdir()
    shutil.move(pacotes(pasta)[0], tmp_path / "fora")
    assert repositorio.fazer(itens_de(tmp_path / "biblioteca")) is not None
    assert repositorio.verificar(ler_tudo=True) == []
    assert repositorio.restaurar(antigo, tmp_path / "v").restaurados == 3
    assert conteudos(tmp_path / "v") == ARQUIVOS


def test_pacote_ilegivel_e_refeito_e_cura_os_backups_antigos(pasta: Path, tmp_path: Path) -> None:
    caminho = pacotes(pasta)[0]
    caminho.write_bytes(caminho.read_bytes()[:60])
    repositorio = Repositorio(pasta)
    antigo = repositorio.listar()[0].id
    assert len(repositorio.verificar()) == 3
    assert repositorio.fazer(itens_de(tmp_path / "biblioteca")) is not None
    assert repositorio.restaurar(antigo, tmp_path / "v").danificados == ()
    assert conteudos(tmp_path / "v") == ARQUIVOS


def test_conteudo_bom_em_outro_pacote_substitui_o_danificado(pasta: Path, tmp_path: Path) -> None:
    caminho = pacotes(pasta)[0]
    guardado = tmp_path / caminho.name
    shutil.move(caminho, guardado)
    Repositorio(pasta).fazer(itens_de(tmp_path / "biblioteca"))
    shutil.move(guardado, caminho)
    estragar(pasta, b"conteudo de a")
    assert Repositorio(pasta).restaurar("ultimo", tmp_path / "v").restaurados == 3
    assert conteudos(tmp_path / "v") == ARQUIVOS


def test_qualquer_byte_trocado_no_pacote_e_notado_sem_excecao(pasta: Path, tmp_path: Path) -> None:
    caminho = pacotes(pasta)[0]
    inteiro = caminho.read_bytes()
    for posicao in range(len(inteiro)):
        dados = bytearray(inteiro)
        dados[posicao] ^= 0xFF
        caminho.write_bytes(dados)
        volta = tmp_path / "v" / str(posicao)
        resultado = Repositorio(pasta).restaurar("ultimo", volta)
        assert resultado.restaurados + len(resultado.danificados) == 3
        assert conteudos(volta).items() <= ARQUIVOS.items()
        Repositorio(pasta).verificar(ler_tudo=True)


def test_instantaneo_danificado_e_listado_com_o_motivo(pasta: Path, tmp_path: Path) -> None:
    caminho = next((pasta / "instantaneos").glob("*.zip"))
    caminho.write_bytes(caminho.read_bytes()[:100])
    repositorio = Repositorio(pasta)
    (danificado,) = repositorio.listar()
    assert danificado.id == caminho.stem
    assert "danificado" in danificado.dano
    assert len(repositorio.verificar()) == 1
    with pytest.raises(ErroBackup, match="danificado"):
        repositorio.restaurar("ultimo", tmp_path / "v")
    assert repositorio.fazer(itens_de(tmp_path / "biblioteca")) is not None
    assert repositorio.listar()[0].dano == ""


def test_formato_mais_novo_e_recusado(pasta: Path) -> None:
    manifesto = instantaneo.ler_manifesto(pasta / "instantaneos", "ultimo")
    futuro = msgspec.structs.replace(manifesto, schema_version=99)
    instantaneo.gravar_manifesto(pasta / "instantaneos", futuro)
    assert "formato 99" in Repositorio(pasta).listar()[0].dano


@pytest.mark.parametrize(
    "nome",
    ["../fora.txt", "/fora.txt", "a/../../fora.txt", "\\u002e\\u002e/fora.txt", "a\0b", ""],
)
def test_manifesto_hostil_nao_sai_do_destino(pasta: Path, tmp_path: Path, nome: str) -> None:
    renomear_no_manifesto(pasta, nome)
    antes = set(conteudos(tmp_path))
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v")
    assert (resultado.restaurados, len(resultado.ignorados)) == (2, 1)
    novos = set(conteudos(tmp_path)) - antes
    assert novos == {"v/MQL4/copia de a.mq4", "v/Pine/b.pine"}


@posix
def test_atalho_no_destino_nao_e_seguido_para_fora(pasta: Path, tmp_path: Path) -> None:
    fora = tmp_path / "fora"
    fora.mkdir()
    (tmp_path / "v").mkdir()
    (tmp_path / "v/MQL4").symlink_to(fora, target_is_directory=True)
    (tmp_path / "v/Pine").mkdir()
    (tmp_path / "v/Pine/b.pine").symlink_to(fora / "b.pine")
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v", sobrescrever=True)
    assert (resultado.restaurados, len(resultado.ignorados)) == (1, 2)
    assert list(fora.iterdir()) == []
    assert not (tmp_path / "v/Pine/b.pine").is_symlink()


def test_id_desconhecido_ou_hostil_e_um_erro_claro(pasta: Path, tmp_path: Path) -> None:
    for qual in ("20990101T000000000Z-0000", "../../x", ""):
        with pytest.raises(ErroBackup, match="Não existe"):
            Repositorio(pasta).restaurar(qual, tmp_path / "v")
    with pytest.raises(ErroBackup, match="nenhum backup"):
        Repositorio(tmp_path / "nada").restaurar("ultimo", tmp_path / "v")


def test_cancelar_guarda_o_que_ja_voltou_e_repetir_termina(pasta: Path, tmp_path: Path) -> None:
    feitos: list[int] = []
    repositorio = Repositorio(pasta)
    parcial = repositorio.restaurar(
        "ultimo",
        tmp_path / "v",
        cancelado=lambda: bool(feitos),
        ao_progredir=lambda _, arquivos: feitos.append(arquivos),
    )
    assert (parcial.cancelada, parcial.restaurados) == (True, 1)
    assert restos(tmp_path) == []
    resto = repositorio.restaurar("ultimo", tmp_path / "v")
    assert (resto.restaurados, resto.iguais) == (2, 1)


def test_disco_cheio_na_restauracao_para_com_erro_claro(
    pasta: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cheio(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(modulo_destino, "nomear_sem_sobrescrever", cheio)
    monkeypatch.setattr(modulo_destino, "nomear_aberto", cheio)
    with pytest.raises(ErroDisco, match="Disco cheio"):
        Repositorio(pasta).restaurar("ultimo", tmp_path / "v")
    assert conteudos(tmp_path / "v") == {}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_pasta_sem_permissao_e_ignorada_com_motivo(pasta: Path, tmp_path: Path) -> None:
    fechada = tmp_path / "v/MQL4"
    fechada.mkdir(parents=True, mode=0o500)
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v")
    assert (resultado.restaurados, len(resultado.ignorados)) == (1, 2)


def test_onde_nao_ha_arquivo_sem_nome_volta_o_mesmo(
    pasta: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modulo_destino, "abrir_sem_nome", lambda _: None)
    escrever(tmp_path / "v", {"MQL4/a.mq4": b"meu"})
    resultado = Repositorio(pasta).restaurar("ultimo", tmp_path / "v")
    assert (resultado.restaurados, len(resultado.ignorados)) == (2, 1)
    assert conteudos(tmp_path / "v") == ARQUIVOS | {"MQL4/a.mq4": b"meu"}
    assert restos(tmp_path) == []


def test_destino_so_de_leitura_e_um_erro_claro(
    pasta: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def so_leitura(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(modulo_destino, "nomear_sem_sobrescrever", so_leitura)
    monkeypatch.setattr(modulo_destino, "nomear_aberto", so_leitura)
    with pytest.raises(ErroDisco):
        Repositorio(pasta).restaurar("ultimo", tmp_path / "v")
    assert conteudos(tmp_path / "v") == {}
