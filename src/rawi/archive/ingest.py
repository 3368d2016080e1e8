"""Many pages into an archive: several processes read, this one writes.

The readers do all the work that needs no database; the writer only hands rows over. Pages go in in the order in which they came, so two
runs over the same input make the same archive, and a run that was killed goes on where it stopped because what is here is only looked at.
At most a few pages are under way at once, whatever the input's length.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from rawi import pipeline
from rawi.archive.keeping import Prepared, is_known, prepare
from rawi.edition import EDITION
from rawi.model import Problem, Reading
from rawi.sources import Got, Lost, Skipped
from rawi.sources.got import unread
from rawi.workers import USUAL, Done, Failed, Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rawi.archive.archive import Archive
    from rawi.workers import Bounds

SETTLED_EVERY: Final = 64
"""Pages after which the disk is waited for: what the progress bar shows is safe from a power cut."""


NEW_IN_A_ROW: Final = 64
"""New inputs after which not every one is looked up."""
LOOKED_UP: Final = 8
"""Of so many then one is."""


class Refused(NamedTuple):
    """An input that was not kept, and why."""

    subject: str
    why: str
    named_by: str = ""
    """The feed or sitemap that named it; empty for what the caller asked for."""


class Known(NamedTuple):
    """An input that is here already."""

    subject: str


SETTLED: Final[tuple[type[Refused | Known | Skipped], ...]] = (Refused, Known, Skipped)
"""Inputs that need no reading."""

Reader = Callable[[Got], Reading]
Input = Got | Refused | Known | Skipped
Made = Prepared | Refused | Known | Skipped


class Report(NamedTuple):
    """What became of an ingest's inputs."""

    outcomes: Counter[str]
    """How many were new, seen, version, excerpt, renewed, refused, skipped."""
    refused: tuple[Refused, ...]
    """The first of those that were refused."""
    skipped: Counter[str]
    """How many were passed over on purpose, by the reason."""
    asked_for: int
    """How many of those refused the caller had asked for; the others are links that a feed or sitemap names."""

    @property
    def failed(self) -> bool:
        """Whether the caller did not get what was asked for: an input of the call's own was refused, or nothing but refusals came."""
        return self.asked_for > 0 or set(self.outcomes) - {"skipped"} == {"refused"}


REFUSALS_NAMED: Final = 100


def ingest(
    archive: Archive,
    inputs: Iterable[Got | Problem],
    read: Reader,
    *,
    workers: int | None = None,
    bounds: Bounds = USUAL,
    done: Callable[[int], None] | None = None,
) -> Report:
    """Read and keep every input.

    Args:
        archive: where.
        inputs: pages, and what their sources could not give, in order.
        read: what makes a reading of a page; it goes to other processes, so it has to be a function of a module.
        workers: reader processes; one for each processor unless given. A page that is over a limit there, or kills its reader, is refused.
            0 reads in this process, without limits: only for pages of one's own.
        bounds: what one page may cost a reader process.
        done: called with the number of inputs that are safely dealt with.

    Raises:
        ArchiveError: the archive can't take any more; what was reported as done is kept.
    """
    outcomes: Counter[str] = Counter()
    refused: list[Refused] = []
    skipped: Counter[str] = Counter()
    unsettled = asked_for = 0
    with archive.streaming() as settle:
        for made in read_all(_unknown(archive, inputs), read, os.cpu_count() or 1 if workers is None else workers, bounds):
            kind, why = _keep(archive, made)
            if isinstance(made, Skipped):
                skipped[made.hint] += 1
            if why:
                asked_for += not why.named_by
                refused += [why] if len(refused) < REFUSALS_NAMED else []
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
    return Report(outcomes, tuple(refused), skipped, asked_for)


def _unknown(archive: Archive, inputs: Iterable[Got | Problem]) -> Iterator[Input]:
    """The inputs, those that are here in this edition only counted: a run that goes on where another stopped does not read them again.

    Where many in a row are new, only some are looked up, until one is known again: to a server every question is a journey, and a page that
    is read although it is known is found out when it is to be kept.
    """
    new = 0
    for job in inputs:
        if isinstance(job, Skipped):
            yield job
        elif isinstance(job, Problem):
            yield _lost(job)
        elif new > NEW_IN_A_ROW and new % LOOKED_UP:
            new += 1
            yield job
        else:
            known = is_known(archive.database, job.capture, EDITION)
            new = 0 if known else new + 1
            yield Known(job.name) if known else job


def _lost(job: Problem) -> Refused:
    """What a source could not give, with what is wrong and the way out."""
    detail, named_by = (job.detail, job.named_by) if isinstance(job, Lost) else ("", "")
    return Refused(job.subject, f"{job.code}{f' ({detail})' if detail else ''}: {job.hint}", named_by)


def _keep(archive: Archive, made: Made) -> tuple[str, Refused | None]:
    """What became of one input, and why if it was refused."""
    if isinstance(made, Known):
        return "seen", None
    if isinstance(made, Skipped):
        return "skipped", None
    if isinstance(made, Refused):
        return "refused", made
    kind = archive.keep(made).kind
    return kind, Refused(made.address or made.page, "it was taken down here") if kind == "refused" else None


def read_all(inputs: Iterable[Input], read: Reader, workers: int, bounds: Bounds = USUAL) -> Iterator[Made]:
    """The inputs read, in order, by so many child processes inside the bounds; by none, in this one."""
    reader = _Prepares(read)
    if workers == 0:
        yield from (_here(reader, each) if isinstance(each, Got) else each for each in inputs)
        return
    with Pool(reader, Prepared, processes=workers, bounds=bounds, ahead=1, prepare=pipeline.load) as pool:
        for each in pool.map_among(inputs, SETTLED):
            if isinstance(each, Done):
                yield _refused(each.item, each.result) if isinstance(each.result, Failed) else each.result
            else:
                yield each


class _Prepares:
    """What a reader process does with a page."""

    def __init__(self, read: Reader) -> None:
        self._read = read

    def __call__(self, got: Got) -> Prepared:
        return prepare(self._read(got), got.body)


def _here(reader: _Prepares, got: Got) -> Prepared | Refused:
    try:
        return reader(got)
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one page, the others are read; it is named in the report
        return _refused(got, Failed("failed", f"{type(error).__name__}: {error}"[:300]))


def _refused(got: Got, failed: Failed) -> Refused:
    lost = unread(got, failed)
    return Refused(lost.subject, f"{lost.code}: {lost.detail}. {lost.hint}")
