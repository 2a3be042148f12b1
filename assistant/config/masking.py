"""Which parameters of a deployment are secret, and how they are masked: at any depth, by name and by form."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import SecretStr

_SECRET = re.compile(r"key|secret|token|passw|credential|auth|cookie|signature", re.IGNORECASE)
_COUNT = re.compile(r"tokens$|_per_", re.IGNORECASE)
_SCHEME = re.compile(r"(?:bearer|basic|token|apikey)\s+(\S+)\s*", re.IGNORECASE)
_USERINFO = re.compile(r"//([^/@]{1,400})@")


def is_secret(name: str) -> bool:
    """Whether what has this name is a key, token, password or the like, not a count or price of tokens."""
    return bool(_SECRET.search(name)) and not _COUNT.search(name)


def without_password(address: str) -> str:
    """The address without user and password."""
    return _USERINFO.sub("//", address)


def masked(value: Any, *, secret: bool = False) -> Any:  # noqa: ANN401 - a value as YAML has it
    """The value with every text masked that is secret by its name, or is an address with a password."""
    match value:
        case str() if value and (secret or _USERINFO.search(value)):
            return SecretStr(value)
        case dict():
            return {
                name: masked(inner, secret=secret or is_secret(str(name))) for name, inner in value.items()
            }
        case list():
            return [masked(inner, secret=secret) for inner in value]
    return value


def revealed(value: Any) -> Any:  # noqa: ANN401
    """The value in the clear."""
    match value:
        case SecretStr():
            return value.get_secret_value()
        case dict():
            return {name: revealed(inner) for name, inner in value.items()}
        case list():
            return [revealed(inner) for inner in value]
    return value


def secrets(value: object) -> Iterator[str]:
    """Every masked text in the clear, and the password or token within an address or a header."""
    for leaf in _leaves(value):
        if isinstance(leaf, SecretStr):
            text = leaf.get_secret_value()
            yield text
            if scheme := _SCHEME.fullmatch(text):
                yield scheme[1]
            for user in _USERINFO.findall(text):
                name, _, password = user.partition(":")
                yield password or name


def texts(value: object) -> Iterator[str]:
    """Every text that is not masked."""
    return (leaf for leaf in _leaves(value) if isinstance(leaf, str))


def _leaves(value: object) -> Iterator[object]:
    match value:
        case dict():
            for inner in value.values():
                yield from _leaves(inner)
        case list():
            for inner in value:
                yield from _leaves(inner)
        case _:
            yield value
