"""The pool of limited children: whatever an item does, the parent lives and the other items are done."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tasks

from rawi.workers import Bounds, Failed, Pool

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK = Bounds(cpu=1, clock=2.5, memory=1_000_000_000)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool[str, str]]:
    """Two children, shared by the tests as they would be by pages."""
    with Pool(tasks.do, str, processes=2, bounds=QUICK) as pool:
        yield pool


def test_results_come_in_order(pool: Pool[str, str]) -> None:
    """Every item is answered once, in the order in which it was given."""
    items = [f"item {number}" for number in range(200)]
    assert list(pool.map(items)) == [(item, item.upper()) for item in items]


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("kill", "killed"),
        ("exit", "killed"),
        ("raise نص", "failed"),
        ("sleep 60", "took-too-long"),
        ("spin", "took-too-long"),
        ("eat 3000000000", "out-of-memory"),
        ("deep", "failed"),
    ],
)
def test_a_bad_item_costs_itself(pool: Pool[str, str], task: str, code: str) -> None:
    """An item that kills, crashes, sleeps, spins, eats or raises is named in time, and its neighbours are done."""
    start = time.monotonic()
    found = [result for _, result in pool.map(["a", task, "b", "c"])]
    assert isinstance(found[1], Failed)
    assert found[1].code == code
    assert [found[0], *found[2:]] == ["A", "B", "C"]
    assert time.monotonic() - start < 10


def test_reader_killed(pool: Pool[str, str]) -> None:
    """Of a thousand items ten kill their reader: 990 are done right, ten are named, and nothing hangs."""
    items = ["kill" if number % 100 == 50 else f"item {number}" for number in range(1_000)]
    found = list(pool.map(items))
    assert [item for item, _ in found] == items
    assert sum(isinstance(result, Failed) and result.code == "killed" for _, result in found) == 10
    assert all(result == item.upper() for item, result in found if item != "kill")


def test_children_are_used_again(pool: Pool[str, str]) -> None:
    """Items do not each cost a new process."""
    assert len({result for _, result in pool.map(["pid"] * 100)}) <= 2


def test_items_are_taken_only_a_little_ahead(pool: Pool[str, str]) -> None:
    """A source without end is worked on as it comes, and may be left at any time."""
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(1)
            yield "x"

    run = pool.map(endless())
    for _ in range(10):
        next(run)
    assert len(taken) < 30
    run.close()
    assert [result for _, result in pool.map(["again"])] == ["AGAIN"]


def test_a_child_is_not_trusted() -> None:
    """An answer of another type than agreed is a failure, not a value."""
    with Pool(tasks.lie, str) as pool:
        ((_, result),) = pool.map(["x"])
    assert isinstance(result, Failed)


def test_a_program_whose_children_cannot_start_is_told_so() -> None:
    """Where children can't import the main module (a program read from standard input) the caller hears it once, at once."""
    script = "import sys; sys.path.insert(0, sys.argv[1])\nimport tasks\nfrom rawi.workers import Pool\n"
    script += "list(Pool(tasks.do, str).map(['x'] * 1000))"
    command = [sys.executable, "-", str(Path(tasks.__file__).parent)]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr.count("\nChildProcessError: ") == 1
