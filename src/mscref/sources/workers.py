"""A few threads that ask at the same time; futures out."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeAlias, TypeVar

_T = TypeVar("_T")
_Task: TypeAlias = "Callable[[], None]"


class Workers:
    """A few threads that end with the process.

    Not a ThreadPoolExecutor: the interpreter waits for its threads when it exits, and after
    Ctrl-C nobody should wait for a server that hangs.
    """

    def __init__(self, count: int) -> None:
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._count = count
        for _ in range(count):
            threading.Thread(target=self._work, daemon=True).start()

    def submit(self, task: Callable[[], _T]) -> Future[_T]:
        """Have the task done; its result or exception is the future's."""
        future: Future[_T] = Future()

        def work() -> None:
            try:
                future.set_result(task())
            except BaseException as error:  # noqa: BLE001 - goes on in the thread that waits for it
                future.set_exception(error)

        self._tasks.put(work)
        return future

    def end(self) -> None:
        """Let each thread end after what it is doing."""
        for _ in range(self._count):
            self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()
