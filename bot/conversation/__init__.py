"""One message in, replies out."""

from .engine import Engine
from .house import House
from .hurry import is_pressing

__all__ = ["Engine", "House", "is_pressing"]
