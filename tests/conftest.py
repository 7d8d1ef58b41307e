"""Configuration of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long examples take depends on the machine and what else it is doing, and must not make a test fail.
settings.register_profile("wortreader", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wortreader")
