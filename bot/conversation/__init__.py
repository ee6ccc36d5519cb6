"""One message in, replies out."""

from .engine import Engine
from .house import House
from .hurry import urgency

__all__ = ["Engine", "House", "urgency"]
