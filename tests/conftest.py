"""What holds for all tests: how fast a loaded machine draws examples is no business of theirs."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("calmo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calmo")
