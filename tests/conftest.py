"""What holds for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Neither how long an example takes nor how fast examples are made is a fact about the program: a busy machine, or four
# processes on two processors, must not make a test fail.
settings.register_profile("wortreader", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wortreader")
