"""What the running bot tells whoever watches over it."""

from .health import Health, serving

__all__ = ["Health", "serving"]
