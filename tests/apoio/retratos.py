"""Snapshots of a run for tests of what is drawn: new, half-way, enormous, hostile."""

from __future__ import annotations

from msgspec.structs import replace

from componentes.base.metricas import EstadoTrabalhador, Metricas
from componentes.orquestracao.historia.contos import ALERTA, INFO
from componentes.orquestracao.historia.noticias import Noticia
from componentes.orquestracao.retrato import AgenteVisto, ExecucaoVista, Retrato

HOSTIL = "[/red]\x1b[2J\u202e\n[bold]\x1b]0;título\x07均线\udce9.mq4"
METADE = Metricas(
    threads_ativas=4,
    files_processed=7_512,
    success_rate=99.8,
    memory_usage=612.4,
    cpu_usage=387.0,
    total=15_212,
    bytes_total=734_003_200,
    bytes_feitos=361_234_567,
    classificados=3_050,
    copias=4_400,
    em_cache=62,
    falhas=3,
    membros=1_089,
    segundos=3_725.4,
    arquivos_por_segundo=812.5,
    bytes_por_segundo=9_000_000,
    arquivos_por_segundo_agora=431.0,
    bytes_por_segundo_agora=22_000_000,
    restante_segundos=7_261.0,
    lidos_por_segundo=30_000_000,
    gravados_por_segundo=4_000_000,
    disco_livre=76 * 2**30,
    por_tipo={"ea": 1_412, "indicador": 1_800, "script": 120, "include": 88, "estrategia": 60},
    por_familia={"tendencia": 800, "grade": 300, "oscilador": 700, "martingale": 280, "smc": 120},
    por_risco={"sem_stop_loss": 400, "dll": 61, "credencial": 3},
)
AGENTES = {
    "classificador": AgenteVisto("classificador", "executando", "", "classificando"),
    "monitor": AgenteVisto("monitor", "executando", "", "medindo", saude=100),
    "relatorios": AgenteVisto("relatorios", "falhou", "", "", "Disco cheio: " + "x" * 300),
    "backup": AgenteVisto("backup", "em_espera", saude=40, reinicios=2),
}
NOVO = Retrato("executando")
MEIO = Retrato(
    "executando",
    AGENTES,
    METADE,
    tuple(
        EstadoTrabalhador(f"analise {n}", f"MQL4_Source/{'x' * 150} {n}.mq4", float(n * n))
        if n < 5
        else EstadoTrabalhador(f"analise {n}")
        for n in range(1, 6)
    ),
    tuple(
        Noticia(f"2026-11-30T12:00:0{n}.000Z", ALERTA if n % 2 else INFO, f"notícia {n}")
        for n in range(8)
    ),
    ExecucaoVista("coruja-azul-2", "classificar_tudo", pid=123, maquina="pc"),
)
ENORME = replace(
    MEIO,
    metricas_tempo_real=replace(
        METADE,
        total=10**12,
        files_processed=10**11,
        classificados=10**11,
        copias=10**11,
        em_cache=10**11,
        falhas=10**9,
        bytes_total=10**18,
        bytes_feitos=10**17,
    ),
    trabalhadores=tuple(EstadoTrabalhador(f"analise {n}", "a.mq4", 1e6) for n in range(64)),
)
VENENOSO = Retrato(
    "executando",
    {HOSTIL: AgenteVisto(HOSTIL, HOSTIL, HOSTIL, HOSTIL, HOSTIL, 50)},
    replace(METADE, por_tipo={HOSTIL: 1}, atual=HOSTIL),
    (EstadoTrabalhador(HOSTIL, HOSTIL, 1.0),),
    (Noticia("2026-11-30T12:00:00.000Z", HOSTIL, HOSTIL),),
    ExecucaoVista(HOSTIL, HOSTIL, HOSTIL, 1, HOSTIL),
)
CASOS = {"novo": NOVO, "meio": MEIO, "enorme": ENORME, "venenoso": VENENOSO}
