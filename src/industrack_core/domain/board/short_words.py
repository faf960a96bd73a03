"""How texts become short enough for a few cells: what may go, what is written shorter, and where a word is cut.

The words of four languages stand side by side: an office has customers and technicians of more than one, and
no word of one table means something else in another.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from industrack_core.domain.text.text import cell_width, clip

KEPT_WORDS: Final = 1024
"""So many words are kept with what is known of them: most texts are of the same few, what is rare is said once."""
KEPT_TEXTS: Final = 2048
"""So many texts are kept as they fit into so many cells: more than a few boards of what others write meanwhile, and
little enough that a console has as much memory in the evening as in the morning (1 KiB for one of a block)."""
ARTICLES: Final = frozenset(["the", "a", "an", "der", "die", "das", "la", "le", "les", "el", "los", "las"])
_SMALL: Final = {
    "en": """a an the of for to and or in on at with by from as is are be was its his her their that which when if while
        does do did has have had will would should can it he she they""",
    "de": "der die das den dem des und oder für im in am von vom zu zum zur mit bei ist sind",
    "fr": "la le les l de du des et ou pour avec sur dans au aux un une est",
    "es": "el los las de del y o para con en un una es",
}
SMALL: Final = frozenset(word for words in _SMALL.values() for word in words.split()) | {"&", "-", "/", "+", "–", "—"}
_DULL: Final = {
    "en": """replace replacing install installing installation check checking repair repairing fix clean cleaning
        service servicing maintenance maintain inspect inspection perform adjust yearly annual monthly quarterly weekly
        daily routine regular scheduled new please""",
    "de": """ersetzen tauschen einbauen installieren prüfen reparieren reinigen warten wartung inspektion
        jährliche jährlich monatliche monatlich neue neuen neuer bitte""",
    "fr": "remplacer installer vérifier réparer nettoyer entretien annuel annuelle mensuel mensuelle",
    "es": "reemplazar instalar revisar reparar limpiar servicio mantenimiento anual mensual",
}
DULL: Final = frozenset(word for words in _DULL.values() for word in words.split())
"""What most jobs are: it tells none from another."""
_NEGATIONS: Final = {
    "en": "no not without never cannot can't won't don't doesn't didn't isn't aren't wasn't",
    "de": "kein keine keinen keinem keiner keines nicht nie ohne",
    "fr": "pas sans jamais aucun aucune",
    "es": "sin nunca ninguno ninguna",
}
NEGATIONS: Final = frozenset(word for words in _NEGATIONS.values() for word in words.split())
"""Such a word turns over what follows, and is never parted from it."""

_SHORTER: Final = {
    "en": """apartments Apts apartment Apt street St avenue Ave boulevard Blvd building Bldg center Ctr centre Ctr
        association Assn management Mgmt department Dept restaurant Rest elementary Elem school Sch
        university Univ hospital Hosp services Svc service Svc international Intl properties Prop property Prop
        condominiums Condos condominium Condo co-operative Coop cooperative Coop co-op Coop brothers Bros
        market Mkt north N south S east E west W""",
    "de": """straße Str. strasse Str. allee Al. platz Pl. gesellschaft Ges. verwaltung Verw. hausverwaltung Hausv.
        krankenhaus Krhs. universität Univ. gymnasium Gymn. gebäude Geb. genossenschaft Gen. gebrüder Gebr.
        nord N süd S ost O""",
    "fr": """avenue Av. boulevard Bd bâtiment Bât. société Sté école Éc. université Univ. hôpital Hôp.
        copropriété Copro frères Frs nord N sud S ouest O""",
    "es": """avenida Av. calle C. edificio Ed. sociedad Soc. escuela Esc. universidad Univ. restaurante Rest
        hermanos Hnos. norte N sur S este E oeste O""",
}


def _pairs(words: str) -> dict[str, str]:
    listed = words.split()
    return dict(zip(listed[::2], listed[1::2], strict=True))


SHORTER: Final = {
    long: short for language in reversed(_SHORTER.values()) for long, short in _pairs(language).items()
}  # fmt: skip
"""Words and how they are written where room is short; what two languages share is as in the first of them."""

_FORMS = (
    r"LLC|L\.L\.C|Inc|Incorporated|Ltd|Limited|Corp|Corporation|Co|Company|GmbH|mbH|AG|KG|OHG|UG|e\.\s?V|e\.\s?K|"
    r"S\.?A\.?S|S\.?A|S\.?R\.?L|S\.?L|B\.?V|N\.?V|Pty|PLC|LLP|LP|P\.?C|Sons|Söhne|Cie"
)
_LEGAL_FORM: Final = re.compile(rf"(?:\s*,\s*|\s+)(?:(?:&|and|und|et|y)\s+)?(?:{_FORMS})\.?$", re.IGNORECASE)
_SONS: Final = re.compile(r"^sons$|^söhne$|^cie$", re.IGNORECASE)
_MARKS_OF_A_WORD: Final = ",;:.()[]!?\"'"


@lru_cache(maxsize=KEPT_WORDS)
def bare(word: str) -> str:
    """A word as the tables have it: small letters, no punctuation around it."""
    return word.strip(_MARKS_OF_A_WORD).casefold().replace("’", "'")


@lru_cache(maxsize=KEPT_WORDS)
def is_small(word: str) -> bool:
    return bare(word) in SMALL or not bare(word)


@lru_cache(maxsize=KEPT_WORDS)
def says_something(word: str) -> bool:
    """Whether a word tells one job from another; what is more than one word (a negation) does."""
    return " " in word or not (is_small(word) or bare(word) in DULL)


def fits(text: str, cells: int) -> bool:
    return bool(text) and cell_width(text) <= cells


def cut_word(word: str, cells: int, ellipsis: str, *, at_least: int = 5) -> str:
    """The beginning of a word that does not fit: with `ellipsis` from `at_least` cells on, never behind a mark of its
    spelling.
    """
    if cell_width(word) <= cells:
        return word
    with_ellipsis = cells >= at_least
    room = cells - cell_width(ellipsis) if with_ellipsis else cells
    head = clip(word, room, "").rstrip(" -'’.,&/")
    return head + ellipsis if with_ellipsis and head else head


def leading(words: Sequence[str], cells: int) -> list[str]:
    """As many whole words from the first on as fit, the last of them no small one."""
    taken: list[str] = []
    used = -1
    for word in words:
        used += 1 + cell_width(word)
        if used > cells:
            break
        taken.append(word)
    while taken and is_small(taken[-1]):
        taken.pop()
    return taken


def shortened(words: Sequence[str]) -> list[str]:
    """The words as they are written where room is short."""
    return [_shorter(word) for word in words]


@lru_cache(maxsize=KEPT_WORDS)
def _shorter(word: str) -> str:
    short = SHORTER.get(bare(word))
    if short is None:
        return word
    return short if word[:1].isupper() or not short[1:] else short.lower()


def without_legal_form(name: str) -> str:
    """A name without the legal forms at its end ("GmbH & Co. KG", "Ltd", "& Sons"); never nothing."""
    for _ in range(3):
        found = _LEGAL_FORM.search(name)
        # "& Sons" is a form, "Three Sons" a name
        if found is None or not found.start() or (_SONS.match(found[0].strip()) is not None):
            break
        name = name[: found.start()].rstrip(" ,")
    return name


def without_article(words: Sequence[str]) -> list[str]:
    """The words without an article before them; never none."""
    return list(words[1:]) if len(words) > 1 and bare(words[0]) in ARTICLES else list(words)


def first_large(text: str) -> str:
    """The text with its first letter large; a letter that is two when large stays."""
    large = text[:1].upper()
    return large + text[1:] if len(large) == 1 and text.partition(" ")[0].islower() else text
