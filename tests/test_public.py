"""The public face stays small and sorted."""

from __future__ import annotations

import types

import rawi


def test_public_names() -> None:
    """Every public name is listed once, and every listed name exists."""
    assert len(rawi.__all__) == len(set(rawi.__all__))
    public = {name for name in vars(rawi) if not name.startswith("_") and not isinstance(vars(rawi)[name], types.ModuleType)}
    assert public == set(rawi.__all__)
