"""The same small library twice: once with names and snippets that attack, once with tame ones."""

from __future__ import annotations

from msgspec.structs import replace

from componentes.base.tipos import Dependencia, Evidencia, Falha, Ficha, Situacao
from componentes.relatorio.dados import resumir
from componentes.relatorio.html import formatar_html
from tests.apoio.fichas import EXECUCAO, ficha

VENENOS = (
    "</script><script>document.title='invadida'</script>",
    "<img src=x onerror=\"document.title='invadida'\">",
    "<!--<script>",
    "]]></style><style>body{display:none}",
    '"><svg onload=alert(1)>',
    "[/x]{{ 7*7 }}{% raw %}",
    "\x1b[31m\u202egpj.exe",
    "=cmd|' /C calc'!A0",
    "linha\nquebrada\u2028aqui",
)


def pagina_hostil() -> str:
    return _pagina(VENENOS)


def pagina_mansa() -> str:
    return _pagina([f"manso{numero}" for numero in range(len(VENENOS))])


def _pagina(textos: tuple[str, ...] | list[str]) -> str:
    fichas = [f for numero, texto in enumerate(textos) for f in _fichas(texto, numero)]
    execucao = replace(EXECUCAO, raiz=textos[0], comando=textos[1], estado=textos[2])
    return formatar_html(resumir(fichas, execucao, parcial=False))


def _fichas(texto: str, numero: int) -> tuple[Ficha, ...]:
    prova = Evidencia("tipo:ea", f"r {texto}", 3, texto, 50, f"porque {texto}")
    original = ficha(
        f"{texto.replace('/', '∕')}.mq4",
        sha256=f"{numero:064x}",
        codificacao=texto,
        versao_linguagem=texto,
        evidencias=(prova,),
        confianca={"tipo:ea": 10},
        dependencias=(Dependencia("include", texto, 1),),
        observacoes=(texto,),
        situacao=Situacao.FALHA,
        falha=Falha(f"etapa {texto}", f"motivo {texto}"),
    )
    return original, replace(original, caminho=f"pasta {texto}/copia", copia_de=original.caminho)
