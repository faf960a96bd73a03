"""One message on its way, by apprise (extra `notify`), which is loaded with the first one."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from industrack_core.domain.field.messages import told_address
from industrack_core.domain.text.text import clean_line

_NEEDED = "Messages need the extra notify where the gateway runs: pip install 'industrack[notify]'."
_STAMP = re.compile(r"^.*? - (?:WARNING|ERROR) - ", re.MULTILINE)
_LONGEST = 160


def send_message(address: str, title: str, text: str, ways: Mapping[str, str]) -> str:
    """Send a text to an address; answers why it could not be sent, in a sentence, or nothing. Blocks."""
    try:
        import apprise
    except ModuleNotFoundError:
        return _NEEDED
    url = _url(address, ways)
    if not url:
        return f"field.toml has no way {address.partition(':')[0]} under [ways]."
    # nothing of a message is kept on the disk, and no network is asked for pictures
    asset = apprise.AppriseAsset(storage_mode=apprise.PersistentStoreMode.MEMORY, image_url_mask="")
    way = apprise.Apprise(asset=asset)
    if not way.add(url):
        return f"The address {told_address(address)} is none that apprise knows."
    with apprise.LogCapture(level=apprise.logging.WARNING) as log:
        # said as text: without that apprise takes what people typed for HTML
        if way.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT):
            return ""
        return _reason(log.getvalue(), told_address(address))


def _url(address: str, ways: Mapping[str, str]) -> str:
    """The address of apprise; for `mail:ana@example.com` the way `mail`, to there."""
    if "://" in address:
        return address
    name, _, to = address.partition(":")
    return ways[name.lower()].replace("{to}", quote(to, safe="@+")) if name.lower() in ways else ""


def _reason(logged: str, whereto: str) -> str:
    """The last warning, without its time."""
    lines = [_STAMP.sub("", line) for line in logged.splitlines() if line.strip()]
    return clean_line(lines[-1] if lines else f"{whereto} did not take it.", _LONGEST)
