"""Files: upsert, incremental reading, the snapshot of a run, results, copies, odd names, roots."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection

from componentes.base.caminhos import de_texto, para_texto
from componentes.base.tipos import Falha
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import (
    Contagens,
    EstadoArquivo,
    NovaExecucao,
    RegistroArquivo,
    Resultado,
)

FALHA = Falha(etapa="leitura", motivo="sem permissão")


def _nova(chave: str = "k1") -> NovaExecucao:
    return NovaExecucao(comando="c", raizes=("/b",), raiz="/b", versao="1", regras="r", chave=chave)


def _criar(escritor: Escritor, chave: str = "k1") -> int:
    return escritor.executar(lambda conn: operacoes.criar_execucao(conn, _nova(chave)))


def _gravar(escritor: Escritor, execucao: int, linhas: Sequence[EstadoArquivo]) -> None:
    escritor.executar(lambda conn: operacoes.gravar_arquivos(conn, execucao, linhas))


def _fechar(escritor: Escritor, execucao: int, raizes: Sequence[str] = ("/b",)) -> int:
    return escritor.executar(lambda conn: operacoes.fechar_inventario(conn, execucao, raizes))


def _arquivo(caminho: str, **mudancas: Any) -> EstadoArquivo:
    valores: dict[str, Any] = {
        "tamanho": 10,
        "mtime_ns": 1,
        "sha256": "aa",
        "contexto": "mq4",
        "situacao": "ok",
    }
    return EstadoArquivo(caminho=caminho, **(valores | mudancas))


def test_o_estado_mais_recente_vence(escritor: Escritor, consulta: Consulta) -> None:
    execucao = _criar(escritor)
    _gravar(escritor, execucao, [_arquivo("/b/x"), _arquivo("/b/y")])
    novo = _arquivo("/b/x", tamanho=2**40, mtime_ns=2**62, situacao="ilegivel", falha=FALHA)
    _gravar(escritor, execucao, [novo])
    _gravar(escritor, execucao, [])
    assert consulta.estado_dos_arquivos(["/b"]) == {"/b/x": novo, "/b/y": _arquivo("/b/y")}


@pytest.mark.parametrize(
    ("raizes", "esperados"),
    [
        (["/b"], ["/b/x", "/b/z/y"]),
        (["/b/"], ["/b/x", "/b/z/y"]),
        (["/b/z", "/c"], ["/b/z/y", "/c/x"]),
        (["/b", "/b/z"], ["/b/x", "/b/z/y"]),
        (["/"], ["/b c/x", "/b%/x", "/b.old/x", "/b/x", "/b/z/y", "/b0/x", "/c/x"]),
        (["C:/"], ["C:/l/x"]),
        (["/b%"], ["/b%/x"]),
        ([], []),
    ],
)
def test_sob_as_raizes(
    escritor: Escritor, consulta: Consulta, raizes: list[str], esperados: list[str]
) -> None:
    execucao = _criar(escritor)
    todos = [
        "/b/x", "/b/z/y", "/b.old/x", "/b0/x", "/b c/x", "/b%/x", "/c/x", "C:/l/x",
    ]  # fmt: skip
    _gravar(escritor, execucao, [_arquivo(caminho) for caminho in todos])
    assert sorted(consulta.estado_dos_arquivos(raizes)) == esperados
    assert _fechar(escritor, execucao, raizes) == len(esperados)
    assert [r.caminho for r in consulta.registros(execucao)] == esperados


def test_ausente_sai_do_estado_e_volta_quando_reaparece(
    escritor: Escritor, consulta: Consulta
) -> None:
    execucao = _criar(escritor)
    _gravar(escritor, execucao, [_arquivo("/b/x"), _arquivo("/b/y")])
    escritor.executar(lambda conn: operacoes.marcar_ausentes(conn, execucao, ["/b/x"]))
    assert set(consulta.estado_dos_arquivos(["/b"])) == {"/b/y"}
    _gravar(escritor, execucao, [_arquivo("/b/x")])
    assert set(consulta.estado_dos_arquivos(["/b"])) == {"/b/x", "/b/y"}


def test_cada_execucao_guarda_o_que_viu(escritor: Escritor, consulta: Consulta) -> None:
    primeira = _criar(escritor)
    _gravar(escritor, primeira, [_arquivo("/b/x"), _arquivo("/b/y")])
    assert _fechar(escritor, primeira) == 2
    segunda = _criar(escritor)
    _gravar(escritor, segunda, [_arquivo("/b/x", sha256="bb")])
    escritor.executar(lambda conn: operacoes.marcar_ausentes(conn, segunda, ["/b/y"]))
    assert _fechar(escritor, segunda) == 1
    assert [(r.caminho, r.sha256) for r in consulta.registros(primeira)] == [
        ("/b/x", "aa"),
        ("/b/y", "aa"),
    ]
    assert [(r.caminho, r.sha256) for r in consulta.registros(segunda)] == [("/b/x", "bb")]
    recente = consulta.registro("/b/x", "k1")
    sumido = consulta.registro("/b/y", "k1")
    assert recente is not None
    assert sumido is not None
    assert (recente.sha256, sumido.sha256) == ("bb", "aa")
    assert consulta.registro("/b/nunca", "k1") is None
    assert consulta.registro("/b/x", "outra chave") is None


def test_fechar_de_novo_substitui(escritor: Escritor, consulta: Consulta) -> None:
    execucao = _criar(escritor)
    _gravar(escritor, execucao, [_arquivo("/b/x"), _arquivo("/b/y")])
    _fechar(escritor, execucao)
    escritor.executar(lambda conn: operacoes.marcar_ausentes(conn, execucao, ["/b/x"]))
    assert _fechar(escritor, execucao) == 1
    assert [r.caminho for r in consulta.registros(execucao)] == ["/b/y"]


def test_registro_traz_a_analise_da_propria_chave_e_contexto(
    escritor: Escritor, consulta: Consulta
) -> None:
    antiga, nova = _criar(escritor, "k1"), _criar(escritor, "k2")
    linhas = [
        _arquivo("/b/a"),
        _arquivo("/b/b", contexto="mqh"),
        _arquivo("/b/c", sha256="", situacao="ilegivel", falha=FALHA),
    ]
    _gravar(escritor, antiga, linhas)
    for chave, analise in (("k1", b"velha"), ("k2", b"nova")):
        escritor.executar(
            partial(
                operacoes.gravar_resultados,
                chave=chave,
                linhas=[Resultado("aa", "mq4", analise), Resultado("aa", "mqh", b"m")],
            )
        )
    _fechar(escritor, antiga)
    _fechar(escritor, nova)
    assert [r.analise for r in consulta.registros(antiga)] == [b"velha", b"m", None]
    assert [r.analise for r in consulta.registros(nova)] == [b"nova", b"m", None]
    assert consulta.registro("/b/c", "k2") == RegistroArquivo(
        "/b/c", 10, 1, "", "mq4", "ilegivel", FALHA
    )


def test_registros_atravessam_paginas_em_ordem(escritor: Escritor, consulta: Consulta) -> None:
    execucao = _criar(escritor)
    caminhos = [f"/b/{n * 7919 % 1201:04d}" for n in range(1201)]
    _gravar(escritor, execucao, [_arquivo(caminho) for caminho in caminhos])
    _fechar(escritor, execucao)
    assert [r.caminho for r in consulta.registros(execucao)] == sorted(caminhos)


def test_primeiro_resultado_fica(escritor: Escritor, consulta: Consulta) -> None:
    def gravar(conn: Any) -> None:
        operacoes.gravar_resultados(conn, "k1", [Resultado("aa", "mq4", b"1")])
        operacoes.gravar_resultados(conn, "k1", [Resultado("aa", "mq4", b"2")])
        operacoes.gravar_resultados(conn, "k2", [Resultado("bb", "mq4", b"3")])
        operacoes.gravar_resultados(conn, "k2", [])

    escritor.executar(gravar)
    assert consulta.resultados_existentes("k1") == {("aa", "mq4")}
    assert consulta.resultados_existentes("k3") == set()


def test_analises_do_que_esta_presente_sob_as_raizes(
    escritor: Escritor, consulta: Consulta
) -> None:
    execucao = _criar(escritor)
    linhas = [
        _arquivo("/b/a"),
        _arquivo("/b/copia"),
        _arquivo("/b/sumido", sha256="ss"),
        _arquivo("/b/ilegivel", sha256="", situacao="ilegivel", falha=FALHA),
        _arquivo("/c/x", sha256="cc"),
    ]
    _gravar(escritor, execucao, linhas)
    resultados = [
        Resultado("aa", "mq4", b"1"),
        Resultado("aa", "mqh", b"2"),
        Resultado("ss", "mq4", b"3"),
        Resultado("cc", "mq4", b"4"),
        Resultado("antigo", "mq4", b"5"),
    ]

    def gravar(conn: Connection) -> None:
        operacoes.marcar_ausentes(conn, execucao, ["/b/sumido"])
        operacoes.gravar_resultados(conn, "k1", resultados)
        operacoes.gravar_resultados(conn, "k2", [Resultado("aa", "mq4", b"outra")])

    escritor.executar(gravar)
    de_b = {("aa", "mq4"): b"1", ("aa", "mqh"): b"2"}
    assert consulta.analises("k1", ["/b"]) == de_b
    assert consulta.analises("k1", ["/b", "/c"]) == de_b | {("cc", "mq4"): b"4"}
    assert consulta.analises("k2", ["/b"]) == {("aa", "mq4"): b"outra"}
    assert consulta.analises("k3", ["/b"]) == consulta.analises("k1", []) == {}


def test_analises_de_uma_biblioteca_inteira_chegam_depressa(
    escritor: Escritor, consulta: Consulta
) -> None:
    execucao = _criar(escritor)
    sha256s = [f"{n * 7919 % 4001:064x}" for n in range(4000)]
    linhas = [
        _arquivo(f"/b/{pasta}/{sha256}", sha256=sha256) for pasta in "xy" for sha256 in sha256s
    ]
    resultados = [Resultado(sha256, "mq4", sha256.encode() * 47) for sha256 in sha256s]
    _gravar(escritor, execucao, linhas)
    escritor.executar(lambda conn: operacoes.gravar_resultados(conn, "k1", resultados))
    inicio = time.perf_counter()
    analises = consulta.analises("k1", ["/b"])
    assert time.perf_counter() - inicio < 1, "some 20 ms where every look-up has its index"
    assert analises == {(r.sha256, r.contexto): r.analise for r in resultados}


def test_grupos_sao_os_conteudos_vistos_em_mais_de_um_caminho(
    escritor: Escritor, consulta: Consulta
) -> None:
    execucao = _criar(escritor)
    linhas = [
        *(_arquivo(caminho) for caminho in ("/b/é", "/b/a", "/b/Z/1")),
        *(_arquivo(caminho, sha256="cc", contexto=caminho[-3:]) for caminho in ("/b/2mqh", "/b/1")),
        _arquivo("/b/unico", sha256="uu"),
        *(_arquivo(f"/b/ilegivel {n}", sha256="", situacao="ilegivel") for n in range(2)),
    ]
    _gravar(escritor, execucao, linhas)
    _fechar(escritor, execucao)
    outra = _criar(escritor)
    _gravar(escritor, outra, [_arquivo("/b/depois", sha256="uu")])
    assert consulta.grupos(execucao) == {
        "aa": ("/b/Z/1", "/b/a", "/b/é"),
        "cc": ("/b/1", "/b/2mqh"),
    }
    assert consulta.grupos(outra) == {}


def test_contagens(escritor: Escritor, consulta: Consulta) -> None:
    execucao = _criar(escritor)
    assert consulta.contagens(execucao) == Contagens(0, 0, 0, {})
    linhas = [
        _arquivo("/b/a"),
        _arquivo("/b/b"),
        _arquivo("/b/c", sha256="cc"),
        _arquivo("/b/d", sha256="", tamanho=7, situacao="ilegivel", falha=FALHA),
    ]
    _gravar(escritor, execucao, linhas)
    _fechar(escritor, execucao)
    assert consulta.contagens(execucao) == Contagens(4, 37, 2, {"ilegivel": 1, "ok": 3})


@pytest.mark.parametrize(
    "nome",
    [os.fsdecode(b"caf\xe9.mq4"), "lone\udc80.mq4", "par\\barra.mq4", "'; DROP --", "a\nb", "😀"],
)
def test_nomes_dificeis_vao_e_voltam(escritor: Escritor, consulta: Consulta, nome: str) -> None:
    execucao = _criar(escritor)
    caminho = f"/b/{para_texto(nome)}"
    _gravar(escritor, execucao, [_arquivo(caminho)])
    _fechar(escritor, execucao)
    (lido,) = consulta.estado_dos_arquivos(["/b"])
    assert de_texto(lido) == f"/b/{nome}"
    assert consulta.registro(caminho, "k1") is not None


def test_motivo_com_texto_invalido_nao_perde_o_lote(escritor: Escritor, consulta: Consulta) -> None:
    execucao = _criar(escritor)
    torto = Falha("leitura", "não abriu caf\udce9.mq4")
    _gravar(escritor, execucao, [_arquivo("/b/x", situacao="ilegivel", falha=torto)])
    lido = consulta.estado_dos_arquivos(["/b"])["/b/x"]
    assert lido.falha == Falha("leitura", "não abriu caf?.mq4")
