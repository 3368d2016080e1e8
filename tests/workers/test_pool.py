"""The pool of limited children: whatever an item does, the parent lives and the other items are done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tasks

from rawi.workers import Bounds, Failed, Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def test_what_a_child_loads_first_counts_for_no_item() -> None:
    """A child that takes longer to load what it works with than an item may take is ready all the same, and its items are done."""
    with Pool(tasks.loaded, str, bounds=Bounds(clock=0.3), prepare=tasks.load) as pool:
        assert [done.result for done in pool.map(["a", "b"])] == ["loaded", "loaded"]


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("kill", "killed"),
        ("segfault", "killed"),
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


def test_what_needs_no_work_comes_through_in_its_turn(pool: Pool[str, str]) -> None:
    """Items of other types are given back as they are, at their place among the answers."""
    mixed = [1, "a", 2, 3, "sleep 0.05", "b", 4]
    found = [each if isinstance(each, int) else each.result for each in pool.map_among(mixed, (int,))]
    assert found == [1, "A", 2, 3, "SLEEP 0.05", "B", 4]


def test_a_slow_source_holds_no_answer_up() -> None:
    """With one child, an answer is given out before the source is asked for the next item."""
    order = []

    def source() -> Iterator[str]:
        for item in "abc":
            order.append(item)
            yield item

    with Pool(tasks.do, str) as pool:
        for done in pool.map(source()):
            order += [done.result]
    assert order == ["a", "A", "b", "B", "c", "C"]


def test_children_need_not_wait_for_a_slow_caller() -> None:
    """With items ahead, a child has its next one before its caller hears of the one before; answers come in order all the same."""
    order = []

    def source() -> Iterator[str]:
        for item in "abc":
            order.append(item)
            yield item

    with Pool(tasks.do, str, ahead=1) as pool:
        for done in pool.map(source()):
            order += [done.result]
    assert order.index("b") < order.index("A")
    assert [each for each in order if isinstance(each, str) and each.isupper()] == ["A", "B", "C"]


HANGS = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background has it ignored
sys.path.insert(0, sys.argv[1])
import tasks
from rawi.workers import Bounds, Pool
if __name__ == "__main__":
    with Pool(tasks.do, str, bounds=Bounds(clock=float(sys.argv[3]))) as pool:
        list(pool.map(["a", "hang " + sys.argv[2]]))
"""


def hanging(tmp_path: Path, clock: float) -> tuple[subprocess.Popen[bytes], int]:
    """A program whose child hangs, and that child's process id."""
    script, told = tmp_path / "program.py", tmp_path / "told"
    script.write_text(HANGS, encoding="utf-8")
    command = [sys.executable, str(script), str(Path(tasks.__file__).parent), str(told), str(clock)]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    assert within(30, lambda: told.exists() and told.read_text(encoding="ascii") != "")
    return program, int(told.read_text(encoding="ascii"))


def within(seconds: float, happens: Callable[[], bool]) -> bool:
    """Whether something happens in time."""
    until = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def is_gone(pid: int) -> bool:
    """Whether no such process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"  # dead, and nobody has asked yet


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
def test_an_interrupted_run_leaves_no_child(tmp_path: Path) -> None:
    """Ctrl-C, which a terminal sends to all of a program's processes, ends the run at once with one traceback at most, and its child."""
    program, child = hanging(tmp_path, clock=60)
    os.killpg(program.pid, signal.SIGINT)
    try:
        _, said = program.communicate(timeout=20)
    finally:
        program.kill()
    assert program.returncode != 0
    assert said.count(b"Traceback") == said.count(b"KeyboardInterrupt") == 1
    assert within(10, lambda: is_gone(child))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
def test_a_killed_run_leaves_no_child_for_long(tmp_path: Path) -> None:
    """A child whose parent was killed ends by its own clock, even if it hangs."""
    program, child = hanging(tmp_path, clock=1.5)
    program.kill()
    program.communicate(timeout=20)
    assert within(10, lambda: is_gone(child))


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
