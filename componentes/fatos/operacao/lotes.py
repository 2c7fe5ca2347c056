"""How the size of the next order grows: by a factor, a power, a sum or a table.

Only what the volume of an order is made of is looked at, so that prices times a factor and
`MathPow(10, Digits)` are never met.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from componentes.base.tipos import Entrada
from componentes.fatos.chamadas import argumentos
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.ordens import Ordem
from componentes.fatos.rastreio.ramos import LACOS
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import NOME, Origens

_POTENCIA = re.compile(r"\b(?:MathPow|pow)\s*(?=\()")
_VOLUME_ANTERIOR = re.compile(
    r"\bOrderLots\s*\(\s*\)|\b(?:POSITION|DEAL|ORDER)_VOLUME\w*\s*\)|\.\s*Volume\w*\s*\(\s*\)"
)
_VEZES = re.compile(r"\*\s*=?")
_NUMERO = re.compile(r"(?<![\w.])\d*\.?\d+")
_CONSTANTE = re.compile(r"[\s\d.]*")
_DE_CONTA = re.compile(
    r"Account|ACCOUNT_|Balance|Equity|FreeMargin|MarketInfo|TickValue|TICK_VALUE"
)
_DIVISAO_PERDAS = re.compile(r"[-]\s*\w*\s*\*?\s*\w*\s*/\s*\w*[Dd]ecrease\w*")
_NOME_DE_FATOR = re.compile(
    r"(?i)mult|factor|fator|expon|martin|koef|coef|coeff|progress|boost|ratio|increase|increment"
)
_DE_RESULTADO = re.compile(
    r"(?i)profit|loss|lucro|perda|count|total|history|martin|last|level|seq|series|trades|step|prev"
)
_ACRESCIMO = re.compile(r"(?i)incr|step|add|plus|soma|passo|delta")
_LISTA = re.compile(r"\s*\{([\d\s.,]{3,400})\}")
_UMA_CHAMADA = re.compile(r"\s*(\w{1,60}+)\s*(?:\([^()]{0,200}\))?\s*\Z")
_MULTIPLO = re.compile(r"\s*([^\W\d]\w*)\s*\*\s*(\d+(?:\.\d+)?)\s*")
_MULTIPLOS_MINIMOS = 2
_ENTRADAS_MAXIMAS = 6
_SERIE_MINIMA = 3
_VOLUMES_MAXIMOS = 12
_UNIDADES = {10.0, 100.0, 1000.0}

_Lugar = tuple[int, tuple[str, ...]]
"""Where something stands, and the inputs that govern it."""


def anotar_lotes(coletor: Coletor, origens: Origens, achadas: Sequence[Ordem]) -> None:
    """Note how the volume of orders grows, and whether that is on by default."""
    vistos: set[Trecho] = set()
    desligados: list[_Lugar] = []
    for volume in _volumes_distintos(origens, achadas):
        trechos = tuple(origens.de(volume))
        anteriores = _anteriores(origens, trechos)
        for trecho in trechos:
            if trecho not in vistos:
                vistos.add(trecho)
                desligados += _anotar_trecho(coletor, origens, trecho, anteriores)
        _anotar_sequencia(coletor, origens, trechos)
    _anotar_multiplos(coletor, origens, achadas)
    # One growth that is on is enough: those that are off beside it say nothing.
    if desligados and "lote:crescimento_ligado" not in coletor.ocorrencias:
        coletor.anotar("lote:crescimento_desligado", *desligados[0])


def _anteriores(origens: Origens, trechos: Sequence[Trecho]) -> frozenset[str]:
    """Return names that hold, and functions that return, the size of an earlier order."""
    nomes = {t.alvo for t in trechos if t.alvo and _VOLUME_ANTERIOR.search(origens.texto(t))}
    for trecho in trechos:
        devolve = not trecho.alvo and trecho.funcao is not None
        if devolve and trecho.funcao and nomes & set(NOME.findall(origens.texto(trecho))):
            nomes.add(trecho.funcao.nome)
    for trecho in trechos:
        chamada = _UMA_CHAMADA.match(origens.texto(trecho))
        if trecho.alvo and chamada and chamada[1] in nomes:
            nomes.add(trecho.alvo)
    return frozenset(nomes | _em_ciclo(origens, trechos))


def _em_ciclo(origens: Origens, trechos: Sequence[Trecho]) -> set[str]:
    """Return names made of themselves through others: `novo = fator * ultimo; ultimo = novo;`.

    With a division between them (`n = lote / passo; lote = n * passo`) that is only rounding.
    """
    feitos_de: dict[str, set[str]] = defaultdict(set)
    for trecho in trechos:
        texto = origens.texto(trecho)
        if trecho.alvo and "/" not in texto:
            feitos_de[trecho.alvo].update(NOME.findall(texto))
    return {
        fonte
        for alvo, fontes in feitos_de.items()
        for fonte in fontes & feitos_de.keys()
        if fonte != alvo and alvo in feitos_de[fonte]
    }


def _volumes_distintos(origens: Origens, achadas: Sequence[Ordem]) -> list[Trecho]:
    """Return the volumes of the orders, each expression of a function once."""
    volumes = [ordem.volume for ordem in achadas if ordem.volume]
    distintos = {(origens.texto(volume), volume.funcao): volume for volume in volumes}
    return list(distintos.values())[:_VOLUMES_MAXIMOS]


def _anotar_sequencia(coletor: Coletor, origens: Origens, trechos: Sequence[Trecho]) -> None:
    """Note lots that the user gives one by one, each larger: `Lots_1`, `Lots_2`, `Lots_3`."""
    usados = {nome for trecho in trechos for nome in NOME.findall(origens.texto(trecho))}
    _anotar_lista(coletor, origens, usados)
    series: dict[str, list[Entrada]] = defaultdict(list)
    for entrada in origens.programa.entradas:
        if entrada.nome in usados and _NUMERO.fullmatch(entrada.padrao):
            series[entrada.nome.rstrip("0123456789")].append(entrada)
    for serie in series.values():
        padroes = [float(entrada.padrao) for entrada in serie]
        if len(serie) >= _SERIE_MINIMA and all(a < b for a, b in pairwise(padroes)):
            posicao = next(origens.programa.vistas.achar_palavras(serie[-1].nome, 1))
            nomes = tuple(entrada.nome for entrada in serie)[:_ENTRADAS_MAXIMAS]
            coletor.anotar("lote:tabela", posicao, nomes)
            coletor.anotar("lote:crescimento_ligado", posicao, nomes)


def _anotar_multiplos(coletor: Coletor, origens: Origens, achadas: Sequence[Ordem]) -> None:
    """Note orders written out one by one whose lots are growing multiples of one: `*2`, `*4`."""
    vezes: dict[str, dict[float, int]] = defaultdict(dict)
    for ordem in achadas:
        achado = _MULTIPLO.fullmatch(origens.texto(ordem.volume)) if ordem.volume else None
        if achado and float(achado[2]) > 1:
            vezes[achado[1]].setdefault(float(achado[2]), ordem.posicao)
    for multiplos in vezes.values():
        if len(multiplos) >= _MULTIPLOS_MINIMOS:
            for fato in ("lote:tabela", "lote:crescimento_ligado"):
                coletor.anotar(fato, min(multiplos.values()))


def _anotar_lista(coletor: Coletor, origens: Origens, usados: set[str]) -> None:
    """Note an array of growing numbers that the volume is taken from: `seq[] = {1, 2, 4, 8}`."""
    for nome in sorted(usados - origens.programa.nomes_de_entradas):
        for trecho in origens.atribuidos(nome, None):
            lista = _LISTA.match(origens.texto(trecho))
            numeros = [float(n) for n in _NUMERO.findall(lista[1])] if lista else []
            cresce = all(a <= b for a, b in pairwise(numeros))
            if len(numeros) >= _SERIE_MINIMA and cresce and numeros[0] < numeros[-1]:
                coletor.anotar("lote:tabela", trecho.inicio)
                coletor.anotar("lote:crescimento_ligado", trecho.inicio)


def _anotar_trecho(
    coletor: Coletor, origens: Origens, trecho: Trecho, anteriores: frozenset[str]
) -> list[_Lugar]:
    """Note the growth in one expression; return where there is growth that is off."""
    texto = origens.texto(trecho)
    desligados: list[_Lugar] = []
    if _DIVISAO_PERDAS.search(texto):
        coletor.anotar("lote:diminui_apos_perda", trecho.inicio)
        return desligados
    for fato, fator in _crescimentos(texto, trecho, anteriores):
        if trecho.alvo and trecho.alvo not in anteriores and _so_nesta_conta(origens, trecho):
            continue
        if fato == "fator" and _so_reduz(origens, fator):
            continue
        entradas, ligado = _interruptores(origens, trecho, fator)
        coletor.anotar(f"lote:{fato}", trecho.inicio, entradas)
        if ligado:
            coletor.anotar("lote:crescimento_ligado", trecho.inicio, entradas)
        else:
            desligados.append((trecho.inicio, entradas))
    return desligados


def _so_nesta_conta(origens: Origens, trecho: Trecho) -> bool:
    """Tell whether `lote = lote * f` only scales a value worked out anew each time.

    A name of the function itself keeps nothing between orders; what makes it grow with them is a
    loop, or a condition on what earlier orders brought.
    """
    funcao = trecho.funcao
    if funcao is None or trecho.alvo not in NOME.findall(origens.texto(trecho)):
        return False
    corpo = funcao.codigo[funcao.abre : trecho.inicio]
    if not re.search(rf"(?<!static )\b(?:double|float)\s[^;{{}}]{{0,200}}\b{trecho.alvo}\b", corpo):
        return False
    return not any(
        ramo.comando in LACOS or _DE_RESULTADO.search(origens.texto(ramo.condicao))
        for ramo in origens.ramos.em_volta(trecho.inicio)
    )


def _crescimentos(
    texto: str, trecho: Trecho, anteriores: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield each kind of growth in one expression, with the code of its factor."""
    if "ow" in texto:
        yield from _potencias(texto)
    if _VOLUME_ANTERIOR.search(texto) and _VEZES.search(texto):
        fator = _VOLUME_ANTERIOR.sub(" ", texto)
        if "OpenPrice" not in fator and not _so_escala(fator):
            yield "fator", fator
        return
    nomes = NOME.findall(texto)
    proprio = trecho.alvo in nomes
    if not proprio and not anteriores & set(nomes):
        return
    outros = " ".join(n for n in nomes if n != trecho.alvo and n not in anteriores)
    resto = f"{outros} {' '.join(_NUMERO.findall(texto))}"
    if "*" in texto and not _DE_CONTA.search(texto) and not _so_escala(texto):
        yield "fator", resto
    if "+" in texto and _ACRESCIMO.search(outros) and not _DE_CONTA.search(outros):
        yield "soma", resto


def _potencias(texto: str) -> Iterator[tuple[str, str]]:
    """Yield powers with a varying exponent; `MathPow(10, Digits)` scales, it does not grow."""
    for achado in _POTENCIA.finditer(texto):
        partes = argumentos(texto, achado.end())
        if len(partes) != 2:
            continue
        base, expoente = (texto[a:b].strip() for a, b in partes)
        if base in ("10", "10.0") or _CONSTANTE.fullmatch(expoente) or "igits" in expoente:
            continue
        yield "potencia", base


def _so_escala(texto: str) -> bool:
    """Tell whether the factor only reduces, shares or changes units (10, 100, 1000)."""
    numeros = [float(n) for n in _NUMERO.findall(texto)]
    nomes = [n for n in NOME.findall(texto) if n not in ("NormalizeDouble", "MathFloor")]
    if "/" in texto and not _NOME_DE_FATOR.search(texto):
        return True
    return bool(numeros) and len(nomes) <= 1 and (max(numeros) < 1 or set(numeros) <= _UNIDADES)


def _interruptores(origens: Origens, trecho: Trecho, fator: str) -> tuple[tuple[str, ...], bool]:
    """Return the inputs that switch a growth on or size it, and whether it is on by default."""
    padroes = {e.nome: e.padrao.casefold() for e in origens.programa.entradas}
    do_fator = [nome for nome in NOME.findall(fator) if nome in padroes]
    ligado = not do_fator or not all(_e_um(padroes[nome]) for nome in do_fator)
    chaves: list[str] = []
    for ramo in origens.ramos.ate(trecho.inicio):
        condicao = origens.texto(ramo.condicao)
        for nome in NOME.findall(condicao):
            if padroes.get(nome) in ("true", "false"):
                chaves.append(nome)
                ligado = ligado and _passa(condicao, nome, padroes[nome], ramo.comando)
            elif nome in padroes and _pede_outro(condicao, nome, padroes[nome], ramo.comando):
                chaves.append(nome)
                ligado = False
    return tuple(dict.fromkeys((*do_fator, *chaves)))[:_ENTRADAS_MAXIMAS], ligado


def _so_reduz(origens: Origens, fator: str) -> bool:
    """Tell whether all inputs of a factor are shares below one: each lot is smaller."""
    nomes = set(NOME.findall(fator))
    padroes = [e.padrao for e in origens.programa.entradas if e.nome in nomes]
    return bool(padroes) and all(_NUMERO.fullmatch(p) and 0 < float(p) < 1 for p in padroes)


def _e_um(padrao: str) -> bool:
    """Tell whether a factor changes nothing: 1, or 0 for a power's base that is added to."""
    return bool(_NUMERO.fullmatch(padrao)) and float(padrao) in (0, 1)


def _passa(condicao: str, nome: str, padrao: str, comando: str) -> bool:
    """Tell whether a branch on a yes-or-no input is taken with the input's default."""
    if "||" in condicao:
        return True
    negada = bool(
        re.search(rf"!\s*{nome}\b|\b{nome}\s*(?:==\s*(?:false|0)|!=\s*(?:true|1))", condicao)
    )
    return (padrao == "true") is not (negada ^ (comando == "else"))


def _pede_outro(condicao: str, nome: str, padrao: str, comando: str) -> bool:
    """Tell whether a branch asks for another choice than the default: `Modo == 2` when it is 0."""
    if "||" in condicao or comando == "else":
        return False
    pedido = re.search(rf"\b{nome}\s*==\s*(\w+)", condicao)
    return (
        pedido is not None
        and pedido[1].isdecimal() is padrao.isdecimal()
        and pedido[1].casefold() != padrao
    )
