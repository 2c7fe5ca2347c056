"""Checking a snapshot without restoring it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from componentes.copia_seguranca import estrutura
from componentes.copia_seguranca.acervo import Acervo, ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.lotes import em_lotes
from componentes.copia_seguranca.modelo import Guardado, Local, Manifesto

_Conteudo = tuple[str, str, str, int]
"""Pack, member, SHA-256 and size: what all copies of one file share."""


def problemas(
    manifesto: Manifesto, acervo: Acervo, andamento: Andamento, *, ler_tudo: bool
) -> list[str]:
    """Return one sentence for each file that would not come back, in the order of the packs.

    Without `ler_tudo` only the tables of contents are compared; with it every content is read,
    by a few threads: inflating and hashing leave the GIL.
    """

    def examinar(lote: Sequence[_Conteudo]) -> list[str]:
        motivos = []
        for conteudo in lote:
            andamento.parar_se_pedido()
            motivos.append(_dano(conteudo, acervo, andamento, ler_tudo=ler_tudo))
            for entrada in grupos[conteudo]:
                andamento.avancar(entrada.tamanho)
        return motivos

    grupos = _por_conteudo(manifesto)
    conteudos = sorted(grupos)
    motivos = chain.from_iterable(em_lotes(examinar, conteudos, paralelo=ler_tudo))
    return [
        f"{entrada.nome}: {motivo}"
        for conteudo, motivo in zip(conteudos, motivos, strict=True)
        if motivo
        for entrada in grupos[conteudo]
    ]


def defeitos(manifesto: Manifesto, acervo: Acervo) -> list[str]:
    """Return what is damaged around the contents, in the readable packs that this backup needs.

    A sentence names each path whose content is concerned, or the pack where none is.
    """
    nomes: dict[Local, list[str]] = defaultdict(list)
    for entrada in manifesto.entradas:
        for local in acervo.locais.get(entrada.sha256, ()):
            nomes[local].append(entrada.nome)
    donos = {(local.pacote, local.membro): quem for local, quem in nomes.items()}
    achados: list[str] = []
    for pacote in sorted({local.pacote for local in nomes}):
        for membro, texto in _defeitos_do_pacote(acervo, pacote):
            quem = donos.get((pacote, membro), [f"pacotes/{pacote}.zip"])
            achados += [f"{nome}: {texto}, em {pacote}.zip" for nome in quem]
    return achados


def _defeitos_do_pacote(acervo: Acervo, pacote: str) -> list[estrutura.Defeito]:
    try:
        return estrutura.defeitos(acervo.pasta / f"{pacote}.zip")
    except OSError as erro:
        return [estrutura.Defeito("", f"não se consegue ler ({erro.strerror})")]


def _por_conteudo(manifesto: Manifesto) -> dict[_Conteudo, list[Guardado]]:
    grupos: dict[_Conteudo, list[Guardado]] = defaultdict(list)
    for entrada in manifesto.entradas:
        chave = (entrada.pacote, entrada.membro, entrada.sha256, entrada.tamanho)
        grupos[chave].append(entrada)
    return grupos


def _dano(conteudo: _Conteudo, acervo: Acervo, andamento: Andamento, *, ler_tudo: bool) -> str:
    pacote, membro, sha256, tamanho = conteudo
    local = Local(pacote, membro, tamanho)
    dano = acervo.dano(local, sha256)
    locais = [local] if not dano else acervo.locais.get(sha256, [])
    if dano and (pacote in acervo.danificados or not locais):
        return dano if pacote in acervo.danificados else f"{dano}, nem em outro pacote"
    if not ler_tudo:
        return ""
    # What pruning moved to another pack is found there; the manifest is a hint, not a promise.
    pedacos = (
        acervo.ler(sha256, tamanho) if dano else acervo.ler_de(local, sha256, tamanho, estrito=True)
    )
    try:
        for _ in andamento.vigiar(pedacos):
            pass  # the end of the reading is the proof
    except ConteudoDanificado as erro:
        return f"{erro}; {_o_que_fazer(locais[-1].pacote)}"
    return ""


def _o_que_fazer(pacote: str) -> str:
    """Say how to replace a content whose pack still opens, and so still counts as holding it."""
    return f"mova {pacote}.zip para fora de pacotes/, sem apagá-lo, e rode backup_completo"
