"""What PostgreSQL's driver takes its versions to be, where it does not look for them itself."""

import subprocess
import sys
from importlib.metadata import version

_LOADED = """
import sys
from industrack_core.store.opening import load_driver
assert load_driver("postgresql+psycopg://nobody@localhost/nothing")
import psycopg, psycopg_binary
print("importlib.metadata" in sys.modules, psycopg.__version__, psycopg_binary.__version__)
"""


def test_the_driver_knows_its_versions_without_what_reads_packages() -> None:
    told = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", version("psycopg"), version("psycopg-binary")]
