"""What stands above every paper of the company: its name, where it is found, its tax number, its logo."""

from industrack_core.desk.desk import Desk
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import AttachmentError
from industrack_core.domain.records.job_parts import AttachmentKind


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The company as a paper shows it; `logo` is a picture's content, empty for none."""

    name: str
    lines: tuple[str, ...] = ()
    logo: bytes = b""


def letterhead(desk: Desk) -> Letterhead:
    """The company's letterhead; a logo whose content is gone is left away. Raises DatabaseError."""
    company = desk.office().company
    tax = f"Tax number {company.tax_number}" if company.tax_number else ""
    reached = " · ".join(part for part in (company.phone, company.email) if part)
    picture = next((each for each in company.logo if each.kind is AttachmentKind.FILE), None)
    content = b""
    if picture is not None:
        try:
            content = desk.attachment_bytes(picture)
        except AttachmentError:
            content = b"gone"  # is no picture, which the paper says
    lines = (*company.address.split("\n"), reached, tax)
    return Letterhead(company.name, tuple(" ".join(line.split()) for line in lines if line.strip()), content)
