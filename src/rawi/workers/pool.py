"""The parent's side: children that work, a clock for each, and new ones for those that were lost.

A thread stands for each child: it hands it an item, waits for the answer as long as its clock allows, and starts another child where one
was lost. So children are not kept waiting by a caller who is slow with their answers.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from contextlib import contextmanager, suppress
from multiprocessing import get_all_start_methods, get_context
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, Self, TypeVar, cast

import msgspec

from rawi.limits import CHILD_CLOCK_SECONDS, CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES
from rawi.workers import child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")
Other = TypeVar("Other")

AHEAD: Final = 8
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


class _Child(NamedTuple):
    """A process, and our end of the line to it."""

    process: BaseProcess
    link: Connection


class _Order(NamedTuple):
    """An item, pickled, and its place among the others."""

    number: int
    data: bytes


class _Answer(NamedTuple, Generic[Result]):
    """What came of an item, or what went wrong on our side."""

    number: int
    result: Result | Failed
    trouble: Exception | None = None


class _Run(Generic[Result]):
    """One walk over items: what is to be done, what came of it, and the threads between."""

    def __init__(self, hands: int, serve: Callable[[_Run[Result]], None]) -> None:
        self.stopped = False
        self.under_way = 0
        self._hands = hands
        self._serve = serve
        self._threads: list[Thread] = []
        self._orders: SimpleQueue[_Order | None] = SimpleQueue()
        self._answers: SimpleQueue[_Answer[Result]] = SimpleQueue()

    def give(self, number: int, data: bytes) -> None:
        """Let an item be done, by one more thread if all may be busy."""
        self.under_way += 1
        self._orders.put(_Order(number, data))
        if len(self._threads) < min(self._hands, self.under_way):
            self._threads.append(Thread(target=self._serve, args=(self,), daemon=True, name="rawi-worker"))
            with _deaf():
                self._threads[-1].start()

    def orders(self) -> Iterator[_Order]:
        """What a thread is to do, until the run is over."""
        while (order := self._orders.get()) is not None and not self.stopped:
            yield order

    def answer(self, answer: _Answer[Result]) -> None:
        """Say what came of an item."""
        self._answers.put(answer)

    def answers(self, *, block: bool = True) -> Iterator[tuple[int, Result | Failed]]:
        """The answers that are there, after waiting for at least one unless told not to."""
        with suppress(Empty):
            while self.under_way:
                number, result, trouble = self._answers.get(block=block)
                block = False
                self.under_way -= 1
                if trouble:
                    raise trouble
                yield number, result

    def stop(self) -> None:
        """Begin nothing more."""
        self.stopped = True
        for _ in self._threads:
            self._orders.put(None)

    def join(self) -> None:
        """Wait for the threads to end."""
        for thread in self._threads:
            thread.join()


class Pool(Generic[Item, Result]):
    """Children that run ``work``.

    Args:
        work: a function that a new process can import by its name; it must not need anything but its item.
        result: the type that it returns, which ``msgspec`` must know: what a child says is decoded as that type and never trusted further.
        processes: how many children.
        bounds: what one item may cost.
        ahead: items for each child that are taken from their source before it is done with the one it has, so that it never waits for the
            caller. With none, and one child, an answer is given out before the source is asked for more: a slow source holds nothing up.
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
        ahead: int = 0,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self._work = work
        self._prepare = prepare
        self._decoder = msgspec.msgpack.Decoder(result)
        self._bounds = bounds
        self._processes = processes
        self._ahead = ahead
        self._context: ForkServerContext | SpawnContext = (
            get_context("forkserver") if "forkserver" in get_all_start_methods() else get_context("spawn")
        )
        self._context.set_forkserver_preload([work.__module__, child.__name__])
        self._children: set[_Child] = set()
        self._idle: list[_Child] = []
        self._birth_and_death = Lock()  # multiprocessing looks after all children whenever one is started or asked for its end

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        for worker in list(self._children):
            self._end(worker)
        self._idle.clear()

    def map(self, items: Iterable[Item]) -> Iterator[Done[Item, Result]]:
        """Each item with what came of it, in the order of the items.

        An item is taken from its source only when a child is free for it (but for those ``ahead``) and what is ready has been given out.
        """
        return self.map_among(items, ())

    def map_among(self, items: Iterable[Item | Other], others: tuple[type[Other], ...]) -> Iterator[Done[Item, Result] | Other]:
        """The same among items of ``others``' types, which need no work: they come through in their turn."""
        source = ((item,) for item in items)
        waiting: deque[tuple[int, Item | Other]] = deque()
        done: dict[int, Result | Failed] = {}
        count = 0
        ended = False
        run = _Run(self._processes, self._serve)
        try:
            while waiting or not ended:
                ready = bool(waiting) and ((number := waiting[0][0]) in done or number < 0)
                wanted = not ended and run.under_way < self._processes * (1 + self._ahead) and len(waiting) < self._processes * AHEAD
                if wanted and (self._ahead or not ready):
                    if (taken := next(source, None)) is None:
                        ended = True
                    elif isinstance(taken[0], others):
                        waiting.append((-1, taken[0]))
                    else:
                        run.give(count, pickle.dumps(taken[0]))
                        waiting.append((count, taken[0]))
                        count += 1
                elif ready:
                    number, item = waiting.popleft()
                    yield cast("Other", item) if number < 0 else Done(cast("Item", item), done.pop(number))
                    done.update(run.answers(block=False))
                else:
                    done.update(run.answers())
        finally:  # whoever stops listening early must not hear the answers later
            run.stop()
            for busy in self._children.difference(self._idle):
                self._end(busy)
            run.join()

    def _serve(self, run: _Run[Result]) -> None:
        """What a thread does: have the items of a run done by a child, one after the other."""
        for order in run.orders():
            try:
                run.answer(_Answer(order.number, self._done(run, order)))
            except Exception as error:  # noqa: BLE001  # the caller's thread hears it
                run.answer(_Answer(order.number, Failed("failed"), error))

    def _done(self, run: _Run[Result], order: _Order) -> Result | Failed:
        """What came of an item, done by an idle child or a new one; one that died while idle is passed over."""
        while not run.stopped:
            try:
                worker = self._idle.pop()
            except IndexError:
                worker = self._born()
            if run.stopped:  # it may have been idle when the busy ones were ended
                self._idle.append(worker)
                break
            try:
                worker.link.send_bytes(order.data)
            except OSError:
                self._end(worker)
                continue
            return self._heard(worker)
        return Failed("killed", "nobody listens any more")

    def _heard(self, worker: _Child) -> Result | Failed:
        """What a child says; if it says nothing any more, how it ended."""
        try:
            if not worker.link.poll(self._bounds.clock):
                self._end(worker)
                return Failed("took-too-long", f"more than {self._bounds.clock:g} s")
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

    def _how_it_ended(self, worker: _Child) -> Failed:
        with self._birth_and_death:
            if worker not in self._children:  # we ended it
                return Failed("killed", "nobody listens any more")
            worker.process.join(1)
            code = worker.process.exitcode or 0
        self._end(worker)
        if code == -getattr(signal, "SIGXCPU", 0) != 0:
            return Failed("took-too-long", f"more than {self._bounds.cpu} s of processor time")
        if code == -getattr(signal, "SIGALRM", 0) != 0:
            return Failed("took-too-long", f"more than {self._bounds.clock:g} s")
        return Failed("killed", f"by signal {-code}" if code < 0 else f"exit code {code}")

    def _born(self) -> _Child:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=child.serve, args=(theirs, self._work, self._bounds, self._prepare), daemon=True, name="rawi-worker"
        )
        with self._birth_and_death:
            process.start()
            worker = _Child(process, ours)
            self._children.add(worker)
        theirs.close()
        try:
            ready = ours.poll(START_SECONDS) and ours.recv_bytes() == child.READY
        except (EOFError, OSError):
            ready = False
        if not ready:
            self._end(worker)
            raise ChildProcessError(f"no child process can start that imports {self._work.__module__} and this program's main module")
        return worker

    def _end(self, worker: _Child) -> None:
        with self._birth_and_death:
            if worker not in self._children:
                return
            self._children.remove(worker)
            worker.process.kill()
            worker.process.join(5)
            worker.process.close()
            worker.link.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Let a thread that is started here hear no Ctrl-C, nor what it starts: the caller's hears it, and ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
