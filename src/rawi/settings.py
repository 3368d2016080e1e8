"""One table of settings: it feeds the command line's help, the environment variables and ``docs/settings.md``.

A setting is read from the environment variable ``RAWI_<NAME>`` where the command line does not give it.
"""

from __future__ import annotations

import os
from typing import Final, Literal, NamedTuple

from rawi.errors import UsageError


class Setting(NamedTuple):
    """A name, what values it takes, what it is when nobody sets it, and what it does."""

    name: str
    choices: tuple[str, ...]
    default: str
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"RAWI_{self.name.upper()}"


SETTINGS: Final = (
    Setting(
        "bidi",
        ("auto", "terminal", "visual"),
        "auto",
        "Who puts Arabic in order on the screen: the terminal itself, or rawi (visual) for terminals without right-to-left support.",
    ),
    Setting(
        "archive", (), "archive.rawi", "The archive that commands keep pages in and look into: a file, or postgresql://… for a server."
    ),
    Setting("language", ("en", "ar"), "en", "The language of error messages."),
    Setting("offline", ("no", "yes"), "no", "Whether rawi keeps from opening any connection; everything but fetching works."),
    Setting("shared", (), "", "The folder with test data and gold that tests and benchmarks read, if it is not ../shared."),
)


def get(name: str) -> str:
    """The value of a setting.

    Raises:
        UsageError: the environment gives a value that the setting does not take.
    """
    setting = next(setting for setting in SETTINGS if setting.name == name)
    value = os.environ.get(setting.variable) or setting.default
    if setting.choices and value not in setting.choices:
        raise UsageError("bad-option", f"{setting.variable}={value}", f"it takes {', '.join(setting.choices)}")
    return value


def check() -> None:
    """Look at every setting before anything is done.

    Raises:
        UsageError: the environment gives a value that a setting does not take.
    """
    for setting in SETTINGS:
        get(setting.name)


Bidi = Literal["auto", "terminal", "visual"]
