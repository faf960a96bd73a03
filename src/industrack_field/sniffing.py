"""What a file is, by its first bytes. Nothing of it is decoded."""

PICTURES = ("image/jpeg", "image/png", "image/webp")
PDF = "application/pdf"
ANYTHING = "application/octet-stream"
FIRST_BYTES = 12
"""As many as must be looked at."""


def type_of(first: bytes) -> str:
    """The type of a content that begins so; ANYTHING for what is none of ours."""
    if first.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if first.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return "image/webp"
    if first.startswith(b"%PDF-"):
        return PDF
    return ANYTHING
