"""What a phone has beside its jobs: the company, reasons, forms, items, settings. Names are those of the protocol."""

from industrack_core.domain.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class FieldCompany:
    """The company as phones know it; `key` tells it from every other."""

    name: str
    zone: str
    clock24: bool
    first_weekday: int
    key: str


@dataclass(frozen=True, slots=True)
class ListedReason:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    text: str
    kind: str
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class ListedForm:
    id: int
    version: int
    name: str
    questions: tuple[ListedQuestion, ...]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """`price` is in minor units of the currency; None where technicians may not see prices."""

    id: int
    name: str
    sku: str
    price: int | None


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What the page goes by; `wait` is seconds between syncs."""

    amend: str
    prices: bool
    wifi_only: bool
    edge: int
    auto_shift: bool
    wait: int
    language: str


@dataclass(frozen=True, slots=True)
class Lists:
    """What is the same for every job."""

    tag: str
    reasons: tuple[ListedReason, ...]
    forms: tuple[ListedForm, ...]
    items: tuple[ListedItem, ...]
    settings: PageSettings
    company: FieldCompany
