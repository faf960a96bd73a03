"""Phone numbers: checked and formatted by Google's rules (the phonenumbers library, loaded when first used)."""

from functools import lru_cache

from industrack_core.domain.outcomes import Finding, FindingKind, Weight

_OF_A_TOWN = 7
"""So many digits have most numbers without their area."""


def phone_finding(text: str, country: str, field: str = "phone") -> Finding | None:
    """What is wrong with a number: it stops when it can be none at all, and tells when nobody has such a one.

    `country` (ISO 3166) says how a number without a country code is read; without it only `+` numbers are judged.
    """
    said = text.strip()
    if not said or (not country and not said.startswith("+")):
        return None
    verdict = _verdict(said, country)
    if verdict in ("valid", "local"):
        return None
    if verdict == "possible":
        return Finding(FindingKind.PHONE, Weight.TELLS, f"No phone has the number {said}: a digit may be wrong.", field)
    example = _example(country)
    hint = f" Type for example {example}." if example else ""
    return Finding(FindingKind.PHONE, Weight.STOPS, f"{said!r} is no phone number.{hint}", field)


def formatted(text: str, country: str) -> str:
    """The number as people of the country write it, foreign ones with their code; what is not valid stays as it is."""
    said = text.strip()
    if not said or (not country and not said.startswith("+")) or _verdict(said, country) != "valid":
        return said
    import phonenumbers

    number = phonenumbers.parse(said, country or None)
    home = country and number.country_code == phonenumbers.country_code_for_region(country)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))


@lru_cache(maxsize=1024)
def _verdict(text: str, country: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return "impossible"
    if phonenumbers.is_valid_number(number):
        return "valid"
    reason, results = phonenumbers.is_possible_number_with_reason(number), phonenumbers.ValidationResult
    if reason == results.IS_POSSIBLE_LOCAL_ONLY or _is_local(text):
        return "local"
    return "possible" if reason == results.IS_POSSIBLE else "impossible"


def _is_local(text: str) -> bool:
    """Whether a number has as few digits as one that is dialed within a town: nobody can say that it is wrong."""
    return text[0] not in "+0" and sum(char.isdecimal() for char in text) == _OF_A_TOWN


@lru_cache(maxsize=64)
def _example(country: str) -> str:
    import phonenumbers

    number = phonenumbers.example_number(country) if country else None
    if number is None:
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


@lru_cache(maxsize=64)
def is_country(text: str) -> bool:
    """Whether a country of that name (ISO 3166, two letters) has phone numbers that are known."""
    import phonenumbers

    return text.upper() in phonenumbers.SUPPORTED_REGIONS
