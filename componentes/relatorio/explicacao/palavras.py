"""What machine values of an explanation are called, on the page and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from componentes.relatorio.textos import quantos

GRAUS: Mapping[str, str] = {
    "mecanismo": "mecanismo: o código chega ao efeito",
    "idioma": "idioma: a construção está no código",
    "palavra": "palavra: só um nome ou texto indica",
}
ACHADOS: Mapping[str, str] = {
    "encontrado": "encontrado",
    "nao_encontrado": "não encontrado",
    "nao_verificavel": "não verificável",
}
# Ids are plain ASCII; a reader is not.
_COM_ACENTO = {
    "cotacao": "cotação",
    "diaria": "diária",
    "duracao": "duração",
    "ea": "EA",
    "frequencia": "frequência",
    "horario": "horário",
    "latencia": "latência",
    "minima": "mínima",
    "minimos": "mínimos",
    "noticia": "notícia",
    "noticias": "notícias",
    "posicao": "posição",
    "publico": "público",
}


def nome_da_regra(identificador: str) -> str:
    """Return the id of a rule as words: `perda_diaria` is perda diária."""
    return " ".join(_COM_ACENTO.get(palavra, palavra) for palavra in identificador.split("_"))


def o_que_faltou(outro: Mapping[str, Any]) -> str:
    """Return what kept a label away that was nearly given."""
    if outro["motivo"] == "pontos":
        return f"{outro['pontos']} pontos, precisava de {outro['limiar']}"
    if outro["dimensao"] == "familia":
        return f"{outro['pontos']} pontos: outras ideias são mais centrais"
    return f"{outro['pontos']} pontos, menos que o escolhido"


def estado_da_dependencia(dependencia: Mapping[str, Any], *, ligada: bool) -> str:
    """Return where a dependency is; `ligada`: a run looked for it."""
    if dependencia["resolvida"]:
        return f"na biblioteca: {dependencia['resolvida']}"
    if dependencia["padrao"]:
        return "da plataforma"
    return "não encontrada" if ligada else "não procurada: fora da última execução"


def outras_provas(a_favor: int, contra: int) -> str:
    """Return how many more evidences there are: 3 provas a favor e 1 prova contra."""
    partes = [f"{quantos(a_favor, 'prova', 'provas')} a favor"] if a_favor > 0 else []
    partes += [f"{quantos(contra, 'prova', 'provas')} contra"] if contra > 0 else []
    return " e ".join(partes)
