"""What a refusal says at the fields of a form."""

from collections.abc import Collection, Sequence

from industrack_core.domain.outcomes import Finding


def problems_at(findings: Sequence[Finding], shown: Collection[str]) -> tuple[dict[str, str], str]:
    """The findings as sentences by field name, for fields that are `shown`, and all others in one text.

    What is wrong with an entry's attribute that has no cell of its own is said at the entry.
    """
    at_fields: dict[str, str] = {}
    elsewhere = []
    for finding in findings:
        name = next((each for each in _ways_to(finding.field) if each in shown), None)
        if name is None:
            elsewhere.append(finding.text)
        else:
            at_fields[name] = " ".join(part for part in (at_fields.get(name, ""), finding.text) if part)
    return at_fields, " ".join(elsewhere)


def _ways_to(field: str) -> list[str]:
    parts = field.split(".")
    ways = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return [each for way in ways for each in (way, f"{way}.add")]
