"""What a careful colleague would point at in a draft post."""

from .reader import DraftReader, Remark

__all__ = ["DraftReader", "Remark"]
