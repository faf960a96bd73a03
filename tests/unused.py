"""`make check`: what of the sources nobody uses, tests aside; what is named by text is found in the texts.

Exit code 0 if there is none.
"""

import re
import subprocess
import sys
from pathlib import Path

SRC = Path(__file__).parents[1] / "src"
CALLED_BY_LIBRARIES = (
    "on_*", "action_*", "_on_*", "BINDINGS", "CSS_PATH", "DEFAULT_CSS", "TITLE", "ALLOW_SELECT",
    "ENABLE_COMMAND_PALETTE", "get_default_screen", "render_lines", "run_input_thread", "cursor_blink",
    "callback", "delay", "handle_*", "send_400_response", "connection_made", "connection_lost",
    # attributes of their objects that are set
    "whitespace_split", "commenters", "escape", "quotes", "text_factory", "c_margin", "max_height", "*ElementHandler",
    "inherit_cache", "redirect_slashes", "raiseExceptions", "handlers", "should_exit", "padding", "dock",
    "deliver_*", "save_screenshot", "open_url", "new_tab", "nonblocking", "_adapters", "autocommit",
    "_disable_*",
)  # fmt: skip
STORED_OR_TYPED = (
    "payment_terms", "service_note", "START_TRAVEL", "END_TRAVEL", "START_JOB", "PAUSE", "RESUME", "DECLINE", "MANUAL",
    "made_at",
    "SavesPresses", "msg", "Component", "DataclassInstance", "RenderableType", "Size", "TableClause",
)  # fmt: skip
"""Columns, values that are stored, and what only annotations in quotes name."""
BY_FIELD = ("_location_id", "_new_location", "_service_type_id", "_color_id", "_starts_at", "_new_orders")
"""Methods found by the name of a field."""
OF_TEXTS = ("PLANNED", "BY", "ALL", "IN_ORDER", "QUEUES", "QUEUES_OF_SOME")
"""Tables of statements: which one of them is wanted is said in a text, with a key."""
ELSEWHERE = ("make_anew", "act_ids", "changed_id", "is_settled", "keys_are_done", "run_wanted", "more_at_ms")
"""What migrations use, and what tests wait for or ask."""
NAMED = re.compile(r'"[a-z_]+(?:\.[a-z_]+)*:([A-Za-z_0-9]+(?:\.[a-z_]+)?)"|"([A-Z_]{4,})"')
"""`module:name` in a text, and names of descriptions."""


def main() -> int:
    """Print what is found."""
    known = (*CALLED_BY_LIBRARIES, *STORED_OR_TYPED, *BY_FIELD, *OF_TEXTS, *ELSEWHERE, *_named())
    return subprocess.run(
        [
            sys.executable, "-m", "vulture", SRC, "--exclude", "*/migrations/*", "--min-confidence", "60",
            "--ignore-names", ",".join(sorted(known)),
            "--ignore-decorators", "@on*,@listens_for*,@event*,@compiles*,@*.register",
        ],
        check=False,
    ).returncode  # fmt: skip


def _named() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in SRC.rglob("*.py"))
    return {name for text in texts for one, two in NAMED.findall(text) for name in (one or two).split(".")}


if __name__ == "__main__":
    sys.exit(main())
