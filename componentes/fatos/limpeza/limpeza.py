"""What a reviewer says of a text whatever it trades: size, inputs, comments, leftovers."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.limpeza.entradas_mortas import entradas_mortas
from componentes.fatos.modelo import Coletor

_LONGA, _GRANDE, _CURTA = 500, 200, 80
_LINHAS_DE_UM_PROGRAMA = 120
_FUNCOES_DE_UM_MODULAR = 6
_ENTRADAS_PARA_JULGAR = 3
_ENTRADAS_MORTAS_MUITAS = 4
_NOMES_CITADOS = 8
_NUMEROS = 25
_LINHAS_POR_NUMERO = 14
_COMENTARIOS_POR_CEM = 8
_COMANDOS_COMENTADOS = 12
_COMENTADOS_POR_CEM = 6


def anotar_limpeza(coletor: Coletor, programa: Programa) -> tuple[str, ...]:
    """Note the facts `limpeza:` and `entradas:`; return in words which inputs are without use."""
    _anotar_explicadas(coletor, programa)
    _anotar_comentarios(coletor)
    _anotar_numeros(coletor)
    if coletor.vistas.gramatica == "mql":
        _anotar_funcoes(coletor, programa)
        _anotar_chaves(coletor)
    return _anotar_mortas(coletor, programa)


def _anotar_mortas(coletor: Coletor, programa: Programa) -> tuple[str, ...]:
    mortas = entradas_mortas(programa)
    if not mortas:
        return ()
    lugar = coletor.vistas.achar_palavra(mortas[0].nome)
    nomes = tuple(entrada.nome for entrada in mortas[:_NOMES_CITADOS])
    coletor.anotar("entradas:mortas", lugar, nomes)
    if len(mortas) >= _ENTRADAS_MORTAS_MUITAS:
        coletor.anotar("entradas:muitas_mortas", lugar, nomes)
    resto = len(mortas) - len(nomes)
    return (f"entradas sem uso: {', '.join(nomes)}{f' e mais {resto}' if resto else ''}",)


def _anotar_explicadas(coletor: Coletor, programa: Programa) -> None:
    """Note inputs most of which show a text of their own: a comment, in Pine a title."""
    entradas = programa.entradas
    if len(entradas) < _ENTRADAS_PARA_JULGAR:
        return
    explicadas = sum(1 for entrada in entradas if len(entrada.comentario) > 2)
    if explicadas * 10 >= len(entradas) * 6:
        coletor.anotar("entradas:explicadas", coletor.vistas.achar_palavra(entradas[0].nome))


def _anotar_funcoes(coletor: Coletor, programa: Programa) -> None:
    vistas = coletor.vistas
    if not programa.funcoes:
        return
    tamanhos = [vistas.linha(f.fim) - vistas.linha(f.abre) + 1 for f in programa.funcoes]
    maior = max(tamanhos)
    onde = programa.funcoes[tamanhos.index(maior)].inicio
    if maior >= _LONGA:
        coletor.anotar("limpeza:funcao_longa", onde)
    elif maior >= _GRANDE:
        coletor.anotar("limpeza:funcao_grande", onde)
    if vistas.linhas < _LINHAS_DE_UM_PROGRAMA:
        return
    if maior <= _CURTA:
        coletor.anotar("limpeza:funcoes_curtas", onde)
    if len(tamanhos) >= _FUNCOES_DE_UM_MODULAR and maior * 2 <= sum(tamanhos):
        coletor.anotar("limpeza:modular", programa.funcoes[0].inicio)


def _anotar_chaves(coletor: Coletor) -> None:
    """Note braces that do not pair; branches of `#if` may each have their own."""
    codigo = coletor.vistas.codigo
    if codigo.count("{") != codigo.count("}") and "#if" not in codigo and "# if" not in codigo:
        coletor.anotar_arquivo(["limpeza:chaves"])


def _anotar_comentarios(coletor: Coletor) -> None:
    vistas = coletor.vistas
    comandos = vistas.comentario.count(";\n")
    if comandos >= _COMANDOS_COMENTADOS and comandos * 100 >= vistas.linhas * _COMENTADOS_POR_CEM:
        coletor.anotar_arquivo(["limpeza:codigo_comentado"])
    elif vistas.linhas < _LINHAS_DE_UM_PROGRAMA:
        return
    elif len(vistas.comentarios) * 100 >= vistas.linhas * _COMENTARIOS_POR_CEM:
        coletor.anotar_arquivo(["limpeza:comentarios"])
    elif not vistas.comentarios:
        coletor.anotar_arquivo(["limpeza:sem_comentarios"])


def _anotar_numeros(coletor: Coletor) -> None:
    """Note many different numbers written into the code; one-digit ones explain themselves."""
    numeros = sum(len(numero) > 1 for numero in filter(str.isdigit, coletor.vistas.palavras))
    if numeros >= _NUMEROS and numeros * _LINHAS_POR_NUMERO >= coletor.vistas.linhas:
        coletor.anotar_arquivo(["limpeza:numeros_magicos"])
