"""Text as terminal columns: one character per column, whatever the text holds.

A line is compared column by column. So a character two columns wide stands for itself in its first column and
leaves `TAIL` in its second; a cluster of several code points is known by one character of a private plane.
"""

import re
import unicodedata
from functools import lru_cache

from rich.cells import get_character_cell_size, split_graphemes
from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.late_pattern import late_pattern
from industrack_tui.terminal.output_pens import KnownStyle, PenCase

TAIL = "\ufdd0"  # second column of a wide character
UNKNOWN = "\ufdd1"  # a column of which it is not known what the terminal shows

# One column in every terminal: Latin, Greek, Cyrillic, dashes and quotes, the euro, arrows, lines, blocks, simple
# shapes, ticks and crosses, braille. All marks that we draw are among them.
_NARROW = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2039\u203a\u20ac"
    "\u2190-\u2193\u2500-\u25fc\u2713\u2717\u2800-\u28ff"
)
# Two columns in every terminal: kana, ideographs, Hangul syllables, full-width forms.
_WIDE = "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
NOT_NARROW = re.compile(f"[^{_NARROW}]")
SURE = late_pattern(f"[{_NARROW}{_WIDE}]")

# Never shown: control characters, surrogates, bidi controls, invisible characters, non-characters.
_UNSHOWABLE = late_pattern(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f"
    "\u200b\u2060-\u2064\ufeff\u00ad\u3164\u115f\u1160\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_MARKS_PER_BASE = 4
_FIRST_CLUSTER = 0xF0000
_MOST_CLUSTERS = 0x8000
_MOST_IMAGES = 256  # lines of this frame and of the last; a line is soon turned again


class Image(NamedTuple):
    """A line or a part of one: a character per column, and the name of a pen per column."""

    text: str
    pens: str


def _blank_of(match: re.Match[str]) -> str:
    return " " * get_character_cell_size(match[0])


@lru_cache(maxsize=8192)
def shown(text: str) -> str:
    """The text without what a terminal would obey or a reader would not see; the width in cells is kept.

    In: any text. Out: no control, bidi or invisible characters, at most four combining marks on one base.
    Source of the rule: a stored text must never act on the terminal it is shown in.
    """
    cleaned = _UNSHOWABLE.sub(_blank_of, text)
    if cleaned.isascii():
        return cleaned
    kept: list[str] = []
    marks = 0
    for character in cleaned:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_PER_BASE:
            kept.append(character)
    return "".join(kept)


def needs_guard(text: str) -> bool:
    """Whether `shown` could change the text: a cheap question for the nearly always harmless."""
    return not (text.isascii() and text.isprintable())


class Glass:
    """Turns strips into images, and columns of images back into text for the terminal."""

    def __init__(self, pens: PenCase) -> None:
        self.pens = pens
        self._clusters: dict[str, str] = {}
        self._texts: list[str] = []
        self._images: FIFOCache[int, tuple[Strip, Image]] = FIFOCache(_MOST_IMAGES)

    def image(self, strip: Strip) -> Image:
        """Image of a strip; strips are immutable, so the same strip is turned once."""
        held = self._images.get(id(strip))
        if held is not None and held[0] is strip:
            return held[1]
        image = self._image(list(strip))
        self._images[id(strip)] = (strip, image)  # the strip is kept: its id stays its own
        return image

    def line(self, strips: list[Strip]) -> Image:
        """Image of a whole line from the strips side by side on it."""
        images = [self.image(strip) for strip in strips]
        if len(images) == 1:
            return images[0]
        return Image("".join([image.text for image in images]), "".join([image.pens for image in images]))

    def cluster(self, column: str) -> str:
        """What to write for the character that stands in a column."""
        return self._texts[ord(column) - _FIRST_CLUSTER] if ord(column) >= _FIRST_CLUSTER else column

    def _image(self, segments: list[Segment]) -> Image:
        image = self._drawn(segments)
        if NOT_NARROW.search(image.text):
            return self._drawn([Segment(self._columns(text), style, control) for text, style, control in segments])
        return image

    def _drawn(self, segments: list[Segment]) -> Image:
        """Image of segments, taking each character for one column."""
        known, names = self.pens.known, self.pens.names
        default: KnownStyle = (None, self.pens.default, self.pens.blank)
        texts: list[str] = []
        pens: list[str] = []
        for text, style, control in segments:
            if not control:
                pen = default if style is None else known.get(id(style)) or names(style)
                texts.append(text)
                pens.append((pen[2] if text.isspace() else pen[1]) * len(text))
        return Image("".join(texts), "".join(pens))

    def _columns(self, text: str) -> str:
        text = shown(text)
        columns: list[str] = []
        for start, end, width in split_graphemes(text)[0]:
            if width:
                columns.append(self._name(text[start:end]))
                columns.append(TAIL * (width - 1))
        return "".join(columns)

    def _name(self, cluster: str) -> str:
        if len(cluster) == 1 and ord(cluster) < _FIRST_CLUSTER:
            return cluster
        name = self._clusters.get(cluster)
        if name is None:
            if len(self._texts) >= _MOST_CLUSTERS:
                return "\ufffd"
            name = self._clusters[cluster] = chr(_FIRST_CLUSTER + len(self._texts))
            self._texts.append(cluster)
        return name
