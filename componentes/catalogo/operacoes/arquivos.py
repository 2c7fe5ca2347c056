"""Files, what a run saw of them, and what their contents say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, literal, select, update

from componentes.catalogo.dialeto import inserir_ou_atualizar, inserir_se_nova
from componentes.catalogo.modelo import EstadoArquivo, Resultado
from componentes.catalogo.raizes import sob_raizes
from componentes.catalogo.tabelas import arquivos, observacoes, resultados

_GRAVAR_ARQUIVO = inserir_ou_atualizar(arquivos, ["caminho"])
_GRAVAR_RESULTADO = inserir_se_nova(resultados)
_MARCAR_AUSENTE = (
    update(arquivos)
    .where(arquivos.c.caminho == bindparam("ausente"))
    .values(presente=False, execucao_id=bindparam("execucao"))
)


def gravar_arquivos(conn: Connection, execucao_id: int, linhas: Sequence[EstadoArquivo]) -> None:
    """Store the latest state of each path; a path that had vanished is present again."""
    valores = [
        {
            "caminho": linha.caminho,
            "tamanho": linha.tamanho,
            "mtime_ns": linha.mtime_ns,
            "sha256": linha.sha256,
            "contexto": linha.contexto,
            "situacao": linha.situacao,
            "falha": linha.falha,
            "pacote": linha.pacote,
            "presente": True,
            "execucao_id": execucao_id,
        }
        for linha in linhas
    ]
    if valores:
        conn.execute(_GRAVAR_ARQUIVO, valores)


def marcar_ausentes(conn: Connection, execucao_id: int, caminhos: Iterable[str]) -> None:
    """Note that these paths no longer exist; their past observations stay."""
    valores = [{"ausente": caminho, "execucao": execucao_id} for caminho in caminhos]
    if valores:
        conn.execute(_MARCAR_AUSENTE, valores)


def fechar_inventario(conn: Connection, execucao_id: int, raizes: Sequence[str]) -> int:
    """Copy the state of every present file under `raizes` into the run; returns how many.

    One statement at the end, so that an unchanged file costs the run no write of its own; calling
    it again, after a resume, replaces what the run had.
    """
    conn.execute(delete(observacoes).where(observacoes.c.execucao_id == execucao_id))
    copiadas = ["tamanho", "mtime_ns", "sha256", "contexto", "situacao", "falha"]
    origem = select(
        literal(execucao_id), arquivos.c.id, *(arquivos.c[nome] for nome in copiadas)
    ).where(arquivos.c.presente, sob_raizes(arquivos.c.caminho, raizes))
    destino = insert(observacoes).from_select(["execucao_id", "arquivo_id", *copiadas], origem)
    return conn.execute(destino).rowcount


def gravar_resultados(conn: Connection, chave: str, linhas: Sequence[Resultado]) -> None:
    """Store analyses under `chave`; one that is already there is the same and stays."""
    valores = [
        {
            "chave": chave,
            "sha256": linha.sha256,
            "contexto": linha.contexto,
            "analise": linha.analise,
        }
        for linha in linhas
    ]
    if valores:
        conn.execute(_GRAVAR_RESULTADO, valores)
