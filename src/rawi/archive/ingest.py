"""Many pages into an archive: several processes read, this one writes.

The readers do all the work that needs no database; the writer only hands rows over. Pages go in in the order in which they came, so two
runs over the same input make the same archive, and a run that was killed goes on where it stopped because what is here is only looked at.
At most a few chunks are under way at once, whatever the input's length.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi.archive.keeping import Prepared, is_known, prepare
from rawi.edition import EDITION
from rawi.model import Problem, Reading
from rawi.sources import Got

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from rawi.archive.archive import Archive

CHUNK: Final = 16
"""Pages that a reader gets at once: enough that handing over costs little, few enough that a bar moves."""
AHEAD: Final = 4
"""Chunks under way for each reader."""
SETTLED_EVERY: Final = 64
"""Pages after which the disk is waited for: what the progress bar shows is safe from a power cut."""


class Refused(NamedTuple):
    """An input that was not kept, and why."""

    subject: str
    why: str


class Known(NamedTuple):
    """An input that is here already."""

    subject: str


Reader = Callable[[Got], Reading]
Input = Got | Refused | Known
Made = Prepared | Refused | Known


class Report(NamedTuple):
    """What became of an ingest's inputs."""

    outcomes: Counter[str]
    """How many were new, seen, version, renewed, refused."""
    refused: tuple[Refused, ...]
    """The first of those that were refused."""


REFUSALS_NAMED: Final = 100


def ingest(
    archive: Archive,
    inputs: Iterable[Got | Problem],
    read: Reader,
    *,
    workers: int | None = None,
    done: Callable[[int], None] | None = None,
) -> Report:
    """Read and keep every input.

    Args:
        archive: where.
        inputs: pages, and what their sources could not give, in order.
        read: what makes a reading of a page; it goes to other processes, so it has to be a function of a module.
        workers: reader processes; one for each processor unless given, 0 to read in this process.
        done: called with the number of inputs that are safely dealt with.

    Raises:
        ArchiveError: the archive can't take any more; what was reported as done is kept.
    """
    outcomes: Counter[str] = Counter()
    refused: list[Refused] = []
    unsettled = 0
    with archive.streaming() as settle:
        for made in read_all(_unknown(archive, inputs), read, os.cpu_count() or 1 if workers is None else workers):
            kind, why = _keep(archive, made)
            if why and len(refused) < REFUSALS_NAMED:
                refused.append(why)
            outcomes[kind] += 1
            unsettled += 1
            if unsettled == SETTLED_EVERY:
                settle()
                if done:
                    done(unsettled)
                unsettled = 0
    if done and unsettled:
        done(unsettled)
    archive.join()
    return Report(outcomes, tuple(refused))


def _unknown(archive: Archive, inputs: Iterable[Got | Problem]) -> Iterator[Input]:
    """The inputs, those that are here in this edition only counted: a run that goes on where another stopped does not read them again."""
    for job in inputs:
        if isinstance(job, Problem):
            yield Refused(job.subject, job.code)
        else:
            yield Known(job.name) if is_known(archive.database, job.capture, EDITION) else job


def _keep(archive: Archive, made: Made) -> tuple[str, Refused | None]:
    """What became of one input, and why if it was refused."""
    if isinstance(made, Known):
        return "seen", None
    if isinstance(made, Refused):
        return "refused", made
    kind = archive.keep(made).kind
    return kind, Refused(made.address or made.page, "it was taken down here") if kind == "refused" else None


def read_chunk(read: Reader, chunk: Sequence[Input]) -> list[Made]:
    """What a reader process does. One page that cannot be read costs that page."""
    return [_read(read, each) if isinstance(each, Got) else each for each in chunk]


def _read(read: Reader, got: Got) -> Prepared | Refused:
    try:
        return prepare(read(got), got.body)
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one page, the others are read; it is named in the report
        return Refused(got.name, f"{type(error).__name__}: {error}"[:300])


def read_all(inputs: Iterable[Input], read: Reader, workers: int) -> Iterator[Made]:
    """The inputs read, in order, by so many processes; by none, in this one."""
    chunks = _chunks(inputs)
    if workers == 0:
        for chunk in chunks:
            yield from read_chunk(read, chunk)
        return
    pool = _Pool(read, workers)
    try:
        waiting: deque[tuple[list[Input], Future[list[Made]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, pool.submit(chunk)))
            if len(waiting) >= workers * AHEAD:
                yield from pool.result(*waiting.popleft())
        while waiting:
            yield from pool.result(*waiting.popleft())
    finally:
        pool.close()


def _chunks(inputs: Iterable[Input]) -> Iterator[list[Input]]:
    source = iter(inputs)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


class _Pool:
    """Reader processes that are replaced when one dies: of memory, of a signal, of a page that breaks a parser."""

    def __init__(self, read: Reader, workers: int) -> None:
        self._read = read
        self._workers = workers
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))

    def submit(self, chunk: list[Input]) -> Future[list[Made]]:
        try:
            return self._pool.submit(read_chunk, self._read, chunk)
        except BrokenProcessPool:
            self._renew()
            return self._pool.submit(read_chunk, self._read, chunk)

    def result(self, chunk: list[Input], future: Future[list[Made]]) -> list[Made]:
        """The chunk's results; if its reader died, each page is tried alone, and the page that kills is refused."""
        try:
            return future.result()
        except BrokenProcessPool:
            return [self._alone(job) for job in chunk]

    def _alone(self, job: Input) -> Made:
        try:
            return self.submit([job]).result()[0]
        except BrokenProcessPool:
            return Refused(job.name if isinstance(job, Got) else job.subject, "the reader died of it")

    def _renew(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
