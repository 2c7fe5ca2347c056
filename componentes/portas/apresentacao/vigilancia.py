"""What the watcher says: one quiet line, a line for each change, and its place in the status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec
from rich.text import Text

from componentes.base.caminhos import de_texto
from componentes.base.metricas import Metricas
from componentes.base.vigilancia import EstadoPasta, EstadoVigia, Rodada, SituacaoDaPasta
from componentes.portas.apresentacao.painel import duracao, hora_local
from componentes.portas.saida import Saida
from componentes.relatorio.textos import inteiro, porcentagem, quantos, visivel

_NOME_MAXIMO = 40
_SITUACOES = {
    "ativo": "ativo",
    "sem_resposta": "sem resposta: o processo existe, mas não dá sinal",
    "morto": "morto: o processo acabou sem se despedir",
}


def linha_do_vigia(estado: EstadoVigia, momento: datetime, largura: int = 1000) -> str:
    """Return the watcher in one line; of times before today the date is shown too.

    Where `largura` columns are too few it says the same in fewer words.
    """
    longa = " · ".join(_partes(estado, momento, curta=False))
    return longa if len(longa) <= largura else " · ".join(_partes(estado, momento, curta=True))


def linha_da_classificacao(m: Metricas) -> str:
    """Return how far the run at hand is, in a line that fits 80 columns."""
    partes = ["classificando"]
    if m.total:
        partes.append(porcentagem(m.bytes_feitos, m.bytes_total))
        partes.append(f"{inteiro(m.files_processed)} de {inteiro(m.total)}")
    if m.falhas:
        partes.append(quantos(m.falhas, "falha", "falhas"))
    if m.restante_segundos:
        partes.append(f"restam {duracao(m.restante_segundos)}")
    return " · ".join(partes)


def linhas_da_mudanca(antes: EstadoVigia, depois: EstadoVigia) -> Iterator[str]:
    """Yield what a reader of plain lines should know: folders lost and found, waiting, retries."""
    anteriores = {pasta.caminho: pasta for pasta in antes.pastas}
    for pasta in depois.pastas:
        anterior = anteriores.get(pasta.caminho)
        if anterior is None or _de_novo(anterior) != _de_novo(pasta):
            yield linha_da_pasta(pasta)
    espera = _espera(depois)
    if espera and espera != _espera(antes):
        yield visivel(espera)


def linha_da_pasta(pasta: EstadoPasta) -> str:
    """Return how one folder is watched, or why it is not."""
    caminho = visivel(de_texto(pasta.caminho))
    if pasta.situacao is SituacaoDaPasta.DEGRADADO:
        return f"DEGRADADO {caminho}: {visivel(pasta.motivo)}; será procurada de tempos em tempos"
    motivo = f" ({visivel(pasta.motivo)})" if pasta.motivo else ""
    return f"vigiando {caminho}, por {pasta.modo}{motivo}"


def linha_da_rodada(rodada: Rodada, momento: datetime) -> str:
    """Return how a look at everything ended; "" for one that found nothing unasked."""
    inicio = f"{_relogio(rodada.quando, momento)} {visivel(rodada.motivo)}: "
    if rodada.codigo == 130:
        return f"{inicio}interrompida a pedido"
    if rodada.erro:
        return f"{inicio}{visivel(rodada.erro)}"
    if not rodada.execucao:
        return f"{inicio}nada mudou" if rodada.motivo == "a pasta está de volta" else ""
    partes = [quantos(rodada.arquivos, "arquivo", "arquivos")]
    if rodada.mudancas != rodada.arquivos:
        partes.insert(0, quantos(rodada.mudancas, "mudança", "mudanças"))
    if rodada.falhas:
        partes.append(quantos(rodada.falhas, "falha", "falhas"))
    segundos = f"{rodada.segundos:.1f} s".replace(".", ",")
    return f"{inicio}{' · '.join(partes)} em {segundos} ({rodada.execucao})"


def mostrar_vigilancia(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what the watch did while it lasted."""
    varreduras = quantos(resposta["varreduras"], "varredura", "varreduras")
    execucoes = quantos(resposta["execucoes"], "classificação", "classificações")
    saida.mostrar(Text(f"vigilância encerrada: {varreduras}, {execucoes}"))


def mostrar_servicos(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print which services run beside, and of the watcher how its folders are."""
    for servico in resposta.get("servicos", ()):
        quem = f"processo {servico['pid']} em {visivel(servico['maquina'])}"
        batida = hora_local(servico["batida_em"])
        situacao = _SITUACOES[servico["situacao"]]
        vivo = servico["situacao"] == "ativo"
        texto = f"{visivel(servico['nome'])}: {situacao} ({quem}, último sinal {batida})"
        saida.mostrar(Text(texto, "" if vivo else "yellow"))
        if servico["nome"] == "vigia" and vivo:
            _mostrar_vigia(servico["estado"], saida)


def _mostrar_vigia(gravado: Mapping[str, Any], saida: Saida) -> None:
    estado = msgspec.convert(gravado, EstadoVigia)
    saida.mostrar(Text(f"  {linha_do_vigia(estado, datetime.now().astimezone())}"))
    for pasta in estado.pastas:
        if pasta.motivo:
            degradada = pasta.situacao is SituacaoDaPasta.DEGRADADO
            saida.mostrar(Text(f"  {linha_da_pasta(pasta)}", "yellow" if degradada else ""))
    if estado.ultima:
        linha = linha_da_rodada(estado.ultima, datetime.now().astimezone())
        if linha:
            saida.mostrar(Text(f"  {linha}"))


def _partes(estado: EstadoVigia, momento: datetime, *, curta: bool) -> Iterator[str]:
    yield _pastas(estado, curta=curta)
    if estado.ultimo_evento:
        nome = "" if curta else f" ({visivel(_nome(estado.ultimo_caminho))[:_NOME_MAXIMO]})"
        evento = "evento" if curta else "último evento"
        yield f"{evento} {_relogio(estado.ultimo_evento, momento)}{nome}"
    else:
        yield "nenhum evento ainda"
    if estado.ultima_varredura:
        varredura = "varredura" if curta else "última varredura"
        yield f"{varredura} {_relogio(estado.ultima_varredura, momento)}"
    yield f"fila {inteiro(estado.fila)}"
    if estado.atividade:
        yield visivel(estado.atividade)


def _pastas(estado: EstadoVigia, *, curta: bool) -> str:
    vigiadas = [p for p in estado.pastas if p.situacao is SituacaoDaPasta.VIGIANDO]
    perdidas = [p for p in estado.pastas if p.situacao is SituacaoDaPasta.DEGRADADO]
    if not perdidas:
        sondadas = any(pasta.modo == "sondagem" for pasta in vigiadas)
        return f"vigiando {quantos(len(vigiadas), 'pasta', 'pastas')}" + (
            " por sondagem" if sondadas else ""
        )
    if curta:
        return f"vigiando {len(vigiadas)} de {len(estado.pastas)} (DEGRADADO)"
    nomes = ", ".join(visivel(_nome(pasta.caminho)) for pasta in perdidas)
    todas = quantos(len(estado.pastas), "pasta", "pastas")
    return f"vigiando {len(vigiadas)} de {todas} (DEGRADADO: {nomes})"


def _nome(caminho: str) -> str:
    return de_texto(caminho).rpartition("/")[2]


def _de_novo(pasta: EstadoPasta) -> tuple[str, ...]:
    return pasta.situacao, pasta.motivo, pasta.modo


def _espera(estado: EstadoVigia) -> str:
    return "" if estado.atividade.startswith("verificando") else estado.atividade


def _relogio(rfc3339: str, momento: datetime) -> str:
    quando = datetime.fromisoformat(rfc3339).astimezone(momento.tzinfo)
    formato = "%H:%M:%S" if quando.date() == momento.date() else "%d/%m/%Y %H:%M:%S"
    return quando.strftime(formato)
