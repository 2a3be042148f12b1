"""Text made safe to show: what came from an article, a model or a page is never a command to a terminal."""

import re

_C0 = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "␡"}
_C1 = {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
_LINES = {0x2028: "\\u2028", 0x2029: "\\u2029"}
_ORDERING = {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_SHOWN = str.maketrans(_C0 | _C1 | _LINES | _ORDERING)
_LONE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text with control and reordering characters as visible signs. Line ends and tabs stay."""
    return encodable(text.replace("\r\n", "\n")).translate(_SHOWN)


def one_line(text: str) -> str:
    """The same on one line, with white space of any length as one blank."""
    return flat(text).strip(" ")


def flat(text: str) -> str:
    """The same, with a blank at either end where there was one."""
    return visible(_BLANK.sub(" ", text))


def encodable(text: str) -> str:
    """The text with lone surrogates, which no file can hold, as replacement characters."""
    return _LONE.sub("\ufffd", text)


def shortened(text: str, most: int) -> str:
    """At most that many characters, with an ellipsis where some are missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
