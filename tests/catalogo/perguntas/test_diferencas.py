"""What differs between two runs, asked of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from componentes.base.tipos import Situacao
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import (
    EstadoArquivo,
    EstadoExecucao,
    Execucao,
    NovaExecucao,
    Resultado,
)
from componentes.catalogo.perguntas.diferencas import (
    Rejulgado,
    analises_de,
    anterior,
    conteudos,
    rejulgados,
    so_de_um,
    vistos_iguais,
)

NOVA = NovaExecucao(
    comando="classificar_tudo", raizes=("/b",), raiz="/b", versao="0", regras="r", chave="k1"
)


def _arquivo(nome: str, sha256: str = "s1", contexto: str = "c", **outros: str) -> EstadoArquivo:
    return replace(EstadoArquivo(f"/b/{nome}", 1, 1, sha256, contexto, Situacao.OK), **outros)


@pytest.fixture
def rodar(escritor: Escritor, consulta: Consulta) -> _Rodar:
    return _Rodar(escritor, consulta)


class _Rodar:
    """Makes finished runs over files said by hand."""

    def __init__(self, escritor: Escritor, consulta: Consulta) -> None:
        self._escritor = escritor
        self._consulta = consulta
        self._vistos: set[str] = set()

    def __call__(
        self,
        *arquivos: EstadoArquivo,
        estado: EstadoExecucao = EstadoExecucao.CONCLUIDA,
        **mudancas: object,
    ) -> Execucao:
        nova = replace(NOVA, **mudancas)
        numero = self._fazer(lambda conn: operacoes.criar_execucao(conn, nova))
        sumidos = self._vistos - {arquivo.caminho for arquivo in arquivos}
        self._escritor.executar(lambda conn: operacoes.gravar_arquivos(conn, numero, arquivos))
        self._escritor.executar(lambda conn: operacoes.marcar_ausentes(conn, numero, sumidos))
        self._vistos = {arquivo.caminho for arquivo in arquivos}
        self._fazer(lambda conn: operacoes.fechar_inventario(conn, numero, nova.raizes))
        self._escritor.executar(lambda conn: operacoes.encerrar_execucao(conn, numero, estado, {}))
        execucao = self._consulta.execucao(numero)
        assert execucao is not None
        return execucao

    def resultados(self, chave: str, *linhas: tuple[str, bytes]) -> None:
        valores = [Resultado(sha256, "c", analise) for sha256, analise in linhas]
        self._escritor.executar(lambda conn: operacoes.gravar_resultados(conn, chave, valores))

    def _fazer(self, operacao: Callable[[Connection], int]) -> int:
        return self._escritor.executar(operacao)


def _nomes(estados: Iterable[EstadoArquivo]) -> list[str]:
    return [estado.caminho.removeprefix("/b/") for estado in estados]


def test_so_vem_o_que_difere(motor: Engine, rodar: _Rodar) -> None:
    fica = _arquivo("fica")
    antes = rodar(
        fica,
        _arquivo("some"),
        _arquivo("muda"),
        _arquivo("contexto"),
        _arquivo("situacao"),
        _arquivo("data"),
    )
    depois = rodar(
        fica,
        _arquivo("chega"),
        _arquivo("muda", "s2"),
        _arquivo("contexto", contexto="outro"),
        _arquivo("situacao", situacao=Situacao.FALHA),
        replace(_arquivo("data"), mtime_ns=99),
    )
    with motor.connect() as conn:
        de_antes, de_depois = (
            so_de_um(conn, antes.id, depois.id),
            so_de_um(conn, depois.id, antes.id),
        )
    assert _nomes(de_antes) == ["contexto", "muda", "situacao", "some"]
    assert _nomes(de_depois) == ["chega", "contexto", "muda", "situacao"]
    assert de_antes[1].sha256 == "s1"
    assert de_depois[2].sha256 == "s2"


def test_iguais_nao_tem_diferenca(motor: Engine, rodar: _Rodar) -> None:
    arquivos = [_arquivo(f"{n}", "" if n == 3 else f"s{n}") for n in range(5)]
    antes, depois = rodar(*arquivos), rodar(*arquivos)
    with motor.connect() as conn:
        assert so_de_um(conn, antes.id, depois.id) == so_de_um(conn, depois.id, antes.id) == []
        assert conteudos(conn, antes.id) == {"s0", "s1", "s2", "s4"}


def test_copias_rejulgadas_vem_uma_vez(motor: Engine, rodar: _Rodar) -> None:
    arquivos = [_arquivo("a"), _arquivo("b"), _arquivo("z", "s2"), _arquivo("w", "s3")]
    rodar.resultados("k1", ("s1", b"velho"), ("s2", b"igual"), ("s3", b"x"), ("fora", b"1"))
    rodar.resultados("k2", ("s1", b"novo"), ("s2", b"igual"), ("fora", b"2"))
    antes, depois = rodar(*arquivos), rodar(*arquivos, chave="k2")
    with motor.connect() as conn:
        assert rejulgados(conn, antes, depois) == [
            Rejulgado("s1", "c", b"velho", b"novo"),
            Rejulgado("s3", "c", b"x", None),
        ]
        assert rejulgados(conn, antes, replace(depois, chave="k1")) == []
        pares = {("s1", "c"), ("s2", "outro")}
        assert _nomes(vistos_iguais(conn, antes.id, depois.id, pares)) == ["a", "b"]
        assert vistos_iguais(conn, antes.id, depois.id, set()) == []


def test_analises_so_dos_pares_pedidos(motor: Engine, rodar: _Rodar) -> None:
    rodar.resultados("k1", *((f"s{n:04}", b"%d" % n) for n in range(1200)))
    pares = {(f"s{n:04}", "c") for n in range(1100)} | {("s1150", "outro"), ("nada", "c")}
    with motor.connect() as conn:
        achadas = analises_de(conn, "k1", pares)
        assert analises_de(conn, "k2", pares) == {}
    assert len(achadas) == 1100
    assert achadas["s1099", "c"] == b"1099"


def test_anterior_e_a_ultima_concluida_das_mesmas_pastas(motor: Engine, rodar: _Rodar) -> None:
    primeira = rodar(_arquivo("a"))
    segunda = rodar(_arquivo("a"), estado=EstadoExecucao.CONCLUIDA_COM_FALHAS)
    rodar(_arquivo("a"), estado=EstadoExecucao.CANCELADA)
    rodar(raizes=("/b", "/c"))
    rodar(raizes=("/vazia",))
    ultima = rodar(_arquivo("a"))
    with motor.connect() as conn:
        achadas = [anterior(conn, execucao) for execucao in (ultima, segunda, primeira)]
    assert [achada.id if achada else None for achada in achadas] == [
        segunda.id,
        primeira.id,
        None,
    ]


def test_anterior_tem_de_ter_os_seus_registros(
    motor: Engine, escritor: Escritor, rodar: _Rodar
) -> None:
    rodar(_arquivo("a"))
    ultima = rodar(_arquivo("a"))
    escritor.executar(lambda conn: operacoes.podar_execucoes(conn, 1))
    with motor.connect() as conn:
        assert anterior(conn, ultima) is None
