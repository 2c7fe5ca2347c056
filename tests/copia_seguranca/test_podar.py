"""Pruning: old backups go with what only they needed, and every other one stays whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import filelock
import msgspec
import pytest

from componentes.base.erros import ErroBackup, ErroDisco
from componentes.copia_seguranca import instantaneo, poda_de_pacotes, reescrita
from componentes.copia_seguranca.conferencias import anotar_conferencia
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.copia_seguranca.retencao import Retencao
from tests.copia_seguranca.ajuda import conteudos, escrever, itens_de, pacotes, restaurado, restos

SO_UM = Retencao(1, 0, 0, 0)
DOIS = Retencao(2, 0, 0, 0)
GRANDE = os.urandom(20_000)


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return tmp_path / "biblioteca"


@pytest.fixture
def pasta(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def repositorio(pasta: Path) -> Repositorio:
    return Repositorio(pasta)


@pytest.fixture
def ids(repositorio: Repositorio, biblioteca: Path) -> list[str]:
    """Three backups: the first has a big file that leaves, and small ones that stay."""
    return list(_tres(repositorio, biblioteca))


def _tres(repositorio: Repositorio, biblioteca: Path) -> Iterator[str]:
    escrever(biblioteca, {"fica.mq4": b"int x;\n" * 200, "ação.mq4": b"y", "sai.bin": GRANDE})
    yield _feito(repositorio, biblioteca)
    (biblioteca / "sai.bin").unlink()
    escrever(biblioteca, {"so no segundo.bin": os.urandom(9000)})
    yield _feito(repositorio, biblioteca)
    (biblioteca / "so no segundo.bin").unlink()
    escrever(biblioteca, {"terceiro.bin": os.urandom(5000), "copia.mq4": b"y"})
    yield _feito(repositorio, biblioteca)


def _feito(repositorio: Repositorio, biblioteca: Path) -> str:
    feito = repositorio.fazer(itens_de(biblioteca))
    assert feito is not None
    return feito.id


def _estragar_instantaneo(pasta: Path, qual: str) -> None:
    caminho = pasta / "instantaneos" / f"{qual}.zip"
    caminho.write_bytes(caminho.read_bytes()[:-30])


def test_poda_remove_reescreve_e_o_que_fica_esta_inteiro(
    repositorio: Repositorio, ids: list[str], pasta: Path, biblioteca: Path, tmp_path: Path
) -> None:
    antes = sum(map(len, conteudos(pasta).values()))
    feita = repositorio.podar(SO_UM)
    assert feita.removidos == (ids[1], ids[0])
    assert feita.mantidos == {ids[2]: ("últimos",)}
    assert feita.pacotes_removidos == (ids[1],)
    assert feita.pacotes_reescritos == (ids[0],)
    assert (feita.avisos, feita.danificados, feita.cancelada) == ((), (), False)
    assert feita.bytes_liberados == antes - sum(map(len, conteudos(pasta).values()))
    assert [i.id for i in repositorio.listar()] == [ids[2]]
    assert not (pasta / "pacotes" / f"{ids[0]}.zip").exists()
    assert repositorio.verificar(ler_tudo=True) == []
    assert restaurado(pasta, "ultimo", tmp_path / "v") == conteudos(biblioteca)
    assert restos(pasta) == []


def test_o_reescrito_guarda_bytes_comprimidos_nomes_datas_e_hashes(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    def membros(caminho: Path) -> dict[str, tuple[Any, ...]]:
        with ZipFile(caminho) as pacote:
            assert pacote.testzip() is None
            return {
                m.filename: (m.compress_type, m.compress_size, m.CRC, m.date_time, m.comment,
                             m.external_attr, m.create_system)
                for m in pacote.infolist()
            }  # fmt: skip

    velhos = membros(pasta / "pacotes" / f"{ids[0]}.zip")
    feita = repositorio.podar(SO_UM)
    (novo,) = [p for p in pacotes(pasta) if p.stem not in ids]
    assert membros(novo) == {n: m for n, m in velhos.items() if not n.endswith("sai.bin")}
    assert novo.stat().st_size == reescrita.tamanho_reescrito(ZipFile(novo).infolist())
    assert feita.pacotes_reescritos == (ids[0],)


@pytest.mark.parametrize("programa", ["python", "unzip"])
def test_o_movido_volta_sem_o_programa(
    repositorio: Repositorio,
    ids: list[str],
    biblioteca: Path,
    tmp_path: Path,
    programa: str,
) -> None:
    pasta = tmp_path / "backups"
    repositorio.podar(SO_UM)
    if programa == "unzip":
        if shutil.which("unzip") is None:
            pytest.skip("unzip is not installed")
        for pacote in pacotes(pasta):
            subprocess.run(["unzip", "-q", pacote, "-d", tmp_path / "u"], check=True)
        assert (tmp_path / "u" / ids[0] / "fica.mq4").read_bytes() == b"int x;\n" * 200
        return
    restaurador = pasta / "restaurar_sem_programa.py"
    comando: list[str | Path] = [sys.executable, "-I", restaurador, "ultimo", tmp_path / "v"]
    subprocess.run(comando, check=True, capture_output=True)
    assert conteudos(tmp_path / "v") == conteudos(biblioteca)


def test_backup_depois_da_poda_aproveita_o_movido(
    repositorio: Repositorio, ids: list[str], pasta: Path, biblioteca: Path
) -> None:
    repositorio.podar(SO_UM)
    antes = pacotes(pasta)
    escrever(biblioteca, {"outra copia.mq4": b"y"})
    _feito(repositorio, biblioteca)
    assert pacotes(pasta) == antes
    assert repositorio.podar(DOIS).bytes_liberados == 0
    assert repositorio.verificar(ler_tudo=True) == []


@pytest.mark.parametrize("fica", [20_001, 19_999])
def test_reescreve_so_quando_mais_da_metade_sobra(
    repositorio: Repositorio, biblioteca: Path, pasta: Path, fica: int
) -> None:
    escrever(biblioteca, {"fica.bin": os.urandom(fica), "sai.bin": GRANDE})
    _feito(repositorio, biblioteca)
    (biblioteca / "sai.bin").unlink()
    _feito(repositorio, biblioteca)
    feita = repositorio.podar(SO_UM)
    assert len(feita.pacotes_reescritos) == (fica < len(GRANDE))
    assert repositorio.verificar(ler_tudo=True) == []


def test_simular_nao_toca_em_nada_e_diz_o_mesmo(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    antes = {p: p.stat().st_mtime_ns for p in pasta.rglob("*")}
    simulada = repositorio.podar(SO_UM, simular=True)
    assert {p: p.stat().st_mtime_ns for p in pasta.rglob("*")} == antes
    assert simulada.simulada
    feita = repositorio.podar(SO_UM)
    assert msgspec.structs.replace(simulada, simulada=False) == feita


def test_simular_nem_cria_a_pasta(repositorio: Repositorio, pasta: Path) -> None:
    assert repositorio.podar(SO_UM, simular=True).mantidos == {}
    assert not pasta.exists()


def test_nada_a_podar_deixa_tudo_como_esta(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    antes = conteudos(pasta)
    feita = repositorio.podar(Retencao(3, 0, 0, 0))
    assert (feita.removidos, feita.bytes_liberados) == ((), 0)
    assert conteudos(pasta) == antes


def test_danificado_nao_conta_fica_e_congela_os_pacotes(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    _estragar_instantaneo(pasta, ids[2])
    feita = repositorio.podar(SO_UM)
    assert feita.removidos == (ids[0],)
    assert feita.mantidos == {ids[2]: ("danificado",), ids[1]: ("últimos",)}
    assert [d.nome for d in feita.danificados] == [ids[2]]
    assert (feita.pacotes_removidos, feita.pacotes_reescritos) == ((), ())
    assert "nenhum pacote sai" in feita.avisos[0].motivo
    assert len(pacotes(pasta)) == 3
    assert repositorio.verificar(ids[1], ler_tudo=True) == []


def test_danificado_sai_quando_pedido(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    _estragar_instantaneo(pasta, ids[2])
    feita = repositorio.podar(SO_UM, danificados=True)
    assert set(feita.removidos) == {ids[0], ids[2]}
    assert ids[2] in feita.pacotes_removidos
    assert repositorio.verificar(ids[1], ler_tudo=True) == []


def test_sem_nenhum_inteiro_nada_sai(repositorio: Repositorio, ids: list[str], pasta: Path) -> None:
    for qual in ids:
        _estragar_instantaneo(pasta, qual)
    antes = conteudos(pasta)
    feita = repositorio.podar(SO_UM, danificados=True)
    assert (feita.removidos, len(feita.mantidos)) == ((), 3)
    assert conteudos(pasta) == antes


def test_formato_mais_novo_nunca_sai(repositorio: Repositorio, ids: list[str], pasta: Path) -> None:
    onde = pasta / "instantaneos"
    futuro = msgspec.structs.replace(instantaneo.ler_manifesto(onde, ids[0]), schema_version=99)
    instantaneo.gravar_manifesto(onde, futuro)
    feita = repositorio.podar(SO_UM, danificados=True)
    assert feita.removidos == (ids[1],)
    assert len(pacotes(pasta)) == 3


def test_conteudo_que_falta_tambem_e_dano(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    (pasta / "pacotes" / f"{ids[2]}.zip").unlink()
    feita = repositorio.podar(SO_UM)
    assert feita.mantidos == {ids[2]: ("danificado",), ids[1]: ("últimos",)}
    assert feita.removidos == (ids[0],)
    assert repositorio.verificar(ids[1], ler_tudo=True) == []


def test_dano_que_a_conferencia_achou_conta(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    anotar_conferencia(pasta, ids[2], "ensaio", "2026-01-01T00:00:00.000Z", ["a.mq4: mau"])
    assert repositorio.podar(SO_UM).mantidos[ids[1]] == ("últimos",)
    assert repositorio.verificar(ids[2], ler_tudo=True) == []
    assert repositorio.podar(SO_UM).mantidos == {ids[2]: ("últimos",)}


def test_conferencias_dos_que_saem_saem_tambem(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    for qual in ids:
        repositorio.verificar(qual)
    repositorio.podar(SO_UM)
    assert [p.stem for p in (pasta / "conferencias").iterdir()] == [ids[2]]


def test_membro_danificado_impede_a_reescrita(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    caminho = pasta / "pacotes" / f"{ids[0]}.zip"
    with ZipFile(caminho) as pacote:
        onde = pacote.getinfo(f"{ids[0]}/fica.mq4").header_offset
    dados = bytearray(caminho.read_bytes())
    dados[onde + 70] ^= 0xFF
    caminho.write_bytes(dados)
    feita = repositorio.podar(SO_UM)
    assert feita.pacotes_reescritos == ()
    assert feita.avisos[0].nome == caminho.name
    assert caminho.read_bytes() == dados
    assert restos(pasta) == []


def test_hash_ilegivel_no_indice_nao_custa_o_conteudo(
    repositorio: Repositorio, ids: list[str], pasta: Path, tmp_path: Path
) -> None:
    """Nobody seems to need the member; but a backup lacks a content, and this may be it."""
    caminho = pasta / "pacotes" / f"{ids[1]}.zip"
    with ZipFile(caminho) as pacote:
        (membro,) = pacote.infolist()
    outro = b"0" * 63 + (b"0" if membro.comment[-1:] != b"0" else b"1")
    caminho.write_bytes(caminho.read_bytes().replace(membro.comment, outro))
    feita = repositorio.podar(SO_UM)
    assert feita.mantidos == {ids[2]: ("últimos",), ids[1]: ("danificado",)}
    assert feita.pacotes_removidos == ()
    assert repositorio.restaurar(ids[1], tmp_path / "v").danificados == ()


def test_pacote_ilegivel_ou_alheio_fica(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    ilegivel = pasta / "pacotes" / f"{ids[1]}.zip"
    ilegivel.write_bytes(ilegivel.read_bytes()[:100])
    with ZipFile(pasta / "pacotes" / "meu.zip", "w") as alheio:
        alheio.writestr("meu.txt", b"meu")
    with ZipFile(pasta / "pacotes" / f"{ids[0]}.zip", "a") as misturado:
        misturado.writestr("meu.txt", b"meu")
    antes = conteudos(pasta / "pacotes")
    feita = repositorio.podar(SO_UM)
    assert conteudos(pasta / "pacotes") == antes
    assert {a.nome for a in feita.avisos} == {ilegivel.name, f"{ids[0]}.zip"}


def test_arquivo_estranho_entre_os_instantaneos_congela_os_pacotes(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    onde = pasta / "instantaneos"
    shutil.copy(onde / f"{ids[0]}.zip", onde / "guardar este.zip")
    shutil.copy(onde / f"{ids[0]}.zip", onde / "._lixo do sistema.zip")
    feita = repositorio.podar(SO_UM)
    assert feita.removidos == (ids[1], ids[0])
    assert feita.pacotes_removidos == ()
    assert [a.nome for a in feita.avisos] == ["guardar este.zip"]


def test_duplicado_por_uma_queda_e_recolhido(
    repositorio: Repositorio,
    ids: list[str],
    biblioteca: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the new pack and the removal of the old one there are two places of each content."""
    pasta = tmp_path / "backups"

    def queda(*_: object, **__: object) -> None:
        reescrita.reescrever(*_, **__)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as remendo:
        remendo.setattr(poda_de_pacotes, "reescrever", queda)
        with pytest.raises(KeyboardInterrupt):
            repositorio.podar(SO_UM)
    assert (pasta / "pacotes" / f"{ids[0]}.zip").exists()
    assert len(pacotes(pasta)) == 3
    assert repositorio.podar(SO_UM).pacotes_removidos == (ids[0],)
    assert restaurado(pasta, "ultimo", tmp_path / "v") == conteudos(biblioteca)


def test_do_duplicado_fica_o_lugar_que_esta_bom(
    repositorio: Repositorio, ids: list[str], pasta: Path, biblioteca: Path, tmp_path: Path
) -> None:
    velho = pasta / "pacotes" / f"{ids[0]}.zip"
    guardado = velho.read_bytes()
    repositorio.podar(SO_UM)
    (novo,) = [p for p in pacotes(pasta) if p.stem not in ids]
    velho.write_bytes(guardado)
    dados = bytearray(novo.read_bytes())
    dados[60] ^= 0xFF
    novo.write_bytes(dados)
    repositorio.podar(SO_UM)
    assert restaurado(pasta, "ultimo", tmp_path / "v") == conteudos(biblioteca)


@pytest.mark.parametrize("depois_de", range(14))
def test_cancelar_deixa_inteiro_o_que_fica(
    repositorio: Repositorio,
    ids: list[str],
    biblioteca: Path,
    tmp_path: Path,
    depois_de: int,
) -> None:
    pasta = tmp_path / "backups"
    perguntas = iter(range(10_000))
    feita = repositorio.podar(SO_UM, cancelado=lambda: next(perguntas) >= depois_de)
    assert feita.cancelada
    for ainda in repositorio.listar():
        assert repositorio.verificar(ainda.id, ler_tudo=True) == []
    assert restos(pasta) == []
    assert not repositorio.podar(SO_UM).cancelada
    assert restaurado(pasta, "ultimo", tmp_path / "v") == conteudos(biblioteca)


def test_restauracao_e_conferencia_ao_lado_de_uma_poda(
    repositorio: Repositorio, ids: list[str], pasta: Path, biblioteca: Path, tmp_path: Path
) -> None:
    guardada = shutil.copytree(pasta, tmp_path / "guardada")
    podadas: list[bool] = []

    def podar() -> bool:
        """Prune when the reader has just listed the packs and not yet opened one."""
        if not podadas:
            podadas.append(bool(repositorio.podar(SO_UM).pacotes_reescritos))
        return False

    feita = repositorio.restaurar("ultimo", tmp_path / "v", cancelado=podar)
    assert (podadas, feita.danificados) == ([True], ())
    assert conteudos(tmp_path / "v") == conteudos(biblioteca)

    shutil.rmtree(pasta)
    shutil.copytree(guardada, pasta)
    podadas.clear()
    assert repositorio.verificar(ler_tudo=True, cancelado=podar) == []
    assert podadas == [True]


def test_a_trava_de_um_backup_vale_para_a_poda(
    repositorio: Repositorio, ids: list[str], pasta: Path
) -> None:
    with filelock.FileLock(pasta / ".trava"), pytest.raises(ErroBackup, match="em andamento"):
        repositorio.podar(SO_UM)
    assert len(repositorio.listar()) == 3


def test_o_que_o_sistema_nao_deixa_remover_fica_inteiro(
    repositorio: Repositorio, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.unlink

    def preso(caminho: Path, missing_ok: bool = False) -> None:
        if caminho.stem == ids[0]:
            raise PermissionError(13, "em uso")
        original(caminho, missing_ok=missing_ok)

    with monkeypatch.context() as remendo:
        remendo.setattr(Path, "unlink", preso)
        feita = repositorio.podar(SO_UM)
    assert feita.removidos == (ids[1],)
    assert [a.nome for a in feita.avisos] == [f"{ids[0]}.zip"]
    assert repositorio.verificar(ids[0], ler_tudo=True) == []


def test_disco_que_falha_e_um_erro_claro(
    repositorio: Repositorio, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def falhar(_: Path, missing_ok: bool = False) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as remendo:
        remendo.setattr(Path, "unlink", falhar)
        with pytest.raises(ErroDisco, match="podar"):
            repositorio.podar(SO_UM)
    assert len(repositorio.listar()) == 3
