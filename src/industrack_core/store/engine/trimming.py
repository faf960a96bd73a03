"""Giving memory back to the system that was needed for a while."""

from ctypes import CDLL


def give_back() -> None:
    """Give back what is free: the C library keeps it for later, and a page cache is all pieces. Takes a millisecond.

    Where it cannot be told so (`malloc_trim(3)` is glibc's), nothing happens.
    """
    trim = getattr(CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
