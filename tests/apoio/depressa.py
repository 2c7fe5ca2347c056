"""Runs the program, slowly reading or not, with minutes of the agenda that last a second.

`python -m tests.apoio.depressa SEGUNDOS PROCESSOS ARGUMENTO…`, see `tests.apoio.programa.iniciar`.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from componentes.agenda import compromisso
from componentes.agentes import agendador
from componentes.orquestracao.residencia import servico
from tests.apoio.lento import executar

if __name__ == "__main__":  # a worker process imports this module again
    vars(compromisso)["_MINUTO"] = timedelta(seconds=1)
    vars(agendador)["_ENTRE_TENTATIVAS"] = 0.2
    vars(servico).update(_PULSO=0.1, _ENTRE_BATIDAS=0.3)
    sys.exit(executar(float(sys.argv[1]), sys.argv[2] == "1", sys.argv[3:]))
