"""What `/…` may be: looked up by its name or the beginning of it, with a suggestion for a typo."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.cli.chat.work import Work
from assistant.errors import InputError

Run = Callable[[Work, str], Awaitable[None]]
Offers = Callable[[Work], Iterable[str]]


def _nothing(_: Work) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Command:
    """One command. `takes` is what may follow its name, `offers` are completions for that."""

    name: str
    takes: str
    about: str
    run: Run
    offers: Offers = _nothing

    @property
    def usage(self) -> str:
        """How it is typed."""
        return f"/{self.name} {self.takes}".rstrip()


def find(commands: Iterable[Command], name: str) -> Command:
    """The command of that name, or the only one that begins so. Raises InputError with a suggestion."""
    by_name = {command.name: command for command in commands}
    low = name.lower()
    if low in by_name:
        return by_name[low]
    begun = [known for known in by_name if low and known.startswith(low)]
    if len(begun) == 1:
        return by_name[begun[0]]
    if begun:
        raise InputError(f"/{name} could be {_listed(begun)}")
    close = get_close_matches(low, by_name, n=1, cutoff=0.5)
    hint = f"did you mean /{close[0]}?" if close else "/help lists the commands"
    raise InputError(f"there is no /{name}; {hint}")


def split(line: str) -> tuple[str, str]:
    """The name of a command and what follows it."""
    name, _, rest = line.removeprefix("/").partition(" ")
    first, newline, more = name.partition("\n")
    return first, (f"{more} {rest}" if newline else rest).strip()


def numbers(text: str) -> tuple[list[int], str]:
    """The numbers that a text begins with (`3`, `3,4`, `3-5`), and what follows. Raises InputError."""
    found: list[int] = []
    rest = text.strip()
    while rest:
        word, _, after = rest.partition(" ")
        if not (parts := _range(word.rstrip(","))):
            break
        found += parts
        rest = after.strip()
    if not found:
        raise InputError(f"expected a number of what was last listed, got {text.strip()[:40] or 'nothing'}")
    return list(dict.fromkeys(found)), rest


def number(text: str) -> tuple[int, str]:
    """The one number that a text begins with, and what follows. Raises InputError."""
    word, _, rest = text.strip().partition(" ")
    if not (word.isascii() and word.isdigit()):
        raise InputError(f"expected a number of what was last listed, got {word[:40] or 'nothing'}")
    return int(word[:6]), rest.strip()


_MOST = 200


def _range(word: str) -> list[int]:
    found: list[int] = []
    for part in word.split(","):
        low, dash, high = part.partition("-")
        if not (low.isascii() and low.isdigit() and (not dash or (high.isascii() and high.isdigit()))):
            return []
        first, last = int(low[:6]), int((high or low)[:6])
        if last - first >= _MOST:
            raise InputError(f"expected at most {_MOST} numbers at once, got {word}")
        found += range(first, last + 1)
    return found


def _listed(names: list[str]) -> str:
    *most, last = (f"/{name}" for name in names)
    return f"{', '.join(most)} or {last}" if most else last
