"""A pattern that is compiled late is the pattern, from its first use on."""

import re

import pytest

from industrack_core.domain.text.late_pattern import late_pattern


def test_it_does_what_a_compiled_one_does() -> None:
    late, compiled = late_pattern("(a+)|b", re.IGNORECASE), re.compile("(a+)|b", re.IGNORECASE)
    for text in ("xAAby", "", "b"):
        for _ in range(2):  # what was asked once is kept
            assert late.sub("-", text) == compiled.sub("-", text)
            assert late.findall(text) == compiled.findall(text)
            assert bool(late.match(text)) is bool(compiled.match(text))
    assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, compiled.groups)


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = late_pattern("(")
    with pytest.raises(re.error):
        wrong.match("")
