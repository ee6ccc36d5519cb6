"""The one place where parts meet."""

from .app import App, build

__all__ = ["App", "build"]
