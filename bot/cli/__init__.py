"""The command line: ``python -m bot …``, also installed as ``wardlight``."""

from .commands import main

__all__ = ["main"]
