"""One message in, replies out."""

from .engine import Engine
from .house import House

__all__ = ["Engine", "House"]
