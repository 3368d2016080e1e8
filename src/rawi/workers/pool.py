"""The parent's side: children that work, a clock for each, and new ones for those that were lost."""

from __future__ import annotations

import pickle
import signal
import time
from collections import deque
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, Self, TypeVar, cast

import msgspec

from rawi.limits import CHILD_CLOCK_SECONDS, CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES
from rawi.workers import child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")
Other = TypeVar("Other")

AHEAD: Final = 4
"""Items for each child that may be under way or answered before the oldest is answered."""

START_SECONDS: Final = 60.0
"""A child imports and loads what it works with first; on a busy machine that takes a while."""

CODES: Final = {"out-of-memory", "failed"}


class Bounds(NamedTuple):
    """What one item may cost."""

    cpu: int = CHILD_CPU_SECONDS
    clock: float = CHILD_CLOCK_SECONDS
    memory: int = CHILD_MEMORY_BYTES


USUAL: Final = Bounds()
"""As ``limits`` has it."""


class Failed(NamedTuple):
    """An item that nothing came of."""

    code: str
    """``took-too-long``, ``out-of-memory``, ``killed`` (by whatever), ``failed`` (an exception)."""
    detail: str = ""


class Done(NamedTuple, Generic[Item, Result]):
    """An item with what came of it."""

    item: Item
    result: Result | Failed


class _Worker(NamedTuple):
    process: BaseProcess
    link: Connection


class _Task(NamedTuple):
    number: int
    deadline: float


class Pool(Generic[Item, Result]):
    """Children that run ``work``.

    Args:
        work: a function that a new process can import by its name; it must not need anything but its item.
        result: the type that it returns, which ``msgspec`` must know: what a child says is decoded as that type and never trusted further.
        processes: how many children.
        bounds: what one item may cost.
        prepare: what a child does before its first item, such as to load what it works with: it counts for no item. A function that a new
            process can import, too.

    Use it as a context manager. ``map`` may be called again and again. Children hear no Ctrl-C: whoever is interrupted ends them.

    Raises:
        ChildProcessError: (by ``map``) a child can't even start: it can't import the work, or the main module of the program.
    """

    def __init__(
        self,
        work: Callable[[Item], Result],
        result: type[Result],
        *,
        processes: int = 1,
        bounds: Bounds = USUAL,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self._work = work
        self._prepare = prepare
        self._decoder = msgspec.msgpack.Decoder(result)
        self._bounds = bounds
        self._processes = processes
        self._context: ForkServerContext | SpawnContext = (
            get_context("forkserver") if "forkserver" in get_all_start_methods() else get_context("spawn")
        )
        self._context.set_forkserver_preload([work.__module__, child.__name__])
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, _Task] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        for worker in [*self._idle, *self._busy]:
            self._end(worker)
        self._idle.clear()
        self._busy.clear()

    def map(self, items: Iterable[Item]) -> Iterator[Done[Item, Result]]:
        """Each item with what came of it, in the order of the items.

        An item is taken from its source only when a child is free for it and what is ready has been given out, so that a slow source
        holds nothing up.
        """
        return self.map_among(items, ())

    def map_among(self, items: Iterable[Item | Other], others: tuple[type[Other], ...]) -> Iterator[Done[Item, Result] | Other]:
        """The same among items of ``others``' types, which need no work: they come through in their turn."""
        source = ((item,) for item in items)
        waiting: deque[tuple[int, Item | Other]] = deque()
        done: dict[int, Result | Failed] = {}
        count = 0
        ended = False
        try:
            while waiting or not ended:
                if waiting and ((number := waiting[0][0]) in done or number < 0):
                    item = waiting.popleft()[1]
                    yield cast("Other", item) if number < 0 else Done(cast("Item", item), done.pop(number))
                    done.update(self._answers(block=False))
                elif ended or len(self._busy) == self._processes or len(waiting) >= self._processes * AHEAD:
                    done.update(self._answers())
                elif (taken := next(source, None)) is None:
                    ended = True
                elif isinstance(taken[0], others):
                    waiting.append((-1, taken[0]))
                else:
                    self._give(count, cast("Item", taken[0]))
                    waiting.append((count, taken[0]))
                    count += 1
        finally:  # whoever stops listening early must not hear the answers later
            for worker in self._busy:
                self._end(worker)
            self._busy.clear()

    def _give(self, number: int, item: Item) -> None:
        """Hand an item to a child, a new one if none is idle; one that died while idle is passed over."""
        data = pickle.dumps(item)
        while True:
            worker = self._idle.pop() if self._idle else self._born()
            try:
                worker.link.send_bytes(data)
            except OSError:
                self._end(worker)
                continue
            self._busy[worker] = _Task(number, time.monotonic() + self._bounds.clock)
            return

    def _answers(self, *, block: bool = True) -> Iterator[tuple[int, Result | Failed]]:
        """The answers that are there, after waiting for at least one or for a deadline."""
        if not self._busy:
            return
        left = max(0.0, min(task.deadline for task in self._busy.values()) - time.monotonic()) if block else 0.0
        ready = wait([worker.link for worker in self._busy], timeout=left)
        for worker, task in list(self._busy.items()):
            if worker.link in ready:
                del self._busy[worker]
                yield task.number, self._heard(worker)
            elif time.monotonic() >= task.deadline:
                del self._busy[worker]
                self._end(worker)
                yield task.number, Failed("took-too-long", f"more than {self._bounds.clock:g} s")

    def _heard(self, worker: _Worker) -> Result | Failed:
        """What a child says; if it says nothing any more, how it ended."""
        try:
            answer = worker.link.recv_bytes()
        except (EOFError, OSError):
            return self._how_it_ended(worker)
        if answer[:1] == child.DONE:
            try:
                result = self._decoder.decode(answer[1:])
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                self._end(worker)
                return Failed("failed", f"the child's answer is no {self._decoder.type}: {error}")
            self._idle.append(worker)
            return result
        code, _, detail = answer[1:].decode("utf-8", "replace").partition("\n")
        if code == "out-of-memory" or code not in CODES:
            self._end(worker)
            return Failed("out-of-memory", f"more than {self._bounds.memory:,} bytes")
        self._idle.append(worker)
        return Failed(code, detail)

    def _how_it_ended(self, worker: _Worker) -> Failed:
        worker.process.join(1)
        code = worker.process.exitcode or 0
        self._end(worker)
        if code == -getattr(signal, "SIGXCPU", 0) != 0:
            return Failed("took-too-long", f"more than {self._bounds.cpu} s of processor time")
        if code == -getattr(signal, "SIGALRM", 0) != 0:
            return Failed("took-too-long", f"more than {self._bounds.clock:g} s")
        return Failed("killed", f"by signal {-code}" if code < 0 else f"exit code {code}")

    def _born(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=child.serve, args=(theirs, self._work, self._bounds, self._prepare), daemon=True, name="rawi-worker"
        )
        with _deaf():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        try:
            ready = ours.poll(START_SECONDS) and ours.recv_bytes() == child.READY
        except (EOFError, OSError):
            ready = False
        except BaseException:  # an interruption while it starts
            self._end(worker)
            raise
        if not ready:
            self._end(worker)
            raise ChildProcessError(f"no child process can start that imports {self._work.__module__} and this program's main module")
        return worker

    @staticmethod
    def _end(worker: _Worker) -> None:
        worker.link.close()
        if worker.process.is_alive():
            worker.process.kill()
        worker.process.join(5)
        worker.process.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Let what is started here inherit that it hears no Ctrl-C; this process hears it a moment later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
