"""What a monkey sends to a terminal: keys of every kind, pastes, the mouse, other sizes, and what no keyboard sends.

The same seed gives the same keys. A press is the bytes of one key, or a size for the terminal.
"""

import random
import string
from collections.abc import Callable, Iterator
from typing import NamedTuple

ESC = b"\x1b"
_ARROWS = [ESC + b"[" + each for each in (b"A", b"B", b"C", b"D")]
_MOVES = [
    *_ARROWS,
    b"\x1b[H",
    b"\x1b[F",
    b"\x1b[5~",
    b"\x1b[6~",
    b"\t",
    b"\x1b[Z",
    b"\r",
    ESC,
    b"\x7f",
    b"\x1b[3~",
    b" ",
]
_FUNCTION = [b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS", *(b"\x1b[%d~" % n for n in (15, 17, 18, 19, 20, 21, 23, 24))]
# ctrl+q leaves and ctrl+z stops it, on purpose
_CONTROL = [bytes([code]) for code in range(1, 27) if code not in (9, 13, 17, 26)]
_CHORDS = [b"\x1b[1;%d%c" % (mod, key) for mod in (2, 3, 5, 6, 8) for key in b"ABCDHF"]
_PASTES = [
    "12 Elm Street", "0,750", "tomorrow 9-11 sam", "a\nb\nc\td", "x" * 3000, "\x1b[31mred\x1b]52;c;QQ==\x07", "[/bold]",
    "Łucja Дом ürün 木 👩‍🔧", "\u202eback", "", "=1+1", "2026-11-24T10:00", "'; drop table job; --", "\x9b2J",
]  # fmt: skip
_IMPOSSIBLE = [
    b"\x1b[1114112u", b"\x1b[27;5;1114112~", b"\x1b[55296u", b"\x1b[99999999999999999999u", b"\x1b[97:65;2u",
    b"\x1b[97;1:3u", b"\x1b[;;;u", b"\x1b[57358u", b"\x1b[0u", b"\x1b[97;9999u", b"\x1b[97;;55296u", b"\x1b[200~",
    b"\x1b[201~", b"\x1b[<0;99999;99999M", b"\x1b[<0;-5;-5M", b"\x1b[<999;1;1M", b"\x1b[M\x00\x00\x00", b"\x1b[M   ",
    b"\x1b[48;0;0;0;0t", b"\x1b[48;1;1;1;1t", b"\x1b[99999;99999R", b"\x1b[?2026;9$y", b"\x1b[I", b"\x1b[O", b"\x1b]0;",
    b"\x1b\\", b"\x1bP", b"\x1b[", b"\x1bO", b"\x1b[999~", b"\x1b" * 40, b"\x1b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1A",
]  # fmt: skip


class Press(NamedTuple):
    """One thing done at the terminal: bytes sent, or a size given (columns, lines)."""

    sent: bytes
    size: tuple[int, int] | None = None


def presses(seed: int) -> Iterator[Press]:
    """The presses of a seed, without end."""
    rng = random.Random(seed)
    kinds, weights = zip(*_KINDS, strict=True)
    while True:
        yield rng.choices(kinds, weights)[0](rng)


def bursts(seed: int) -> Iterator[int]:
    """How many presses come in one write: half of them alone, half with others."""
    rng = random.Random(seed + 7)
    while True:
        many = rng.randrange(2, 20)
        yield many
        yield from [1] * many


def _letter(rng: random.Random) -> Press:
    return Press(rng.choice(string.ascii_letters + string.digits).encode())


def _mark(rng: random.Random) -> Press:
    return Press(rng.choice(string.punctuation + "éß木👷\u0301\u00a0").encode())


def _one_of(choices: list[bytes]) -> Callable[[random.Random], Press]:
    return lambda rng: Press(rng.choice(choices))


def _paste(rng: random.Random) -> Press:
    return Press(b"\x1b[200~" + rng.choice(_PASTES).encode() + b"\x1b[201~")


def _mouse(rng: random.Random) -> Press:
    x, y = rng.randrange(1, 130), rng.randrange(1, 45)
    if rng.random() < 0.3:
        return Press(b"\x1b[<%d;%d;%dM" % (rng.choice((64, 65)), x, y))
    to_x, to_y = (x + rng.randrange(20), y + rng.randrange(6)) if rng.random() < 0.3 else (x, y)
    moved = b"\x1b[<32;%d;%dM" % (to_x, to_y) if (x, y) != (to_x, to_y) else b""
    down = b"\x1b[<0;%d;%dM" % (x, y)
    return Press(down + moved + b"\x1b[<0;%d;%dm" % (to_x, to_y) * (rng.random() < 0.95))


def _size(rng: random.Random) -> Press:
    sizes = ((80, 24), (120, 40), (200, 50), (40, 12), (rng.randrange(1, 250), rng.randrange(1, 70)))
    return Press(b"", rng.choice(sizes))


def _broken(rng: random.Random) -> Press:
    return Press(bytes(rng.randrange(128, 256) for _ in range(rng.randrange(1, 5))))


_KINDS: list[tuple[Callable[[random.Random], Press], float]] = [
    (_letter, 34), (_mark, 8), (_one_of(_MOVES), 30), (_one_of(_FUNCTION), 6), (_one_of(_CONTROL), 5),
    (_one_of(_CHORDS), 5), (_paste, 2), (_mouse, 6), (_size, 1), (_broken, 1.5), (_one_of(_IMPOSSIBLE), 1.5),
]  # fmt: skip
