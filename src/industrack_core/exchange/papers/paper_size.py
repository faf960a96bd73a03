"""How large paper is, country by country."""

_LETTER_COUNTRIES = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""Where paper is Letter (CLDR, measurement data); it is A4 everywhere else."""


def is_letter(country: str) -> bool:
    """Whether a country (two letters) cuts its paper to Letter; A4 is for all others, and where none is known."""
    return country.upper() in _LETTER_COUNTRIES
