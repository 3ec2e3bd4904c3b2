"""Tasks side by side on Dask `distributed`: processes on this machine, or the workers of a cluster.

The only module that knows Dask. What a task is, is in `tasks`.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Generic, TypeVar

from assets.basis.errors import AnalystError

Task = TypeVar("Task")
Answer = TypeVar("Answer")

# A worker holds one task at a time, and a task whose worker died is not tried again: it may have
# been the task that took all memory. The next run does it.
_LOCAL = {
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.allowed-failures": 0,
    "distributed.worker.daemon": False,  # a run has processes of its own
    "distributed.scheduler.work-stealing": False,
    "distributed.admin.tick.limit": "1h",  # a long task holds the interpreter; that is no news
}
DIED = "Het werkproces stopte, of had te weinig geheugen. De volgende run maakt dit af."


@dataclass(frozen=True)
class Done(Generic[Task, Answer]):
    """A task with its answer, or with why there is none."""

    task: Task
    answer: Answer | None
    problem: str = ""


def require_dask() -> None:
    """Raise `AnalystError` where Dask is not installed."""
    if find_spec("distributed") is None:
        raise AnalystError(
            "Voor een regio is Dask nodig. Installeer het met: "
            "pip install 'veiligheidsbeeld[regio]'"
        )


class Workers:
    """Workers that do tasks; use it as a context."""

    def __init__(self, client: object) -> None:
        self._client = client

    @property
    def number(self) -> int:
        """How many there are now."""
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def ask(self, question: Callable[[], Answer]) -> list[Answer]:
        """What each worker answers, such as its process or its memory."""
        return list(self._client.run(question).values())

    def each(
        self, work: Callable[[Task], Answer], tasks: Sequence[Task]
    ) -> Iterator[Done[Task, Answer]]:
        """Do every task, and yield it as soon as it is done. One that fails stops no other."""
        from distributed import as_completed

        futures = {self._client.submit(work, task, pure=False, retries=0): task for task in tasks}
        for future in as_completed(list(futures), loop=self._client.loop, raise_errors=False):
            task = futures[future]
            if future.status == "finished":
                yield Done(task, future.result())
            else:
                yield Done(task, None, _reason(future))
            future.release()


def _reason(future: object) -> str:
    error = future.exception() if future.status == "error" else None
    if isinstance(error, AnalystError):
        return str(error)
    name = type(error).__name__
    if error is None or name in {"KilledWorker", "CancelledError", "FutureCancelledError"}:
        return DIED
    return f"Onverwachte fout ({name}). Meld dit aan de beheerder."


@contextmanager
def workers(number: int, address: str | None = None, timeout: float = 30) -> Iterator[Workers]:
    """`number` processes on this machine, or the workers of the cluster at `address`, which
    must answer within `timeout` seconds."""
    require_dask()
    import dask
    from distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with ExitStack() as stack, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if address is None:
            stack.enter_context(dask.config.set(_LOCAL))
            target: object = stack.enter_context(
                LocalCluster(
                    n_workers=number,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                    local_directory=None,
                )
            )
        else:
            target = address
        try:
            client = stack.enter_context(Client(target, timeout=timeout, set_as_default=False))
        except OSError:
            raise AnalystError(
                f"Op {address} antwoordt geen Dask-cluster. Start daar dask-scheduler, of laat "
                "--dask weg om op deze computer te werken."
            ) from None
        if address is None:
            _share_processors(client, number)
        yield Workers(client)


def _share_processors(client: object, number: int) -> None:
    """Give each worker of this machine processors of its own, where there are enough: DuckDB starts
    a thread for each that it may use, and would take those of the other workers."""
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if 1 < number <= len(processors):
        for at, worker in enumerate(client.scheduler_info(n_workers=-1)["workers"]):
            client.run(_keep_to, processors[at::number], workers=[worker])


def _keep_to(processors: Sequence[int]) -> None:
    """Keep this process on these processors, with all that it starts."""
    for thread in Path("/proc/self/task").glob("*"):
        with suppress(OSError):  # it has ended, or may not: then it shares
            os.sched_setaffinity(int(thread.name), processors)
