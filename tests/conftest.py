"""Configuration of all tests."""

from __future__ import annotations

import signal

from hypothesis import HealthCheck, settings

# How long examples take depends on the machine and what else it is doing, and must not make a test fail.
settings.register_profile("wortreader", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wortreader")

# A shell that starts the tests in the background ignores SIGINT, which the commands that they start would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)
