"""The JSON record: a reading, whole, one object a line.

Every span in it is ``[start, end)`` in code points of ``page.text``, so ``page.text[start:end]`` gives the words of any mark. The JSON
Schema (draft 2020-12) comes from the same declarations as the values themselves; ``docs/record.md`` describes the fields.
"""

from __future__ import annotations

from typing import Any

import msgspec

from rawi.model import Reading

_encoder = msgspec.json.Encoder(order="deterministic")


def encode(reading: Reading) -> bytes:
    """A reading as one line of JSON (UTF-8), the same bytes for the same reading on any machine."""
    return _encoder.encode(reading)


def decode(line: bytes) -> Reading:
    """The reading that ``encode`` made ``line`` of.

    Raises:
        msgspec.ValidationError: the line is not a record of this version.
    """
    return msgspec.json.decode(line, type=Reading)


def schema() -> dict[str, Any]:
    """The JSON Schema of the record."""
    return msgspec.json.schema(Reading)
