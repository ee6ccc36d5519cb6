"""What understanding costs: milliseconds a question, and memory."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Time:
    """Milliseconds: half of the questions took no longer than ``p50``, 99 of 100 no longer than ``p99``."""

    p50: float
    p99: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Time":
        """The percentiles of at least one."""
        p50, p99 = np.percentile(milliseconds, (50, 99))
        return cls(float(p50), float(p99))


def memory() -> float:
    """MB that this process holds; where the system does not tell, the most it ever held; 0 where neither is known."""
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6  # macOS counts bytes, others KiB
