"""Word lists: plain text files beside the code, one entry a line, `#` starts a comment."""

from functools import cache
from importlib.resources import files


@cache
def entries(package: str, path: str) -> tuple[str, ...]:
    """The entries of `path` within an installed package, in the file's order, comments left out."""
    lines = files(package).joinpath(path).read_text("utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))


@cache
def words(path: str) -> frozenset[str]:
    """The entries of one of this package's own lists."""
    return frozenset(entries("assistant.language", f"data/{path}"))
