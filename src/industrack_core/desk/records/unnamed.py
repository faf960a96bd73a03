"""A company of which nobody has said yet whose it is. Asked at every start, so it loads nothing else."""

from industrack_core.domain.records.office import Company

UNNAMED = "My company"


def is_unnamed(company: Company) -> bool:
    """Whether it is as the machine suggested it."""
    return company.name == UNNAMED and company.version <= 1
