"""How the cells of a sheet are shown, where that says more than their values: 2113 as `02113`, a moment as its time.

Read beside the values by a walk through the sheet's XML, in the process with limits. Standard library only.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import ZipFile

_BLOCK = 64 * 1024
_BUILT_IN = {
    14: "m/d/yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "m/d/yy h:mm", 32: "h:mm", 33: "h:mm:ss",  # 27 to 36: of East Asian programs, who agree on two
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}  # fmt: skip
_TOKEN = re.compile(r'\\(?P<char>.)|"(?P<text>[^"]*)"|\[(?P<bracket>[^\]]*)\]|[_*].|(?P<plain>.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_LITERAL = frozenset("-()/ +:\u00a0\u202f")
_HELD: Mapping[str, Callable[[float, float], bool]] = {
    "<=": float.__le__, ">=": float.__ge__, "<>": float.__ne__, "<": float.__lt__, ">": float.__gt__, "=": float.__eq__,
}  # fmt: skip
_EPOCH = date(1899, 12, 31)


class Parts(Enum):
    """What a cell shows of a moment."""

    DAY = "day"
    TIME = "time"
    BOTH = "both"


# -- one format --------------------------------------------------------------------------------


def parts_shown(code: str) -> Parts | None:
    """What a number format shows of a moment; None for one of numbers or texts."""
    letters = "".join(found["plain"] or "" for found in _TOKEN.finditer(code.split(";", maxsplit=1)[0])).lower()
    elapsed = any((found["bracket"] or "").lower() in ("h", "hh", "m", "mm", "s", "ss")
                  for found in _TOKEN.finditer(code))  # fmt: skip
    if letters.startswith("general") or not (elapsed or set(letters) & set("ydhsm")):
        return None
    has_time = elapsed or bool(set(letters) & set("hs"))
    has_day = bool(set(letters.replace("am/pm", "").replace("a/p", "")) & set("yd")) or not has_time
    return Parts.BOTH if has_day and has_time else Parts.DAY if has_day else Parts.TIME


def masked(code: str, value: float) -> str | None:
    """A whole number as a format of digits shows it: `00000`, `(###) ###-####`; None where it shows no such digits."""
    if not value.is_integer() or not 0 <= value < 1e15:
        return None
    tokens = _digits_of(_section(code, value))
    holders = [index for index, (is_holder, _) in enumerate(tokens) if is_holder]
    zeros = sum(1 for index in holders if tokens[index][1] == "0")
    between = bool(holders) and holders[-1] - holders[0] >= len(holders)
    if not holders or (zeros < 2 and not between):
        return None
    left = list(str(int(value)).rjust(zeros, "0"))
    shown: list[str] = []
    for index in range(len(tokens) - 1, -1, -1):
        is_holder, text = tokens[index]
        if not is_holder:
            shown.append(text)
        elif index == holders[0]:
            shown.append("".join(left) or ("0" if text == "0" else ""))
        elif left:
            shown.append(left.pop())
    return "".join(reversed(shown)).strip()


def _digits_of(section: str) -> list[tuple[bool, str]]:
    """The tokens of a format of nothing but digits, each with whether it holds one; none for any other."""
    tokens: list[tuple[bool, str]] = []
    for found in _TOKEN.finditer(section):
        if found["bracket"] is not None:
            if found["bracket"].startswith("$") and found["bracket"][1:2] not in ("-", ""):
                return []
        elif found["plain"] is not None:
            if found["plain"] not in "0#?" and found["plain"] not in _LITERAL:
                return []
            tokens.append((found["plain"] in "0#?", found["plain"]))
        elif (text := found["char"] or found["text"]) is not None:
            tokens.append((False, text))
    return tokens


def _section(code: str, value: float) -> str:
    """The part of a format that is for a number."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    for section in sections[:2]:
        condition = _CONDITION.search(section.split("]")[0]) if section.startswith("[") else None
        if condition and _HELD[condition[1]](value, float(condition[2])):
            return section
    if _CONDITION.search(sections[0].split("]")[0]) and sections[0].startswith("["):
        return sections[1] if len(sections) > 1 else sections[0]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def iso_text(cell: date | time | timedelta, code: str | None) -> str:
    """A day, a time or both as ISO 8601 writes them, as far as the cell shows them; seconds where there are any."""
    parts = parts_shown(code) if code else None
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
    moment = cell if isinstance(cell, datetime) else None
    if moment is None:
        moment = datetime.combine(*((_EPOCH, cell) if isinstance(cell, time) else (cell, time.min)))
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    seen = parts or (Parts.TIME if isinstance(cell, time) else Parts.BOTH if moment.time() != time.min else Parts.DAY)
    form = {Parts.DAY: "%Y-%m-%d", Parts.TIME: "%H:%M", Parts.BOTH: "%Y-%m-%d %H:%M"}[seen]
    return moment.strftime(form + (":%S" if moment.second and seen is not Parts.DAY else ""))


# -- a sheet -----------------------------------------------------------------------------------


def shown_formats(packed: ZipFile, sheet: str) -> Iterator[tuple[int, dict[int, str]]]:
    """By row and column (from 0), the formats of cells that are shown otherwise than as a plain number or text.

    Nothing for a file that is laid out in another way. Rows without such cells are left out.
    """
    codes = _telling_codes(packed)
    path = _path_of(packed, sheet) if codes else None
    if path is not None:
        with packed.open(path) as file:
            yield from _rows(file, codes)


def _telling_codes(packed: ZipFile) -> dict[str, str]:
    """By the number of a cell's style, the format, where it tells something."""
    if "xl/styles.xml" not in packed.namelist():
        return {}
    with packed.open("xl/styles.xml") as file:
        root = ElementTree.parse(file).getroot()
    codes = dict(_BUILT_IN)
    for found in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[int(found.get("numFmtId", "0"))] = found.get("formatCode", "")
    styles = [codes.get(int(style.get("numFmtId", "0")), "") for style in root.iterfind("{*}cellXfs/{*}xf")]
    return {str(number): code for number, code in enumerate(styles) if code and _tells(code)}


def _tells(code: str) -> bool:
    return parts_shown(code) is not None or any(_digits_of(section) for section in code.split(";"))


def _path_of(packed: ZipFile, sheet: str) -> str | None:
    names = packed.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    with packed.open("xl/workbook.xml") as file:
        sheets = {each.get("name"): value for each in ElementTree.parse(file).getroot().iterfind("{*}sheets/{*}sheet")
                  for key, value in each.attrib.items() if key.endswith("}id")}  # fmt: skip
    with packed.open("xl/_rels/workbook.xml.rels") as file:
        targets = {each.get("Id"): each.get("Target", "") for each in ElementTree.parse(file).getroot()}
    target = targets.get(sheets.get(sheet), "")
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return path if target and path in names else None


def _rows(file: Any, codes: Mapping[str, str]) -> Iterator[tuple[int, dict[int, str]]]:
    done: list[tuple[int, dict[int, str]]] = []
    place = [-1, -1]
    cells: dict[int, str] = {}

    def start(name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            place[:] = [int(given["r"]) - 1 if "r" in given else place[0] + 1, -1]
        elif tag == "c":
            place[1] = _column(given["r"]) if "r" in given else place[1] + 1
            if given.get("s") in codes:
                cells[place[1]] = codes[given["s"]]

    def end(name: str) -> None:
        if cells and name.rpartition(":")[2] == "row":
            done.append((place[0], dict(cells)))
            cells.clear()

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    while block := file.read(_BLOCK):
        parser.Parse(block, False)
        yield from done
        done.clear()


def _column(reference: str) -> int:
    """0 for `A12`, 26 for `AA1`."""
    number = 0
    for char in reference:
        if not char.isalpha():
            break
        number = number * 26 + ord(char.upper()) - 64
    return number - 1
