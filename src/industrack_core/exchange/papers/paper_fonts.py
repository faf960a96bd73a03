"""The fonts of papers: those that come with the program, and for other letters whatever this machine has.

A letter that no font has is never left out without a word: a square stands in its place, and `missing` tells it.
"""

import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

FAMILY = "text"
SQUARE = "□"
_SHIPPED = Path(__file__).parent / "fonts"
_OTHERS = ("NotoSansArabic-Regular.ttf", "NotoSansThai-Regular.ttf", "NotoSansDevanagari-Regular.ttf")
_ARABIC = (range(0x0600, 0x0700), range(0x0750, 0x0780), range(0x08A0, 0x0900), range(0xFB50, 0xFE00))
"""Left to the font that has all of them: letters of a word join only within one font."""
_LAM_ALEF = {(0x644, alef): (form,) for alef, form in ((0x622, 0xFEF5), (0x623, 0xFEF7), (0x625, 0xFEF9),
                                                        (0x627, 0xFEFB))}  # fmt: skip
_MOST_FILES = 4000
_CJK_FACES = {"JP": 0, "KR": 1, "CN": 2, "SG": 2, "TW": 3, "HK": 4, "MO": 4}
"""Which face of a font for Chinese, Japanese and Korean draws the letters as the company's country writes them."""
_FOLDERS = {
    "darwin": ("~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"),
    "win32": (r"~\AppData\Local\Microsoft\Windows\Fonts", r"C:\Windows\Fonts"),
}
_USUAL_FOLDERS = ("~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts")
_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")


def font_folders() -> list[Path]:
    """Where this machine keeps fonts, the person's own first."""
    own = os.environ.get("XDG_DATA_HOME")
    folders = [*([f"{own}/fonts"] if own else []), *_FOLDERS.get(sys.platform, _USUAL_FOLDERS)]
    return [Path(each).expanduser() for each in folders]


class Fonts:
    """The fonts of one document, taken into it when a letter first needs them."""

    def __init__(self, pdf: "FPDF", country: str = "") -> None:
        self._pdf, self._country = pdf, country
        self.missing: dict[str, None] = {}
        """The words with letters that no font has, in the order of their coming."""
        self._known: dict[str, bool] = {}
        self._added: list[str] = []
        self._shipped = [_SHIPPED / name for name in _OTHERS]
        self._files: list[Path] | None = None
        for style, name in (("", "DejaVuSansCondensed.ttf"), ("B", "DejaVuSansCondensed-Bold.ttf")):
            pdf.add_font(FAMILY, style, _SHIPPED / name)
        for font in self._all():
            font.cmap = {code: name for code, name in font.cmap.items() if not any(code in each for each in _ARABIC)}

    def _all(self) -> "Iterator[TTFFont]":
        from fpdf.fonts import TTFFont

        return (font for font in self._pdf.fonts.values() if isinstance(font, TTFFont))

    def ready(self, text: str, *, bold: bool, size: float) -> None:
        """Let the next text be written in the right font, its letters joined and turned where its script does so."""
        self._pdf.set_font(FAMILY, "B" if bold else "", size)
        self._pdf.set_text_shaping(is_shaped(text))

    def shown(self, text: str) -> str:
        """The text as it can be printed, and the fonts for it taken in."""
        text = unicodedata.normalize("NFC", text)
        if text.isascii():
            return text
        absent = {each for each in set(text) if not self._has(each)}
        if not absent:
            return text
        for word in text.split():
            if not absent.isdisjoint(word):
                self.missing.setdefault(word)
        return "".join(SQUARE if each in absent else each for each in text if each not in absent or _is_drawn(each))

    def _has(self, character: str) -> bool:
        if character not in self._known:
            self._known[character] = not _is_drawn(character) or self._loaded(character) or self._taken_in(character)
        return self._known[character]

    def _loaded(self, character: str) -> bool:
        return any(ord(character) in font.cmap for font in self._all())

    def _taken_in(self, character: str) -> bool:
        """Whether a font with it was found, and could be taken in."""
        for path in self._shipped:
            if _has_letter(path, 0, character):
                self._shipped.remove(path)
                return self._add(path, 0)
        if self._files is None:
            self._files = list(_system_fonts())
        for path in self._files:
            face = _CJK_FACES.get(self._country, 0) if "CJK" in path.name and path.suffix == ".ttc" else 0
            if _has_letter(path, face, character) and self._add(path, face):
                return True
        return False

    def _add(self, path: Path, face: int) -> bool:
        name = f"other{len(self._added)}"
        try:
            self._pdf.add_font(name, "", path, collection_font_number=face)
        except Exception:  # a damaged file of this machine fails in as many ways as a font has tables
            return False
        self._added.append(name)
        self._pdf.set_fallback_fonts(self._added, exact_match=False)
        return True

    def finish(self) -> None:
        """What is read out of the file again is what was written: one letter for a drawing of two that readers turn."""
        for font in self._all():
            for glyph, _ in font.subset.items():
                if glyph is not None and glyph.unicode in _LAM_ALEF:
                    glyph.unicode = _LAM_ALEF[glyph.unicode]


def is_shaped(text: str) -> bool:
    """Whether letters stand otherwise than one after the other, from left to right: they join, turn or pile up."""
    return not text.isascii() and any(each >= "\u0300" and _is_shaped(each) for each in text)


def is_piled(text: str) -> bool:
    """Whether it is of a script of India or its neighbours, whose letters change places."""
    return not text.isascii() and any("\u0900" <= each <= "\u109f" or "\u1780" <= each <= "\u17ff" for each in text)


def _is_shaped(character: str) -> bool:
    marks = unicodedata.category(character) in ("Mn", "Mc", "Me")
    return marks or is_piled(character) or unicodedata.bidirectional(character) in ("R", "AL", "AN")


def _is_drawn(character: str) -> bool:
    """Whether a letter takes room of its own: joiners and selectors do not."""
    return unicodedata.category(character) not in ("Cf", "Cc") and not 0xFE00 <= ord(character) <= 0xFE0F


def _has_letter(path: Path, face: int, character: str) -> bool:
    import uharfbuzz

    try:
        found = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path), face)
    except (OSError, uharfbuzz.HarfBuzzError):
        return False
    return ord(character) in found.unicodes and not found.has_color_png and not found.has_color_svg


def _system_fonts() -> Iterator[Path]:
    """Font files of this machine: those made for many languages first, plain ones before bold ones."""
    found: list[Path] = []
    for folder in font_folders():
        for where, _, names in os.walk(folder):
            found += [Path(where) / name for name in sorted(names) if name.lower().endswith(_ENDINGS)]
            if len(found) > _MOST_FILES:
                break
    yield from sorted(found, key=_rank)


def _rank(path: Path) -> tuple[bool, bool, bool]:
    name = path.name.lower()
    plain = not any(part in name for part in ("bold", "italic", "oblique", "black", "light", "thin", "mono"))
    return not plain, "serif" in name, not any(part in name for part in ("noto", "sans", "unicode", "gothic"))
