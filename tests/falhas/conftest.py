"""What the fault tests share: a disk that is soon full."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

MEGA = 1024 * 1024


@pytest.fixture
def disco(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that is soon full."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root on Linux")
    pasta = tmp_path / "disco"
    pasta.mkdir()
    montar: list[str | Path] = ["mount", "-t", "tmpfs", "-o", f"size={2 * MEGA}", "tmpfs", pasta]
    if subprocess.run(montar, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let root mount a tmpfs (container?)")
    try:
        yield pasta
    finally:
        subprocess.run(["umount", "--lazy", pasta], check=True)
