"""The guard: nothing that rawi fetches can reach the network that rawi runs in.

A host is resolved once, every address that the answer holds is judged, and the connection goes to a judged address, under the
original host name (``Host`` and SNI). The spelling of a host is never judged: ``2130706433``, ``0x7f000001`` and circled digits all mean
127.0.0.1 to a resolver while ``ipaddress`` refuses to read them; and a name that is resolved twice can answer twice.
"""

from __future__ import annotations

import socket
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from rawi.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rawi.sources.address import Address

Result = TypeVar("Result")

FAMILY: Final = {4: socket.AF_INET, 6: socket.AF_INET6}

NOT_PUBLIC: Final = tuple(
    ip_network(net)
    for net in (
        # IANA's special-purpose registries; the standard library's ``is_global`` differs between Python versions and lets some pass
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "3fff::/20",
    )
)  # fmt: skip
"""Ranges that are no public address, whatever the library says."""

GLOBAL_6: Final = IPv6Network("2000::/3")
"""All that is handed out as global unicast so far; anything else of IPv6 is refused unless it carries a public IPv4 address."""

CARRIERS: Final = ((IPv6Network("64:ff9b::/96"), 0), (IPv6Network("2002::/16"), 80), (IPv6Network("::ffff:0:0/96"), 0))
"""NAT64, 6to4 and IPv4-mapped: the network, and how many bits stand right of the IPv4 address inside."""

TEREDO: Final = IPv6Network("2001::/32")


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the system's resolver answers: addresses as text."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Guard:
    """Decides which addresses may be connected to, and connects.

    Args:
        allowed: networks let through although they are not public. For tests against a server on this machine; no setting reaches it.
        resolver: turns a host and a port into addresses.
    """

    allowed: tuple[IPv4Network | IPv6Network, ...] = ()
    resolver: Callable[[str, int], Sequence[str]] = system_resolver

    def connect(self, address: Address, seconds: float) -> tuple[socket.socket, str]:
        """A connected socket and the address at its other end.

        Raises:
            FetchError: ``no-such-host``, ``address-refused``, ``unreachable``, ``took-too-long``.
        """
        last: OSError | None = None
        for found in self.addresses(address, seconds):
            sock = socket.socket(FAMILY[found.version], socket.SOCK_STREAM)
            sock.settimeout(seconds)
            try:
                sock.connect((str(found), address.port))
            except OSError as error:
                sock.close()
                last = error
            else:
                return sock, str(found)
        if isinstance(last, TimeoutError):
            raise FetchError("took-too-long", address.url, "no connection")
        raise FetchError("unreachable", address.url, last.strerror if last else "")

    def addresses(self, address: Address, seconds: float) -> list[IPv4Address | IPv6Address]:
        """Every address of the host, each of them one that may be connected to.

        A single refused address refuses the host: no honest outlet mixes public and private answers, a rebinding one does.

        Raises:
            FetchError: ``no-such-host``, ``address-refused``, ``took-too-long``.
        """
        try:
            answers = dict.fromkeys(within(seconds, lambda: self.resolver(address.host, address.port)))
        except TimeoutError:
            raise FetchError("took-too-long", address.url, "the host name was not resolved") from None
        except (OSError, UnicodeError):
            raise FetchError("no-such-host", address.url, address.host) from None
        found = [ip_address(answer.partition("%")[0]) for answer in answers]
        if not found:
            raise FetchError("no-such-host", address.url, address.host)
        for each in found:
            if not is_public(each) and not any(each in net for net in self.allowed):
                raise FetchError("address-refused", address.url, each)
        return found


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address lies in the public network, seen through every form in which IPv6 carries an IPv4 address."""
    if isinstance(address, IPv6Address):
        carried = carried_by(address)
        if carried:
            return all(map(is_public, carried))
        if address not in GLOBAL_6:
            return False
    if any(address in net for net in NOT_PUBLIC):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def carried_by(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses inside an IPv6 one: NAT64, 6to4, IPv4-mapped, Teredo (whose server and client must both be fit to be seen)."""
    if address in TEREDO and address.teredo:
        return address.teredo
    return tuple(IPv4Address(int(address) >> shift & 0xFFFFFFFF) for net, shift in CARRIERS if address in net)


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What ``work`` returns, if it does so in time; it may go on in the background (the system's resolver can't be stopped).

    Raises:
        TimeoutError: it took longer.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001 - handed to the caller, who waits for it
            future.set_exception(error)

    Thread(target=run, daemon=True, name="resolver").start()
    return future.result(seconds)
