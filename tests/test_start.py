"""What a start costs, told without a clock: which modules stand between the command and the first frame."""

import ast

from tests.test_house import trees


def test_frozen_values_are_made_the_quick_way() -> None:
    """The standard library compiles six functions for each, which was a fifth of a start: `domain/dataclass.py`."""
    slow = [
        f"{name}: {node.name}"
        for name, tree in trees().items()
        if any(isinstance(each, ast.ImportFrom) and each.module == "dataclasses" and _names(each) for each in tree.body)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any("frozen=True" in ast.unparse(each) for each in node.decorator_list)
    ]
    assert slow == []


def _names(node: ast.ImportFrom) -> bool:
    return any(each.name == "dataclass" for each in node.names)
