"""What can be wrong with a call. What is wrong with a page is a ``Problem`` on the page instead.

    RawiError
    ├── UsageError        the call itself is wrong: an option, a missing extra
    ├── SourceError       the input cannot be had: no such file, unreadable, refused, unreachable
    │   └── FetchError    … from the network
    ├── EvidenceError     what was kept is not what was got
    └── ArchiveError      the archive cannot be opened, read or written

Each has a ``code`` (stable, documented in ``docs/errors.md``), a ``subject`` (the file, address or option concerned) and a hint, in English
and in Arabic. The sentences live in ``data/errors.tsv``; a code without a row there does not exist.
"""

from __future__ import annotations

from functools import cache

from rawi.data import table


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("errors")}


class RawiError(Exception):
    """The root of every error that rawi raises on purpose.

    Args:
        code: the row of ``data/errors.tsv`` which says what happened and what to do.
        subject: the file, address, option or value concerned.
        detail: what the system or a library said, if anything.
    """

    def __init__(self, code: str, subject: object = "", detail: object = "") -> None:
        self.code = code
        self.subject = str(subject)
        self.detail = str(detail)
        super().__init__(code, self.subject, self.detail)

    @property
    def message(self) -> str:
        """What happened, in one English line."""
        return self._say("message")

    @property
    def hint(self) -> str:
        """What to do, in one English line."""
        return self._say("hint")

    @property
    def message_ar(self) -> str:
        """What happened, in one Arabic line."""
        return self._say("message_ar")

    @property
    def hint_ar(self) -> str:
        """What to do, in one Arabic line."""
        return self._say("hint_ar")

    def _say(self, column: str) -> str:
        return _sentences()[self.code][column].replace("{subject}", self.subject).replace("{detail}", self.detail)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(RawiError):
    """The call itself is wrong."""


class SourceError(RawiError):
    """The input cannot be had."""


class FetchError(SourceError):
    """The input cannot be had from the network."""


class EvidenceError(RawiError):
    """What was kept is not what was got."""


class ArchiveError(RawiError):
    """The archive cannot be opened, read or written."""
