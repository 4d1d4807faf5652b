"""Run a function in a forked child, system call by system call; kill it at one, or let one fail.

What crosses the border: a function in; out comes whether the child was killed or ended before, and
how. The child is stopped by ptrace(2) at the entry of every system call, so that being killed at
the n-th leaves exactly what the first n - 1 did: nothing is left out, whatever the processor, and
no program has to be started. A call that fails is not made at all (x86-64 only: `can_fail`). Linux
only (`is_possible`).
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

# ptrace(2), <linux/ptrace.h>
_TRACE_ME, _SYSCALL, _SET_OPTIONS, _SYSCALL_INFO = 0, 24, 0x4200, 0x420E
_SYSCALLS_APART, _EXIT_KILL, _NEW_PROCESSES = 0x1, 0x100000, 0x2 | 0x4 | 0x8
_SYSCALL_STOP = signal.SIGTRAP | 0x80
_ENTRY, _EXIT = 1, 2
# <sys/user.h> on x86-64: where a register stands in the user area.
_POKE_USER, _RESULT, _NUMBER = 6, 10 * 8, 15 * 8


class _SyscallInfo(ctypes.Structure):
    """The beginning of `struct ptrace_syscall_info`."""

    _fields_ = (
        ("op", ctypes.c_uint8),
        ("arch", ctypes.c_uint32),
        ("instruction_pointer", ctypes.c_uint64),
        ("stack_pointer", ctypes.c_uint64),
        ("number", ctypes.c_uint64),
    )


@dataclass(frozen=True)
class Ended:
    """How a child ended: `at` is the number of calls it began; `code` its exit code if it was left
    to end by itself, None where it was killed at the last of them; `number` is the call that it was
    killed at, or that failed (0: none did)."""

    at: int
    code: int | None
    number: int = 0


@dataclass(frozen=True)
class Failure:
    """The `at`-th of the calls in `calls` (numbers of the system) fails with `error` (errno)."""

    at: int
    error: int
    calls: frozenset[int]


class TracingError(Exception):
    """The system does not let us trace, or the child started another process."""


def is_possible() -> bool:
    """Whether processes can be stopped at their system calls here."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return run(lambda: None).code == 0
    except (TracingError, OSError):
        return False


def can_fail() -> bool:
    """Whether calls can be made to fail here."""
    return platform.machine() == "x86_64" and is_possible()


def run(work: Callable[[], object], *, kill_at: int = 0, failure: Failure | None = None) -> Ended:
    """Run `work` in a child and kill it at the entry of its `kill_at`-th system call (0: never), or
    let one call fail.

    Raises TracingError where that cannot be done.
    """
    child = os.fork()
    if not child:
        _work(work)
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status):
        raise TracingError("a child cannot be traced here")
    try:
        _ptrace(_SET_OPTIONS, child, _SYSCALLS_APART | _EXIT_KILL | _NEW_PROCESSES)
        return _follow(child, kill_at) if failure is None else _fail(child, failure)
    except TracingError:
        os.kill(child, signal.SIGKILL)
        raise


def _work(work: Callable[[], object]) -> None:
    """The child: ask to be traced, wait for the parent, work, end."""
    code = 1
    try:
        _ptrace(_TRACE_ME, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _follow(child: int, kill_at: int) -> Ended:
    calls = number = deliver = 0
    while True:
        _ptrace(_SYSCALL, child, deliver)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return Ended(calls, os.waitstatus_to_exitcode(status), number)
        deliver = 0
        stop = os.WSTOPSIG(status)
        if stop != _SYSCALL_STOP:
            if stop == signal.SIGTRAP:
                raise TracingError("the child started another process or thread")
            deliver = stop
            continue
        info = _SyscallInfo()
        _ptrace(_SYSCALL_INFO, child, ctypes.byref(info), size=ctypes.sizeof(info))
        if info.op != _ENTRY:
            continue
        calls, number = calls + 1, info.number
        if calls == kill_at:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return Ended(calls, None, number)


def _fail(child: int, failure: Failure) -> Ended:
    seen = number = deliver = 0
    is_failing = False
    while True:
        _ptrace(_SYSCALL, child, deliver)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return Ended(seen, os.waitstatus_to_exitcode(status), number)
        deliver = 0
        stop = os.WSTOPSIG(status)
        if stop != _SYSCALL_STOP:
            if stop == signal.SIGTRAP:
                raise TracingError("the child started another process or thread")
            deliver = stop
            continue
        info = _SyscallInfo()
        _ptrace(_SYSCALL_INFO, child, ctypes.byref(info), size=ctypes.sizeof(info))
        if is_failing and info.op == _EXIT:
            _poke(child, _RESULT, -failure.error)
            is_failing = False
        elif info.op == _ENTRY and info.number in failure.calls:
            seen += 1
            if seen == failure.at:
                number, is_failing = info.number, True
                _poke(child, _NUMBER, -1)


def _poke(child: int, place: int, value: int) -> None:
    _ptrace(_POKE_USER, child, ctypes.c_void_p(value), size=place)


def _ptrace(request: int, child: int, data: object, *, size: int = 0) -> None:
    if _LIBC.ptrace(request, child, ctypes.c_void_p(size), data) == -1:
        raise TracingError(os.strerror(ctypes.get_errno()))


_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.ptrace.restype = ctypes.c_long
