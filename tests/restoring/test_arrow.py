from __future__ import annotations

import subprocess
import sys

import pyarrow as pa
import pytest

from rawi.errors import UsageError
from rawi.restoring.arrow import restore_batch, restore_batches, restored_schema

BATCH = pa.RecordBatch.from_pydict({"n": [1, 2, 3], "text": ["ضـ.ـد كل شيء", None, "سطر نظيف"]})


def test_a_batch_gets_two_columns() -> None:
    """The text stays, the restored text and the restorations stand beside it, and a null stays null."""
    rows = restore_batch(BATCH).to_pylist()
    assert [row["text"] for row in rows] == ["ضـ.ـد كل شيء", None, "سطر نظيف"]
    assert [row["text_restored"] for row in rows] == ["ضد كل شيء", None, "سطر نظيف"]
    assert rows[0]["text_restorations"] == [
        {"start": 0, "end": 5, "found": "ضـ.ـد", "restored": "ضد", "device": "tatweel-mark", "score": 1.0}
    ]
    assert rows[1]["text_restorations"] is None
    assert rows[2]["text_restorations"] == []


def test_the_schema_is_known_before_the_data() -> None:
    """An engine can be told the schema of the outcome beforehand, and a stream of batches keeps to it."""
    schema = restored_schema(BATCH.schema)
    assert all(batch.schema == schema for batch in restore_batches([BATCH, BATCH]))


def test_a_wrong_column_is_refused() -> None:
    """A column that is not there is a wrong call, said with the names of those that are."""
    with pytest.raises(UsageError) as raised:
        restore_batch(BATCH, "body")
    assert "n, text" in str(raised.value)


def test_restoring_needs_no_arrow() -> None:
    """Without pyarrow restoring works, and the Arrow function says which extra it lacks."""
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import rawi\n"
        "from rawi.restoring.arrow import restored_schema\n"
        "assert rawi.restore('\\u0636\\u0640.\\u0640\\u062f').restorations\n"
        "try: restored_schema(None)\n"
        "except rawi.UsageError as error: assert 'rawi[arrow]' in str(error)\n"
        "else: raise SystemExit(1)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
