"""Applying and undoing: nothing lost, nothing overwritten, whatever happens on the way."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from componentes.base.erros import ErroDisco
from componentes.organizacao import aplicacao, atos, pastas
from componentes.organizacao.diario import Diario
from componentes.organizacao.modelo import EstadoOrganizacao, EstadoPasso
from tests.apoio.bibliotecas import escrever, retrato
from tests.apoio.organizacao import Bancada, destino_de

ARQUIVOS = {
    "a.mq4": b"um",
    "p/a.mq4": b"dois",
    "p/a (2).mq4": b"um",
    "p/q/vazio.mq4": b"",
    "p/q/=[b]x[/b].mq4": b"tres" * 5000,
}
POUCOS = {"a.mq4": b"um", "p/a (2).mq4": b"um", "p/vazio.mq4": b""}
MODOS = {
    "copiar": {},
    "mover": {"mover": True},
    "quarentena": {"mover": True, "quarentenar": True},
}


@pytest.fixture(params=MODOS)
def modo(request: pytest.FixtureRequest) -> dict[str, bool]:
    return MODOS[request.param]


@pytest.fixture
def bancada(tmp_path: Path) -> Bancada:
    return _montar(tmp_path)


def _montar(pasta: Path, arquivos: Mapping[str, bytes] = ARQUIVOS) -> Bancada:
    bancada = Bancada(pasta)
    escrever(bancada.biblioteca, arquivos)
    for numero, caminho in enumerate(sorted(bancada.biblioteca.rglob("*"), reverse=True)):
        os.utime(caminho, ns=(10**18, 1_400_000_000_000_000_001 + numero * 10**9))
    return bancada


@contextmanager
def _sem_ligacoes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand for a disk without hard links, or a tree on another disk."""

    def negar(*_: Any) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    with monkeypatch.context() as remendo:
        remendo.setattr(os, "link", negar)
        remendo.setattr(atos, "nomear_sem_sobrescrever", _reservar)
        yield


def _reservar(provisorio: Path, final: Path) -> None:
    final.touch(exist_ok=False)
    provisorio.replace(final)


def _conteudos(*raizes: Path) -> list[bytes]:
    arquivos = (f for raiz in raizes if raiz.exists() for f in raiz.rglob("*") if f.is_file())
    return sorted(arquivo.read_bytes() for arquivo in arquivos)


def test_ida_e_volta(bancada: Bancada, modo: dict[str, bool]) -> None:
    antes = retrato(bancada.biblioteca)
    plano = bancada.planejar(**modo)
    balanco = bancada.aplicar(plano)
    assert (balanco.feitos, balanco.ressalvas, balanco.cancelado) == (
        len(plano.a_fazer()),
        (),
        False,
    )
    for passo in plano.a_fazer():
        destino = destino_de(plano, passo.numero)
        assert atos.contem(destino, passo.tamanho, passo.sha256)
        assert destino.stat().st_mtime_ns == passo.mtime_ns
        assert (bancada.biblioteca / passo.origem).exists() is not plano.mover
    if not plano.mover:
        assert retrato(bancada.biblioteca) == antes
    assert bancada.estado().estado is EstadoOrganizacao.APLICADA
    volta = bancada.desfazer()
    assert (volta.feitos, volta.ressalvas) == (len(plano.a_fazer()), ())
    assert retrato(bancada.biblioteca) == antes
    assert not bancada.arvore.exists()
    assert not bancada.quarentena.exists()
    assert bancada.estado().estado is EstadoOrganizacao.DESFEITA


def test_outro_disco_ou_sem_ligacoes(
    bancada: Bancada, modo: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    antes = retrato(bancada.biblioteca)
    with _sem_ligacoes(monkeypatch):
        assert bancada.aplicar(bancada.planejar(**modo)).ressalvas == ()
        assert bancada.desfazer().ressalvas == ()
    assert retrato(bancada.biblioteca) == antes
    assert not bancada.arvore.exists()


class Morte(BaseException):
    """The process is killed here."""


class _Ceifador:
    """Kills before the n-th act on disk or in the journal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, quando: int) -> None:
        self._resta = quando
        for dono, nome in (
            (os, "link"),
            (os, "fsync"),
            (os, "utime"),
            (Path, "rename"),
            (Path, "replace"),
            (Path, "unlink"),
            (Path, "touch"),
            (Path, "mkdir"),
            (Path, "rmdir"),
            (Diario, "marcar"),
            (Diario, "mudar_estado"),
            (Diario, "criar"),
        ):
            monkeypatch.setattr(dono, nome, self._mortal(getattr(dono, nome)))

    def _mortal(self, ato: Callable[..., Any]) -> Callable[..., Any]:
        def feito(*argumentos: Any, **nomeados: Any) -> Any:
            self._resta -= 1
            if self._resta <= 0:  # the dead do nothing more, not even clean up
                raise Morte
            return ato(*argumentos, **nomeados)

        return feito


@pytest.mark.parametrize("ligacoes", [True, False], ids=["com ligações", "sem ligações"])
@pytest.mark.parametrize("fase", ["aplicar", "desfazer"])
@pytest.mark.parametrize("qual", ["copiar", "quarentena"])
def test_morte_em_qualquer_ato(
    tmp_path: Path, qual: str, fase: str, ligacoes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    modo = MODOS[qual]
    modelo = _montar(tmp_path / "modelo", POUCOS)
    antes = retrato(modelo.biblioteca)
    originais = _conteudos(modelo.biblioteca)
    for quando in itertools.count(1):
        bancada = _montar(tmp_path / str(quando), POUCOS)
        plano = bancada.planejar(**modo)
        with monkeypatch.context() as remendo:
            if not ligacoes:
                remendo.setattr(os, "link", _proibido)
                remendo.setattr(atos, "nomear_sem_sobrescrever", _reservar)
            if fase == "desfazer":
                bancada.aplicar(plano)
            morreu = _ate_morrer(bancada, plano if fase == "aplicar" else None, remendo, quando)
            raizes = (bancada.biblioteca, bancada.arvore, bancada.quarentena)
            presentes = _conteudos(*raizes)
            assert all(presentes.count(c) >= originais.count(c) for c in originais)
            if fase == "aplicar":
                with bancada.diario() as diario:
                    comecada = bool(diario.todas())
                assert bancada.aplicar(None if comecada else plano).ressalvas == ()
                assert _so_os_do_plano(bancada, len(plano.a_fazer()))
            assert bancada.desfazer().ressalvas == ()
        assert retrato(bancada.biblioteca) == antes
        assert not bancada.arvore.exists()
        assert not bancada.quarentena.exists()
        shutil.rmtree(bancada.pasta)
        if not morreu:
            assert quando > 12
            return


def _ate_morrer(bancada: Bancada, plano: Any, monkeypatch: pytest.MonkeyPatch, quando: int) -> bool:
    with monkeypatch.context() as remendo:
        _Ceifador(remendo, quando)
        try:
            if plano:
                bancada.aplicar(plano)
            else:
                bancada.desfazer()
        except Morte:
            return True
    return False


def _proibido(*_: Any) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


def _so_os_do_plano(bancada: Bancada, quantos: int) -> bool:
    """Whether the trees hold what the plan says and no remains."""
    raizes = (bancada.arvore, bancada.quarentena)
    achados = [f for raiz in raizes if raiz.exists() for f in raiz.rglob("*") if f.is_file()]
    na_biblioteca = list(bancada.biblioteca.rglob(".organizar*"))
    return len(achados) == quantos and not na_biblioteca


def test_destino_que_aparece_depois_do_plano(bancada: Bancada, modo: dict[str, bool]) -> None:
    plano = bancada.planejar(**modo)
    tomado = destino_de(plano, 1)
    escrever(tomado.parent, {tomado.name: b"do dono"})
    balanco = bancada.aplicar(plano)
    (ressalva,) = balanco.ressalvas
    assert (ressalva.numero, ressalva.estado) == (1, EstadoPasso.PULADO)
    assert tomado.read_bytes() == b"do dono"
    assert (bancada.biblioteca / plano.a_fazer()[0].origem).read_bytes() == b"um"
    bancada.desfazer()
    assert tomado.read_bytes() == b"do dono"


def test_destino_que_aparece_no_ultimo_instante(
    bancada: Bancada, modo: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    plano = bancada.planejar(**modo)
    tomado = destino_de(plano, 1)
    original = pastas.Arvore.garantir

    def garantir(arvore: pastas.Arvore, pasta: Path) -> None:
        original(arvore, pasta)
        if not tomado.exists():
            tomado.write_bytes(b"do dono")

    monkeypatch.setattr(pastas.Arvore, "garantir", garantir)
    (ressalva,) = bancada.aplicar(plano).ressalvas
    assert ressalva.nota == "apareceu outro arquivo no destino"
    assert tomado.read_bytes() == b"do dono"


@pytest.mark.parametrize("mudanca", ["conteudo", "sumiu", "so bytes"])
def test_origem_que_mudou_desde_o_plano(
    bancada: Bancada, modo: dict[str, bool], mudanca: str
) -> None:
    plano = bancada.planejar(**modo)
    passo = next(p for p in plano.a_fazer() if p.origem == "p/a.mq4")
    origem = bancada.biblioteca / passo.origem
    if mudanca == "sumiu":
        origem.unlink()
    else:
        origem.write_bytes(b"outra coisa" if mudanca == "conteudo" else b"DOIS")
        if mudanca == "so bytes":  # the same size and date: only the hash tells
            os.utime(origem, ns=(passo.mtime_ns, passo.mtime_ns))
    (ressalva,) = bancada.aplicar(plano).ressalvas
    assert (ressalva.numero, ressalva.estado) == (passo.numero, EstadoPasso.PULADO)
    assert not destino_de(plano, passo.numero).exists()
    assert bancada.desfazer().ressalvas[0].estado is EstadoPasso.PULADO
    assert origem.exists() is (mudanca != "sumiu")


def test_copia_alterada_pelo_dono_fica(bancada: Bancada) -> None:
    plano = bancada.planejar()
    bancada.aplicar(plano)
    minha = destino_de(plano, 1)
    minha.write_bytes(b"com o meu trabalho")
    (ressalva,) = bancada.desfazer().ressalvas
    assert (ressalva.numero, ressalva.estado) == (1, EstadoPasso.FEITO)
    assert minha.read_bytes() == b"com o meu trabalho"
    assert [f for f in bancada.arvore.rglob("*") if f.is_file()] == [minha]
    assert bancada.estado().estado is EstadoOrganizacao.APLICADA


def test_copia_sem_original_fica(bancada: Bancada) -> None:
    plano = bancada.planejar()
    bancada.aplicar(plano)
    (bancada.biblioteca / plano.a_fazer()[0].origem).unlink()
    (ressalva,) = bancada.desfazer().ressalvas
    assert "a cópia fica" in ressalva.nota
    assert destino_de(plano, 1).read_bytes() == b"um"


def test_movido_e_alterado_volta_como_esta(bancada: Bancada) -> None:
    plano = bancada.planejar(mover=True)
    bancada.aplicar(plano)
    destino_de(plano, 1).write_bytes(b"com o meu trabalho")
    balanco = bancada.desfazer()
    (aviso,) = balanco.ressalvas
    assert (aviso.estado, "alterado lá" in aviso.nota) == (EstadoPasso.DESFEITO, True)
    origem = bancada.biblioteca / plano.a_fazer()[0].origem
    assert origem.read_bytes() == b"com o meu trabalho"
    assert not bancada.arvore.exists()


def test_lugar_de_origem_ocupado_nao_e_tocado(bancada: Bancada) -> None:
    plano = bancada.planejar(mover=True)
    bancada.aplicar(plano)
    origem = bancada.biblioteca / plano.a_fazer()[0].origem
    origem.write_bytes(b"novo do dono")
    (ressalva,) = bancada.desfazer().ressalvas
    assert ressalva.estado is EstadoPasso.FEITO
    assert origem.read_bytes() == b"novo do dono"
    assert destino_de(plano, 1).read_bytes() == b"um"
    origem.unlink()
    assert bancada.desfazer().ressalvas == ()
    assert origem.read_bytes() == b"um"


def test_movido_que_o_dono_levou_embora(bancada: Bancada) -> None:
    plano = bancada.planejar(mover=True)
    bancada.aplicar(plano)
    destino_de(plano, 1).rename(bancada.pasta / "comigo.mq4")
    (ressalva,) = bancada.desfazer().ressalvas
    assert "não está mais em" in ressalva.nota
    assert (bancada.pasta / "comigo.mq4").read_bytes() == b"um"


def test_pasta_de_origem_apagada_e_refeita(bancada: Bancada) -> None:
    antes = retrato(bancada.biblioteca)
    bancada.aplicar(bancada.planejar(mover=True, quarentenar=True))
    shutil.rmtree(bancada.biblioteca)
    assert bancada.desfazer().ressalvas == ()
    assert _conteudos(bancada.biblioteca) == sorted(ARQUIVOS.values())
    arquivos = {n: v for n, v in retrato(bancada.biblioteca).items() if v[0]}
    assert arquivos == {n: v for n, v in antes.items() if v[0]}


def test_pasta_com_algo_do_dono_fica(bancada: Bancada) -> None:
    plano = bancada.planejar()
    bancada.aplicar(plano)
    nota = destino_de(plano, 1).with_name("notas.txt")
    nota.write_bytes(b"minhas")
    assert bancada.desfazer().ressalvas == ()
    assert [f for f in bancada.arvore.rglob("*") if f.is_file()] == [nota]


def test_pasta_que_ja_estava_la_fica(bancada: Bancada) -> None:
    bancada.arvore.mkdir()
    bancada.aplicar(bancada.planejar())
    bancada.desfazer()
    assert bancada.arvore.is_dir()
    assert list(bancada.arvore.iterdir()) == []


def test_um_passo_so(bancada: Bancada, modo: dict[str, bool]) -> None:
    antes = retrato(bancada.biblioteca)
    plano = bancada.planejar(**modo)
    bancada.aplicar(plano)
    bancada.desfazer(2)
    existem = [destino_de(plano, p.numero).exists() for p in plano.a_fazer()]
    assert existem == [p.numero != 2 for p in plano.a_fazer()]
    assert (bancada.biblioteca / plano.a_fazer()[1].origem).exists()
    assert bancada.estado().estado is EstadoOrganizacao.APLICADA
    for passo in plano.a_fazer():
        if passo.numero != 2:
            bancada.desfazer(passo.numero)
    assert bancada.estado().estado is EstadoOrganizacao.DESFEITA
    assert retrato(bancada.biblioteca) == antes
    assert not bancada.arvore.exists()


def test_parada_pedida_e_retomada(bancada: Bancada, modo: dict[str, bool]) -> None:
    antes = retrato(bancada.biblioteca)
    plano = bancada.planejar(**modo)
    respostas = iter([False, False, True])
    parado = bancada.aplicar(plano, lambda: next(respostas, True))
    assert parado.cancelado
    assert 0 < parado.feitos < len(plano.a_fazer())
    respostas = iter([False, False])
    assert bancada.aplicar(None, lambda: next(respostas, True)).cancelado
    volta = bancada.desfazer(cancelado=lambda: True)
    assert volta.cancelado
    assert bancada.estado().estado is EstadoOrganizacao.DESFAZENDO
    assert not bancada.desfazer().cancelado
    assert retrato(bancada.biblioteca) == antes
    assert not bancada.arvore.exists()


def test_parada_depois_de_uma_morte_nao_esquece_o_que_estava_feito(
    bancada: Bancada, monkeypatch: pytest.MonkeyPatch
) -> None:
    plano = bancada.planejar(mover=True)
    with monkeypatch.context() as remendo:
        remendo.setattr(aplicacao, "sincronizar", _morrer)  # all linked, nothing noted
        with pytest.raises(Morte):
            bancada.aplicar(plano)
    respostas = iter([False, False])
    assert bancada.aplicar(None, lambda: next(respostas, True)).cancelado
    assert bancada.aplicar().ressalvas == ()


def _morrer(*_: Any) -> None:
    raise Morte


def test_disco_cheio_para_e_retoma(bancada: Bancada, monkeypatch: pytest.MonkeyPatch) -> None:
    plano = bancada.planejar()
    original, feitos = atos.copiar, itertools.count()

    def cheio(*argumentos: Any) -> None:
        if next(feitos) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        original(*argumentos)

    with monkeypatch.context() as remendo:
        remendo.setattr(atos, "copiar", cheio)
        with pytest.raises(ErroDisco, match="Disco cheio"):
            bancada.aplicar(plano)
    assert bancada.estado().estado is EstadoOrganizacao.APLICANDO
    assert bancada.aplicar().ressalvas == ()


@pytest.mark.skipif(os.name == "nt", reason="links take a privilege on Windows")
def test_atalho_na_arvore_nao_e_seguido(bancada: Bancada) -> None:
    plano = bancada.planejar()
    fora = bancada.pasta / "fora"
    fora.mkdir()
    bancada.arvore.mkdir()
    (bancada.arvore / "MQL4_Source").symlink_to(fora)
    balanco = bancada.aplicar(plano)
    assert {r.estado for r in balanco.ressalvas} == {EstadoPasso.PULADO}
    assert "atalho" in balanco.ressalvas[0].nota
    assert [f for f in fora.rglob("*") if f.is_file()] == []


_NOMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30
).filter(lambda nome: nome not in {".", ".."} and len(nome.encode()) < 100)
_PASTAS = st.sampled_from(["", "p/", "p/[/x]/", "CON/", "fim. /", "é/"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any name")
@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.tuples(_PASTAS, _NOMES), st.binary(max_size=3), min_size=1, max_size=12),
    st.sampled_from(sorted(MODOS)),
)
def test_qualquer_arvore_vai_e_volta(arquivos: dict[tuple[str, str], bytes], modo: str) -> None:
    with tempfile.TemporaryDirectory() as pasta:
        bancada = Bancada(Path(pasta))
        bancada.biblioteca.mkdir()
        for (onde, nome), dados in arquivos.items():
            caminho = bancada.biblioteca / onde / nome
            caminho.parent.mkdir(parents=True, exist_ok=True)
            if not caminho.is_dir():
                caminho.write_bytes(dados)
        antes, originais = retrato(bancada.biblioteca), _conteudos(bancada.biblioteca)
        plano = bancada.planejar(**MODOS[modo])
        assert bancada.aplicar(plano).ressalvas == ()
        if modo == "quarentena":
            assert _conteudos(bancada.arvore, bancada.quarentena) == originais
            assert _conteudos(bancada.biblioteca) == []
        assert bancada.desfazer().ressalvas == ()
        assert retrato(bancada.biblioteca) == antes
        assert not bancada.arvore.exists()
