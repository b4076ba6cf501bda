"""Tells which raw reports came twice: the same bytes, or the same message by another way; pure."""

import hashlib
import re

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_MESSAGE_ID = re.compile(rb"^message-id[ \t]*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST_HEADERS = 256_000  # bytes looked at for the Message-ID


def is_xarf(data: bytes) -> bool:
    """Whether the bytes are JSON and no mail: a mail never begins with a bracket."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def fingerprint(data: bytes) -> str:
    """Returns a digest that is equal for equal bytes, however lines end.

    A mail with a Message-ID also equals its copy that came by another way, with other transport headers above the same
    body. A Message-ID alone is not enough: programs that write the same one into every mail would lose all but one.
    """
    lines = data.replace(b"\r\n", b"\n")
    if not is_xarf(data) and (ends := _HEADERS_END.search(data[:_MOST_HEADERS])):
        headers, body = data[: ends.start()], data[ends.end() :]
        if named := _MESSAGE_ID.search(headers):
            lines = b"message\0" + named[1] + b"\0" + body.replace(b"\r\n", b"\n").rstrip()
    return hashlib.sha256(lines).hexdigest()
