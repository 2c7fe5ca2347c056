"""A flipped byte anywhere in the file is read as data or named as damage, never a traceback."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from sqlalchemy import Connection

from componentes.base.erros import ErroCatalogo
from componentes.base.tipos import Falha
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import NOME_DO_ARQUIVO, abrir, abrir_leitura
from componentes.catalogo.modelo import EstadoArquivo, NovaExecucao, NovoLote, Resultado

TROCAS = 40


def _povoar(conn: Connection) -> None:
    nova = NovaExecucao(comando="c", raizes=("/b",), raiz="/b", versao="1", regras="r", chave="k")
    execucao = operacoes.criar_execucao(conn, nova)
    linhas = [
        EstadoArquivo(f"/b/ação {n}", 1, 2, f"{n:064x}", "mq4", "falha", Falha("fatos", "çã"))
        for n in range(20)
    ]
    operacoes.gravar_arquivos(conn, execucao, linhas)
    resultados = [Resultado(linha.sha256, "mq4", b"x" * 50) for linha in linhas]
    operacoes.gravar_resultados(conn, "k", resultados)
    operacoes.fechar_inventario(conn, execucao, ["/b"])
    operacoes.criar_lotes(conn, execucao, [NovoLote(20, 20)])
    operacoes.registrar_evento(conn, execucao, "info", "lote", {"n": 1})


def _ler_tudo(consulta: Consulta) -> None:
    consulta.execucoes(10)
    list(consulta.registros(1))
    consulta.estado_dos_arquivos(["/"])
    consulta.lotes(1)
    consulta.eventos(1)
    consulta.contagens(1)
    consulta.resultados_existentes("k")
    consulta.analises("k", ["/"])
    consulta.grupos(1)


@pytest.fixture(scope="module")
def inteiro(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    pasta = tmp_path_factory.mktemp("inteiro")
    motor = abrir(pasta)
    with Escritor(motor) as escritor:
        escritor.executar(_povoar)
    motor.dispose()
    return (pasta / NOME_DO_ARQUIVO).read_bytes()


@pytest.mark.parametrize("semente", range(TROCAS))
def test_byte_trocado(inteiro: bytes, tmp_path: Path, semente: int) -> None:
    sorteio = random.Random(semente)  # noqa: S311
    usados = [posicao for posicao, byte in enumerate(inteiro) if byte]
    trocado = bytearray(inteiro)
    trocado[sorteio.choice(usados)] ^= 1 << sorteio.randrange(8)
    arquivo = tmp_path / NOME_DO_ARQUIVO
    arquivo.write_bytes(trocado)
    with contextlib.suppress(ErroCatalogo), contextlib.ExitStack() as ao_sair:
        motor = abrir_leitura(tmp_path)
        ao_sair.callback(motor.dispose)
        _ler_tudo(Consulta(motor))
    assert arquivo.read_bytes() == trocado


@pytest.mark.parametrize(
    ("certo", "errado"),
    [
        (b"/b/a\xc3\xa7\xc3\xa3o 7", b"/b/a\xc3!\xc3\xa3o 7"),
        (b'{"etapa":', b'{"etapa"?'),
        (b"executando", b"executado!"),
    ],
)
def test_dano_em_texto_e_reconhecido(
    inteiro: bytes, tmp_path: Path, certo: bytes, errado: bytes
) -> None:
    assert len(certo) == len(errado)
    (tmp_path / NOME_DO_ARQUIVO).write_bytes(inteiro.replace(certo, errado))
    motor = abrir_leitura(tmp_path)
    with pytest.raises(ErroCatalogo, match="danificado"):
        _ler_tudo(Consulta(motor))
    motor.dispose()
