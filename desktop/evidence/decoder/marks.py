"""What tells saved pages and chats from other texts: used by the host to choose a reader and by the readers themselves.

Octets are compared, never interpreted, so this may run where the keys are.
"""

from __future__ import annotations

import re

_OPENING = re.compile(
    rb"(?i)<(div|p|table|span|h[1-6]|ul|ol|font|center|article|section|meta|style|title|a|b|img|br)[\s/>]"
)
_CLOSING = re.compile(rb"(?i)</(div|p|table|tr|td|span|h[1-6]|ul|ol|li|font|center|article|section|a|b|style)>")
_SAVER = re.compile(rb"(?im)^from:\s*\"?<?saved by ")
_RELATED = re.compile(rb"(?ims)^content-type:\s*multipart/related;.{0,400}?type=\"?(text/html|application/xhtml\+xml)")
_PLAIN_MAIL = re.compile(rb"(?im)^(received|to|delivered-to|return-path):")
_MESSAGES = re.compile(rb"\"messages\"\s*:\s*\[")
_CHATS = re.compile(rb"\"chats\"\s*:\s*\{")
_TYPES = (
    b"personal_chat", b"private_group", b"private_supergroup", b"public_supergroup", b"private_channel",
    b"public_channel", b"saved_messages", b"bot_chat", b"verification_codes", b"replies",
)  # fmt: skip
_KIND = re.compile(rb"\"type\"\s*:\s*\"(" + b"|".join(_TYPES) + rb")\"")

# a WhatsApp message begins with its moment: `12.03.2024, 14:05 - `, `[12.03.24, 14:05:33] `, `3/12/24, 2:05 PM - `
MOMENT = (
    r"(?P<open>\[)?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?[\s\u202f\u00a0]{1,2}"
    r"(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f\u00a0]?[AaPp]\.?[\s\u00a0]?[Mm]\.?)?)"
    r"(?(open)\]| [-–])[\s\u00a0]"
)
_WHATSAPP = re.compile("^[\u200e\u200f\ufeff]*" + MOMENT)
_ATTACHED = re.compile(r"(\S[^\n]{0,200}\.[A-Za-z0-9]{2,5}) \([^()\n]{4,40}\)")
_SPEAKS = re.compile("^[\u200e\u200f\ufeff]*" + MOMENT + "[^:\n]{1,80}: ")


def fragment(head: bytes) -> bool:
    """A piece of a web page without its frame: it begins with an element of HTML and closes a few."""
    return bool(_OPENING.match(head)) and len(_CLOSING.findall(head)) >= 3


def mhtml(head: bytes) -> bool:
    """A web archive: headers of its saver, or one HTML page with what belongs to it and no way through the mail."""
    top = re.split(rb"\r?\n\r?\n", head[:8192], maxsplit=1)[0]
    if not re.search(rb"(?im)^(mime-version|content-type):", top):
        return False
    if _SAVER.search(top) or re.search(rb"(?im)^snapshot-content-location:", top):
        return True
    return bool(_RELATED.search(top)) and not _PLAIN_MAIL.search(top)


def telegram_json(head: bytes) -> bool:
    """`result.json` of Telegram Desktop: one chat, or all of them in a list."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{"):
        return False
    if _MESSAGES.search(start) and _KIND.search(start):
        return True
    return bool(_CHATS.search(start)) and b'"list"' in start


def telegram_html(head: bytes) -> bool:
    """`messages.html` of Telegram Desktop."""
    return b"page_wrap" in head and b'class="history"' in head and b'class="message ' in head


def moment(line: str) -> tuple[str, str] | None:
    """(date and time as written, what follows) of a line that begins a message; None for any other line."""
    found = _WHATSAPP.match(line[:2_000])
    if found is None:
        return None
    return f"{found['date']}, {found['time']}", line[found.end() :]


def attached(line: str) -> str:
    """The name of a file that a line of a message stands for: `<attached: 1.jpg>`, `1.jpg (file attached)`."""
    bare = line.strip("\u200e\u200f ")
    if bare.startswith("<") and bare.endswith(">") and ": " in bare[:40] and "." in bare:
        return bare[1:-1].split(": ", 1)[1]
    found = _ATTACHED.fullmatch(bare)
    return found[1] if found is not None else ""


def whatsapp(head: bytes) -> bool:
    """A chat that WhatsApp wrote as a text: it begins with a moment, and somebody speaks in its first lines."""
    lines = head[:16384].decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:60]
    lines = [line for line in lines if line.strip()]
    if not lines or not _WHATSAPP.match(lines[0]):
        return False
    moments = sum(1 for line in lines if _WHATSAPP.match(line))
    return moments >= 2 and any(_SPEAKS.match(line) for line in lines)
