"""The sentences of a report, true also for none and for one."""

from __future__ import annotations

from msgspec import Struct

from componentes.relatorio.contagem import Contagem
from componentes.relatorio.pendencias import Pendencia
from componentes.relatorio.resumo import Resumo, Totais
from componentes.relatorio.rotulos import SEM_RESULTADO, TIPOS_CONTADOS
from componentes.relatorio.textos import inteiro, porcentagem, quantos, tamanho

_NAO_PROGRAMAS = frozenset({SEM_RESULTADO, "nao_codigo"})


def titulo(totais: Totais) -> str:
    """Return what a tab or a bookmark shows of the page."""
    if not totais.conteudos:
        return f"{manchete(totais)} — Orquestrador Central"
    unicos = quantos(totais.conteudos, "único", "únicos")
    arquivos = quantos(totais.arquivos, "arquivo", "arquivos")
    return f"{unicos} em {arquivos} — Orquestrador Central"


def manchete(totais: Totais) -> str:
    """Return the one sentence that says what the library is."""
    if not totais.arquivos:
        return "Nenhum arquivo na biblioteca"
    arquivos = quantos(totais.arquivos, "arquivo", "arquivos")
    if not totais.conteudos:
        return f"{arquivos}; nenhum pôde ser lido"
    unicos = quantos(totais.conteudos, "conteúdo único", "conteúdos únicos")
    if totais.membros:
        # The contents of members are among them, but no member is a file that could be a copy.
        arquivos += f" e {quantos(totais.membros, 'membro', 'membros')} de compactados"
    return f"{unicos} em {arquivos}; {_copias(totais)}"


class Placa(Struct, frozen=True):
    """One large figure with its name, a second line, where it leads, and its tone."""

    numero: str
    nome: str
    detalhe: str
    onde: str
    tom: str = ""


def placas(resumo: Resumo) -> tuple[Placa, ...]:
    """Return the figures that say at a glance what there is, what is dangerous, what waits."""
    totais = resumo.totais
    feitas = [_programas(resumo), _com_risco(resumo)]
    if totais.copias:
        recuperavel = f"{tamanho(totais.bytes_copias)} recuperáveis" if totais.bytes_copias else ""
        feitas.append(
            Placa(porcentagem(totais.copias, totais.arquivos), "são cópias", recuperavel, "#copias")
        )
    pendentes = resumo.com_pendencia.arquivos
    if pendentes:
        assuntos = quantos(len(resumo.pendencias), "assunto", "assuntos")
        nome = "arquivo precisa de você" if pendentes == 1 else "arquivos precisam de você"
        feitas.append(Placa(inteiro(pendentes), nome, assuntos, "#precisa", "atencao"))
    return tuple(placa for placa in feitas if placa)


def _programas(resumo: Resumo) -> Placa | None:
    tipos = [c for c in resumo.por_tipo if c.valor not in _NAO_PROGRAMAS and c.conteudos]
    soma = sum(c.conteudos for c in tipos)
    if not soma:
        return None
    maiores = ", ".join(f"{inteiro(c.conteudos)} {_nome_do_tipo(c)}" for c in tipos[:3])
    nome = "código único" if soma == 1 else "códigos únicos"
    return Placa(inteiro(soma), nome, maiores, "#composicao")


def _com_risco(resumo: Resumo) -> Placa | None:
    soma = sum(c.conteudos for c in resumo.por_gravidade)
    if not soma:
        return None
    alta = next((c.conteudos for c in resumo.por_gravidade if c.valor == "alta"), 0)
    nome = "pode ferir a conta" if soma == 1 else "podem ferir a conta"
    verbo = "pode" if alta == 1 else "podem"
    detalhe = f"{inteiro(alta)} {verbo} esvaziá-la" if alta else ""
    return Placa(inteiro(soma), nome, detalhe, "#riscos", "perigo")


def _nome_do_tipo(contagem: Contagem) -> str:
    singular, plural = TIPOS_CONTADOS.get(contagem.valor, (contagem.valor, contagem.valor))
    return singular if contagem.conteudos == 1 else plural


def tamanho_da_biblioteca(totais: Totais) -> str:
    """Return the size of the whole, and what could not be read of it."""
    partes = [f"{tamanho(totais.bytes)} ao todo."] if totais.bytes else []
    if totais.membros:
        partes.append(f"{em_compactados(totais.membros, totais.compactados)}, contados à parte.")
    if totais.grupos_duplicados:
        grupos = quantos(totais.grupos_duplicados, "conteúdo aparece", "conteúdos aparecem")
        partes.append(f"{grupos} em mais de um arquivo.")
    if totais.sem_hash and totais.conteudos:
        nao_lidos = quantos(totais.sem_hash, "arquivo não pôde", "arquivos não puderam")
        partes.append(f"{nao_lidos} ser lido{'s' if totais.sem_hash > 1 else ''}.")
    return " ".join(partes)


def em_compactados(membros: int, compactados: int) -> str:
    """Return how much lies in archives: 3 membros em 1 compactado."""
    em = quantos(compactados, "compactado", "compactados")
    return f"{quantos(membros, 'membro', 'membros')} em {em}"


def quantidade(pendencia: Pendencia) -> str:
    """Return how many contents, or files where the contents are unknown, are concerned."""
    arquivos = quantos(pendencia.arquivos, "arquivo", "arquivos")
    if not pendencia.conteudos or pendencia.conteudos == pendencia.arquivos:
        return arquivos
    return f"{quantos(pendencia.conteudos, 'conteúdo', 'conteúdos')} em {arquivos}"


def alcance(contagem: Contagem) -> str:
    """Return how many contents carry a value, or files where the contents are unknown."""
    if contagem.conteudos:
        return quantos(contagem.conteudos, "conteúdo", "conteúdos")
    return quantos(contagem.arquivos, "arquivo", "arquivos")


def certeza(resumo: Resumo) -> str:
    """Return how much of the library is judged with high confidence."""
    totais = resumo.totais
    por_valor = {contagem.valor: contagem.conteudos for contagem in resumo.por_certeza}
    altos = por_valor.get("alta", 0)
    if not altos:
        return "Nenhum conteúdo tem linguagem e tipo com certeza alta."
    return (
        f"{porcentagem(altos, totais.conteudos)} dos conteúdos ({inteiro(altos)} de "
        f"{inteiro(totais.conteudos)}) têm linguagem e tipo com certeza alta."
    )


def _copias(totais: Totais) -> str:
    if not totais.copias:
        return "nenhuma cópia exata"
    fracao = porcentagem(totais.copias, totais.arquivos)
    verbo = "é cópia" if totais.copias == 1 else "são cópias"
    if totais.membros:
        fracao += " dos arquivos"
    recuperavel = f" ({tamanho(totais.bytes_copias)} recuperáveis)" if totais.bytes_copias else ""
    return f"{fracao} {verbo}{recuperavel}"
