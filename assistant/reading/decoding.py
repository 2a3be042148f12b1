"""Bytes to characters, and nothing else: no newline is changed and nothing is normalised."""

import codecs
import re

from assistant.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
# In the order of preference where a file could as well be in one as in another: what newsroom systems of
# old wrote. The names that HTML declares for them are read as the WHATWG encoding standard has it.
_LEGACY = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r",
           "cp932", "euc_jp", "gb18030", "big5", "cp949")  # fmt: skip
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
              "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}  # fmt: skip
_DECLARABLE = re.compile(r"(?:utf-8|iso8859|cp\d|koi8|shift_jis|euc_|gb|big5|mac|ascii|tis-620)")
_DECLARED = re.compile(
    rb"(?:<meta[^>]{1,200}?charset\s*=\s*[\"']?|<\?xml[^>]{1,80}?encoding=[\"'])([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 4_096
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, name: str) -> str:
    """The text of a file: by byte order mark, strict UTF-8, HTML or XML declaration, or detection.

    A byte order mark belongs to the encoding and is not part of the text. Raises InputError for what
    is no text, such as images and office documents.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name}: {_expected()}, got {what}; export it as text first")
    text = _decoded(data)
    if text is None:
        raise InputError(f"{name}: {_expected()} in a known encoding, could not decode it; save it as UTF-8")
    if "\0" in text or len(_CONTROL.findall(text)) * 50 > len(text):
        raise InputError(f"{name}: {_expected()}, got binary data; export it as text first")
    return text


def _expected() -> str:
    return "expected text, Markdown, HTML or JSON"


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    for guess in (_wide(data), "utf-8", _declared(data)):
        text = _strictly(data, guess) if guess else None
        if text is not None:
            return text
    return _detected(data) if b"\0" not in data else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except ValueError:
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows in NULs at every other place, as far as the text is in Latin letters."""
    head = data[:_HEAD]
    low, high = head[0::2].count(0), head[1::2].count(0)
    if len(data) % 2 == 0 and max(low, high) * 4 > len(head) and min(low, high) * 20 <= len(head):
        return "utf-16-be" if low > high else "utf-16-le"
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _HEAD)
    if not found:
        return None
    try:
        encoding = codecs.lookup(found.group(1).decode("ascii")).name
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(encoding, encoding) if _DECLARABLE.match(encoding) else None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    # Each alone, for asked for all at once the detector stops at the first that will do; and coherence only
    # roughly, so that near ties go to the encoding more in use (a short Czech or Turkish file may lose).
    found = [match for encoding in _LEGACY if (match := from_bytes(data, cp_isolation=[encoding]).best())]
    best = min(found, key=lambda match: (match.chaos, -round(match.coherence, 1)), default=None)
    return _strictly(data, best.encoding) if best else None
