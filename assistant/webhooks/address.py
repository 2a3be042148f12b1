"""Which addresses may be called: what the settings allow, and nothing that a name pretends to be.

A name says nothing: what it resolves to is checked, and the connection goes to just that address, so that
a name which resolves otherwise a moment later leads nowhere else.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from assistant.config.service import HTTPS, Network, named
from assistant.errors import InputError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Iterable[str]]

LONGEST = 2000
_PORTS = {"http": 80, "https": HTTPS}
_NETWORKS = (IPv4Network, IPv6Network)
_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")
_TUNNELS_AND_EXAMPLES = tuple(map(IPv6Network, ("2002::/16", "2001::/32", "3fff::/20")))
_REFUSED = (
    "expected an address that `service.webhooks.allow` lets be called: https on a host that it names, or http "
    "or https inside a network that it names; without user, password and fragment"
)


class NotFoundError(InputError):
    """The name has no address, at least now."""


def parsed(text: str) -> httpx.URL:
    """The address as it will be called. Raises InputError for what is no address of the web."""
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        raise InputError(_REFUSED) from None
    plain = url.scheme in _PORTS and url.host and not (url.userinfo or url.fragment or "%" in url.host)
    if len(text) > LONGEST or not plain or not text.isascii() or port_of(url) not in range(1, 2**16):
        raise InputError(_REFUSED)
    return url


def resolved(host: str, port: int) -> Iterable[str]:
    """What a name resolves to now. Blocks. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def port_of(url: httpx.URL) -> int:
    """The port that is called."""
    return _PORTS[url.scheme] if url.port is None else url.port


@dataclass(frozen=True)
class AllowList:
    """What the settings allow. An address that is not public is called only if a named network holds it."""

    entries: tuple[str, ...]

    def verify(self, url: httpx.URL, resolve: Resolve = resolved) -> None:
        """Raise InputError unless the address may be called, as far as can be told now. Blocks."""
        try:
            self.address_of(url, resolve)
        except NotFoundError:
            if not self._names(url):
                raise InputError(_REFUSED) from None

    def address_of(self, url: httpx.URL, resolve: Resolve = resolved) -> Address:
        """The address to connect to. Blocks. Raises InputError if none is allowed, NotFoundError if none is."""
        try:
            texts = resolve(url.raw_host.decode("ascii"), port_of(url))
            found = [ip_address(text.partition("%")[0]) for text in texts]
        except (OSError, UnicodeError, ValueError):
            raise NotFoundError("the host was not found") from None
        allowed = next((address for address in found if self._permits(url, address)), None)
        if allowed is None:
            raise InputError(_REFUSED)
        return allowed

    def _permits(self, url: httpx.URL, address: Address) -> bool:
        meant = _meant(address)
        if any(meant in network for network in self._networks):
            return True
        return url.scheme == "https" and self._names(url) and _is_public(meant)

    def _names(self, url: httpx.URL) -> bool:
        host = url.raw_host.decode("ascii").removesuffix(".")
        return url.scheme == "https" and (host, port_of(url)) in self._hosts

    @cached_property
    def _networks(self) -> tuple[Network, ...]:
        return tuple(found for found in map(named, self.entries) if isinstance(found, _NETWORKS))

    @cached_property
    def _hosts(self) -> frozenset[tuple[str, int]]:
        return frozenset(found for found in map(named, self.entries) if isinstance(found, tuple))


def _meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return address.is_global and not (address.is_multicast or address.is_reserved)
    return (
        address.is_global
        and address in _UNICAST
        and not any(address in network for network in _TUNNELS_AND_EXAMPLES)
    )
