"""The page's modules as one script: in the order in which they need each other, without what only their readers need.

What a phone loads is counted in bytes, and what lies in the folder is written to be read. So comments and blanks stay
here, `const` goes as `let`, and the last statement of a block without its semicolon; names and everything else go as
they are. A text that cannot be read for certain is an error, never a guess.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

_IMPORT = re.compile(r'^import \{([\w$,\s]*)\} from "/(\w+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function |class |const )", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|class|const) (\w+)", re.MULTILINE)
_NAMED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let|var) (\W|\w+)", re.MULTILINE)
_PIECE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_OTHER = re.compile(
    r"""//[^\n]*|/\*.*?\*/|\s+|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w$]+|[][{}();,<>=!&|?:~^%*+.@#-]|/(?!\*)""",
    re.DOTALL,
)
_OPENS_LINE = frozenset("{([,;:=?&|<>!")
"""A line may go on behind these: its end means nothing."""
_ENDS_LINE = frozenset(")]},.?:&|=")
_BEFORE_PATTERN = frozenset("({[,;:=?&|<>!+-*%~^")
_WORDS_BEFORE_PATTERN = frozenset({"return", "typeof", "case", "in", "of", "void", "await", "yield", "else", "do"})


def as_one_script(modules: Mapping[str, str], first: str) -> str:
    """One module that does what `first` does, from modules by their file names, each with all that it imports.

    Their outermost names live side by side in it: raises ValueError for two of the same name, for an import of what is
    not there or of another name, and for any form of import or export but those of this page.
    """
    order = _in_order(modules, first)
    for name in order:
        _require_exports(name, modules)
    texts = [_alone(name, modules[name]) for name in order]
    names = outermost(texts)
    if twice := sorted({name for name in names if names.count(name) > 1 or not name.isidentifier()}):
        raise ValueError(f"an outermost name of a page's module must be its own: {', '.join(twice)}")
    return "".join(f"{without_comments(text)}\n" for text in texts)


def outermost(texts: Iterable[str]) -> list[str]:
    """The outermost names of modules, by their texts."""
    return [name for text in texts for name in _NAMED.findall(text)]


def _in_order(modules: Mapping[str, str], first: str) -> list[str]:
    """What a module imports comes before it, as a browser would run them."""
    order: dict[str, None] = {}
    seen: set[str] = set()

    def take(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        if name not in modules:
            raise ValueError(f"a page's module imports {name}, which is not there")
        for _, wanted in _IMPORT.findall(modules[name]):
            take(wanted)
        order[name] = None

    take(first)
    return list(order)


def _require_exports(name: str, modules: Mapping[str, str]) -> None:
    """What a module imports is exported under that name by the one that it names."""
    for names, other in _IMPORT.findall(modules[name]):
        wanted = {each.strip() for each in names.split(",")} - {""}
        if lacking := sorted(wanted - set(_EXPORTED.findall(modules[other]))):
            raise ValueError(f"{name} imports {', '.join(lacking)}, which {other} does not export")


def _alone(name: str, text: str) -> str:
    """A module without its imports and exports; raises ValueError where it has others, or names that are not seen."""
    alone = _EXPORT.sub("", _IMPORT.sub("", text))
    _require_statements(name, alone)
    depth, before = 0, ""
    for token in _tokens(alone):
        if before == ")/" and not token.isspace():
            raise ValueError(f"{name} has a slash behind a bracket: a pattern, or a division without blanks?")
        if not token.isspace():
            before = before[-1:] + token if token == "/" else token
        elif before == ")/":
            before = token
        if token in {"import", "export"}:
            raise ValueError(f"{name} imports or exports in a way that the modules of this page do not")
        if token == "," and not depth:
            raise ValueError(f"{name} names several things in one outermost line: each has a line of its own")
        depth += (token[0] in "{([" or token.endswith("${")) - (token[0] in "})]")
    return alone


def _require_statements(name: str, text: str) -> None:
    """No block ends in a loop or a condition without a statement, whose semicolon is all that it has."""
    tokens = [each for each in _tokens(text) if not each.isspace() and not each.startswith(("//", "/*"))]
    opened: list[str] = []
    closed = ""
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        if token == "(":
            opened.append(before)
        elif token == ")":
            closed = opened.pop()
        elif (token, after) == (";", "}") and (closed if before == ")" else before) in {"for", "while", "if", "else"}:
            raise ValueError(f"{name} has a block that ends in nothing but a semicolon")


def without_comments(text: str) -> str:
    """A script without its comments and the blanks that mean nothing; raises ValueError for what it cannot read."""
    parts: list[str] = []
    gap = ""
    for token in _tokens(text):
        if token.isspace() or token.startswith(("//", "/*")):
            gap += token
            continue
        if token == "}" and parts[-1:] == [";"]:
            parts.pop()
        elif gap and parts:
            parts.append(_between(parts[-1], token, is_line="\n" in gap))
        parts.append("let" if token == "const" else token)
        gap = ""
    return "".join(parts)


def _between(before: str, after: str, *, is_line: bool) -> str:
    if is_line and before[-1] not in _OPENS_LINE and after[0] not in _ENDS_LINE:
        return "\n"
    left, right = before[-1], after[0]
    if left.isdigit() and right == ".":
        return " "
    grows = (left.isalnum() or left in "_$") and (right.isalnum() or right in "_$")
    return " " if grows or (left == right and left in "+-/") or (before[0] == "/" != before and right.isalnum()) else ""


def _tokens(text: str) -> Iterator[str]:
    """The text in pieces. A template is cut where it holds an expression: `` `a${ ``, its tokens, `` }b` ``."""
    braces: list[int] = []
    at, last = 0, "("
    while at < len(text):
        token = _next(text, at, last, is_back=bool(braces) and braces[-1] == 0)
        if token == "{" and braces:
            braces[-1] += 1
        elif token == "}" and braces:
            braces[-1] -= 1
        elif token[0] == "}" and token != "}":
            braces.pop()
        if token[0] in "`}" and token.endswith("${"):
            braces.append(0)
        yield token
        at += len(token)
        if not token.isspace() and not token.startswith(("//", "/*")):
            last = token


def _next(text: str, at: int, last: str, *, is_back: bool) -> str:
    sign = text[at]
    if sign == "`" or (sign == "}" and is_back):
        found = _PIECE.match(text, at + 1)
        whole = sign + found[0] if found else ""
    else:
        is_pattern = last[-1] in _BEFORE_PATTERN or last in _WORDS_BEFORE_PATTERN
        starts = sign == "/" and text[at + 1 : at + 2] not in {"/", "*"}
        found = (_PATTERN if starts and is_pattern else _OTHER).match(text, at)
        whole = found[0] if found and not (starts and last == "}") else ""
    if not whole:
        raise ValueError(
            f"line {text.count(chr(10), 0, at) + 1} of a page's module cannot be read: {text[at : at + 20]!r}"
        )
    return whole
