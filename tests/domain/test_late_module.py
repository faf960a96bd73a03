"""Modules that load when something in them is first asked for."""

import subprocess
import sys

import pytest

from industrack_core.domain.late_module import late_module

_LOADED = """
import sys
from industrack_core.domain.late_module import late_module
late = late_module("colorsys")
print("colorsys" in sys.modules, late.rgb_to_hsv(1, 1, 1), "colorsys" in sys.modules)
"""


def test_a_module_loads_when_something_in_it_is_asked_for() -> None:
    told = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", "(0.0,", "0.0,", "1)", "True"]


def test_what_is_not_there_fails_where_it_is_used() -> None:
    with pytest.raises(ModuleNotFoundError):
        assert late_module("industrack_core.nothing").name
    with pytest.raises(AttributeError):
        assert late_module("colorsys").nothing
