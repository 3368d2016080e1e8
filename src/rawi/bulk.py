"""Many pages, each read in a limited child process: whatever a page does to its reader, it costs that page and never the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rawi import face, pipeline
from rawi.model import Problem, Reading
from rawi.sources.got import Got, unread
from rawi.workers import Failed, Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class _Job(NamedTuple):
    """A page, and what the caller knows better than it."""

    got: Got
    url: str | None
    published: str | None
    outlet: str | None


def read_all(
    inputs: Iterable[Got | Problem],
    *,
    url: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    processes: int = 1,
) -> Iterator[tuple[Got, Reading] | Problem]:
    """Each page with its reading, in the order of the inputs; problems come through in their turn.

    A page that takes longer than ``limits.CHILD_CPU_SECONDS`` or ``limits.CHILD_CLOCK_SECONDS``, wants more than
    ``limits.CHILD_MEMORY_BYTES`` or kills its reader becomes a problem itself: ``reading-took-too-long``, ``reading-out-of-memory``,
    ``reading-killed``, ``reading-failed``.

    Args:
        inputs: what ``sources.captures`` gives.
        url: the address of the pages, if the caller knows it better than they.
        published: their time of publication, likewise (ISO 8601).
        outlet: their outlet, likewise.
        processes: how many children read at once; the first costs about 0.15 s to start, each further one less.
    """
    jobs = (_Job(each, url, published, outlet) if isinstance(each, Got) else each for each in inputs)
    with Pool(_read, Reading, processes=processes, prepare=pipeline.load) as pool:
        for each in pool.map_among(jobs, (Problem,)):
            if isinstance(each, Problem):
                yield each
            else:
                got, result = each.item.got, each.result
                yield unread(got, result) if isinstance(result, Failed) else (got, result)


def _read(job: _Job) -> Reading:
    """What a child does."""
    return face.read_got(job.got, url=job.url, published=job.published, outlet=job.outlet)
