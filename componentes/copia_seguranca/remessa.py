"""What has to go to a second place, in which order, and whether a file may go at all."""

from __future__ import annotations

from pathlib import Path

from componentes.base.erros import ErroBackup
from componentes.copia_seguranca import instantaneo, restaurar_sem_programa
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.caderneta import Provado
from componentes.copia_seguranca.conferencia import conferir_pacote
from componentes.copia_seguranca.conteudo import estado_atual, ler_pedacos, sha256_de
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES

_PARA_GENTE = ("LEIA-ME.txt", Path(restaurar_sem_programa.__file__).name)
"""With these a second place restores on its own."""


class NaoSegue(Exception):
    """A file that had better not be sent; the text is the reason."""


def nomes_daqui(backups: Path) -> list[str]:
    """Return all that belongs to the second place: packs, the way back by hand, then snapshots."""
    pacotes = sorted(f"{PACOTES}/{p.name}" for p in (backups / PACOTES).glob("*.zip"))
    para_gente = [nome for nome in _PARA_GENTE if (backups / nome).is_file()]
    ids = reversed(instantaneo.ids(backups / INSTANTANEOS))
    return [*pacotes, *para_gente, *(f"{INSTANTANEOS}/{nome}.zip" for nome in ids)]


def conferido(backups: Path, nome: str, andamento: Andamento) -> Provado:
    """Return a file as it is here, its hash included.

    Raises `NaoSegue` for one that is damaged here: it would take the place of a whole one there.
    Raises `LeituraFalhou` for one that cannot be read.
    """
    caminho = backups / nome
    estado = estado_atual(caminho)
    try:
        if nome.startswith(f"{PACOTES}/"):
            conferir_pacote(caminho, andamento)
        elif nome.startswith(f"{INSTANTANEOS}/"):
            instantaneo.ler_manifesto(caminho.parent, caminho.stem)
    except ErroBackup as erro:
        if erro.codigo != ErroBackup.codigo:  # asked to stop
            raise
        raise NaoSegue(f"danificado aqui, não foi enviado ({erro.o_que})") from erro
    sha256 = sha256_de(andamento.vigiar(ler_pedacos(caminho, estado.tamanho)))
    return Provado(estado.tamanho, estado.mtime_ns, sha256)


def pacotes_de(backups: Path, nome: str) -> frozenset[str]:
    """Return the packs that a snapshot names, as far as they are here; other files name none."""
    if not nome.startswith(f"{INSTANTANEOS}/"):
        return frozenset()
    caminho = backups / nome
    manifesto = instantaneo.ler_manifesto(caminho.parent, caminho.stem)
    citados = {f"{PACOTES}/{entrada.pacote}.zip" for entrada in manifesto.entradas}
    return frozenset(pacote for pacote in citados if (backups / pacote).exists())
