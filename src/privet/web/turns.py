"""Turns: the one thread in which an installation lives, so that acts, which are short and blocking, never hold up the
event loop and never run two at a time.

Two sorts of work wait here. An act takes a turn of its own, and acts go first. What comes in singly shares a turn with
its like: a commit takes what queued while the last one ran, without a timer, because a bare commit costs what thirty
sealed messages cost (design.md §3, "Batches"). It takes no more than went into `HOLD_S` lately, since an act may come
meanwhile. Whoever brought many gives way after each commit, so that nobody who brought one waits for ten thousand. What
somebody waits for at the other end of a connection goes before what nobody does, every second commit at most.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from privet.app import Privet
from privet.errors import Busy

Item = TypeVar("Item")
Answer = TypeVar("Answer")

COMMIT, LEAST = 256, 64
"""Items that share a turn at most; and how many may, however long they take. With fewer, a machine that is busy with
other things would spend its time on the fixed price of commits just when many wait."""

HOLD_S = 0.03
"""How long a commit is to take at most: what an act waits for. Shorter ones cost more, since each has a fixed price."""

LET_GO_S = 0.005
"""How long a commit waits at most for whoever was told of the one before; mostly a fraction of a millisecond."""

ROW = 32
"""Acts in a row before a commit has its turn."""

MOST_ACTS, MOST_ITEMS = 1_000, 40_000
"""What may wait. Beyond it whoever comes is told to come again."""

_FULL = "more is waiting than can be answered in time"


class _Waiting:
    """Somebody on the event loop who waits for what the thread answers."""

    __slots__ = ("future", "loop")

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()


class _Act(_Waiting):
    """An act that waits for its turn."""

    __slots__ = ("act",)

    def __init__(self, act: Callable[[Privet], Any]) -> None:
        super().__init__()
        self.act = act


class _Load(_Waiting):
    """Items that one asker brought, and the answers so far."""

    __slots__ = ("answers", "items", "shared")

    def __init__(self, items: Sequence[Any], commit: Callable[[Privet, list[Any]], Sequence[Any]]) -> None:
        super().__init__()
        self.items = items
        self.shared = commit
        self.answers: list[Any] = []

    def next(self, room: int) -> Sequence[Any]:
        """The next items, as many as there is room for."""
        return self.items[len(self.answers) : len(self.answers) + room]

    def finished(self) -> bool:
        """Whether every item has its answer."""
        return len(self.answers) == len(self.items)


class Turns:
    """One open installation; whoever wants to do something with it waits for a turn."""

    def __init__(self, app: Privet, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._acts: deque[_Act] = deque()
        self._lanes: dict[Hashable, deque[_Load]] = {}
        self._soon: dict[Hashable, deque[_Load]] = {}  # lanes that go first
        self._gave = True  # whether the last commit was of another lane, or there was none
        self._items = 0  # that wait
        self._pace = HOLD_S / COMMIT  # seconds that an item took lately
        self.taken = 0
        """How many turns were taken so far: whoever can wait sees by it whether there was anything else to do."""
        self._ended = False
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="installation", daemon=True)
        self._thread.start()

    def now(self) -> int:
        """The installation's clock: milliseconds since 1970 UTC."""
        return self._app.now()

    async def take(self, act: Callable[[Privet], Answer]) -> Answer:
        """What `act` answers, done in the installation's thread. It raises what `act` raises, or Busy."""
        waiting = _Act(act)
        with self._wake:
            self._open(len(self._acts) < MOST_ACTS)
            self._acts.append(waiting)
            self._wake.notify()
        answer: Answer = await waiting.future
        return answer

    async def share(
        self,
        lane: Hashable,
        items: Sequence[Item],
        commit: Callable[[Privet, list[Item]], Sequence[Answer]],
        *,
        soon: bool = False,
    ) -> list[Answer | Exception]:
        """The answer to each of `items`, in order; `commit` gets them with others of the same lane, which goes before
        others where it is to be `soon`.

        Where a commit fails, what it raised is the answer to its items and to those that would have followed.
        """
        load = _Load(items, commit)
        if not items:
            return []
        with self._wake:
            self._open(self._items + len(items) <= MOST_ITEMS)
            self._items += len(items)
            (self._soon if soon else self._lanes).setdefault(lane, deque()).append(load)
            self._wake.notify()
        answers: list[Answer | Exception] = await load.future
        return answers

    def end(self) -> None:
        """Finish the turn that is being taken; those still waiting are dropped. The installation stays open."""
        with self._wake:
            self._ended = True
            self._wake.notify()
        self._thread.join()
        _tell([(act, None, asyncio.CancelledError()) for act in self._acts])
        waiting = [*self._soon.values(), *self._lanes.values()]
        _tell([(load, None, asyncio.CancelledError()) for loads in waiting for load in loads])

    def _open(self, room: bool) -> None:
        """Whether there is room for one more; the lock is held."""
        if self._ended:
            raise Busy("the server is stopping", hint="ask again in a moment")
        if not room:
            raise Busy(_FULL, hint="ask again in a moment, with fewer requests at a time")

    def _run(self) -> None:
        while True:
            with self._wake:
                while not (self._acts or self._soon or self._lanes or self._ended):
                    self._wake.wait()
            acted = 0
            while acted < (1 if self._soon else ROW) and self._acted():
                acted += 1
            with self._wake:
                if self._ended:
                    return
                taken = self._shared(max(LEAST, min(COMMIT, int(HOLD_S / self._pace))))
            if taken:
                self._commit(taken)
                if self._soon or self._lanes:
                    _let_go(taken[0][0].loop)

    def _acted(self) -> bool:
        """Give the act that waits longest its turn. False where none waits, or all is to end."""
        with self._wake:
            if self._ended or not self._acts:
                return False
            waiting = self._acts.popleft()
        if waiting.future.cancelled():  # whoever asked is gone
            return True
        self.taken += 1
        try:
            answer = waiting.act(self._app)
        except BaseException as error:
            _tell([(waiting, None, _raised(error))])
        else:
            _tell([(waiting, answer, None)])
        return True

    def _shared(self, room: int) -> list[tuple[_Load, int]]:
        """What the next commit takes: loads of one lane, and how many items of each. The lock is held."""
        taken: list[tuple[_Load, int]] = []
        while (self._soon or self._lanes) and not taken:
            lanes = self._soon if self._soon and (self._gave or not self._lanes) else self._lanes
            self._gave = lanes is self._lanes
            lane = next(iter(lanes))
            loads = lanes.pop(lane)
            later: deque[_Load] = deque()
            while loads and room:
                load = loads.popleft()
                if load.future.cancelled():  # whoever asked is gone
                    self._items -= len(load.items) - len(load.answers)
                    continue
                count = min(room, len(load.items) - len(load.answers))
                room -= count
                taken.append((load, count))
                if len(load.answers) + count < len(load.items):
                    later.append(load)
            loads.extend(later)
            if loads:
                lanes[lane] = loads  # behind the other lanes
            self._items -= sum(count for _, count in taken)
        return taken

    def _commit(self, taken: list[tuple[_Load, int]]) -> None:
        items = [item for load, count in taken for item in load.next(count)]
        self.taken += 1
        begun = self._clock()
        try:
            answers = taken[0][0].shared(self._app, items)
        except BaseException as error:
            raised = _raised(error)
            with self._wake:
                for load, count in taken:
                    self._drop(load, count)
                    load.answers += [raised] * (len(load.items) - len(load.answers))
        else:
            self._paced(len(items), self._clock() - begun)
            at = 0
            for load, count in taken:
                load.answers += answers[at : at + count]
                at += count
        _tell([(load, load.answers, None) for load, _ in taken if load.finished()])

    def _paced(self, count: int, took_s: float) -> None:
        """A commit of so many items took so long. Few of them say nothing: most of it was the commit's fixed price."""
        if count >= LEAST:
            self._pace = max(HOLD_S / COMMIT, self._pace + (took_s / count - self._pace) / 2)

    def _drop(self, load: _Load, count: int) -> None:
        """Take the rest of a load, after a failed commit of `count` of its items, out of its lane. The lock is held."""
        self._items -= len(load.items) - len(load.answers) - count
        for lanes in (self._soon, self._lanes):
            for lane, loads in list(lanes.items()):
                if load in loads:
                    loads.remove(load)
                    if not loads:
                        del lanes[lane]


def _let_go(loop: asyncio.AbstractEventLoop) -> None:
    """Wait until whoever was told has gone on, while what came meanwhile joins the next commit: two threads that both
    want the interpreter only take it from each other, and the next commit would hold fewer.
    """
    gone = threading.Event()
    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(loop.call_soon, gone.set)
        gone.wait(LET_GO_S)


def _raised(error: BaseException) -> Exception:
    """What whoever asked is to raise. A panic in a library's native code is no Exception, and must end no thread."""
    if isinstance(error, Exception):
        return error
    return RuntimeError(type(error).__name__).with_traceback(error.__traceback__)


def _tell(told: Sequence[tuple[_Waiting, Any, BaseException | None]]) -> None:
    """Wake whoever waits for these answers: one call into each event loop, however many they are."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Waiting, Any, BaseException | None]]] = {}
    for one in told:
        by_loop.setdefault(one[0].loop, []).append(one)
    for loop, all_ in by_loop.items():
        try:
            loop.call_soon_threadsafe(_set, all_)
        except RuntimeError:  # the loop is closed: nobody waits any more
            continue


def _set(told: Sequence[tuple[_Waiting, Any, BaseException | None]]) -> None:
    for waiting, answer, error in told:
        if waiting.future.done():
            continue
        if isinstance(error, asyncio.CancelledError):
            waiting.future.cancel()
        elif error is not None:
            waiting.future.set_exception(error)
        else:
            waiting.future.set_result(answer)
