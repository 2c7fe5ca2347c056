"""What holds for all tests, on loaded machines and in several processes."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

# How fast a loaded machine draws examples is no business of the tests.
settings.register_profile("calmo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calmo")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make what a test logged fit to travel to pytest's main process: names may be no text."""
    relato = yield
    relato.sections = [
        (titulo, texto.encode("utf-8", "backslashreplace").decode())
        for titulo, texto in relato.sections
    ]
    return relato
