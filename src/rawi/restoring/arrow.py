"""Restoring as an Arrow function, ``RecordBatch`` → ``RecordBatch``, which pandas, Polars, DuckDB and Spark can call.

It needs the extra ``rawi[arrow]``. The column given stays as it was; two columns are added: ``<column>_restored``, the text with its masked
words restored, and ``<column>_restorations``, a list of what was restored.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from rawi.errors import UsageError
from rawi.restoring.restored import restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from rawi.model import Restoration
    from rawi.restoring.lexicon import Lexicon

TEXT = "text"
"""The column that is read unless another is named."""


def restorations_type() -> pa.DataType:
    """The Arrow type of one cell of ``<column>_restorations``; ``start`` and ``end`` count code points of the text as given."""
    arrow = _arrow()
    return arrow.list_(
        arrow.struct(
            [
                ("start", arrow.int64()),
                ("end", arrow.int64()),
                ("found", arrow.string()),
                ("restored", arrow.string()),
                ("device", arrow.string()),
                ("score", arrow.float64()),
            ]
        )
    )


def restored_schema(schema: pa.Schema, column: str = TEXT) -> pa.Schema:
    """The schema of what ``restore_batch`` gives for batches of ``schema``."""
    arrow = _arrow()
    found = schema.field(column).type
    return schema.append(arrow.field(f"{column}_restored", found)).append(arrow.field(f"{column}_restorations", restorations_type()))


def restore_batch(batch: pa.RecordBatch, column: str = TEXT, *, lexicon: Lexicon | None = None) -> pa.RecordBatch:
    """``batch`` with the masked words of ``column`` restored in a column beside it; a null cell stays null.

    Raises:
        UsageError: there is no such column, or pyarrow is not installed.
    """
    arrow = _arrow()
    if column not in batch.schema.names:
        raise UsageError("bad-option", f"column {column}", f"the table has {', '.join(batch.schema.names)}")
    schema = restored_schema(batch.schema, column)
    texts: list[str | None] = []
    marks: list[list[dict[str, Any]] | None] = []
    for text in batch.column(column).to_pylist():
        restored = None if text is None else restore(text, lexicon=lexicon)
        texts.append(restored.text if restored else None)
        marks.append([_struct(mark) for mark in restored.restorations] if restored else None)
    columns = [*batch.columns, arrow.array(texts, schema.field(-2).type), arrow.array(marks, schema.field(-1).type)]
    return arrow.RecordBatch.from_arrays(columns, schema=schema)


def restore_batches(batches: Iterable[pa.RecordBatch], column: str = TEXT) -> Iterator[pa.RecordBatch]:
    """``restore_batch`` over a stream of batches, one at a time: what Spark's ``mapInArrow`` takes."""
    for batch in batches:
        yield restore_batch(batch, column)


def _struct(mark: Restoration) -> dict[str, Any]:
    start, end = mark.span.start, mark.span.end
    return {
        "start": start,
        "end": end,
        "found": mark.found,
        "restored": mark.restored,
        "device": mark.device,
        "score": mark.reason.score,
    }


def _arrow() -> Any:
    try:
        return importlib.import_module("pyarrow")
    except ImportError:
        raise UsageError("missing-extra", "Arrow", "arrow") from None
