"""Headers of answers, in one place: what a browser may do with what it gets."""

from industrack_field.shell import POLICY

NO_STORE = {"Cache-Control": "no-store"}
"""Of everything but the shell: nothing that is said is kept on the way."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Of every answer."""
OF_THE_SHELL = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
OF_DATA = {**NO_STORE, "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'"}
"""Of answers and contents: a browser that is led to one runs nothing of it."""
RAW_ALWAYS = [(name.lower().encode(), value.encode()) for name, value in ALWAYS.items()]
