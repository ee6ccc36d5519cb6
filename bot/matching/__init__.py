"""What a question means: the curated entries that it may be about, best first."""

from .fuzzy import FuzzyMatcher
from .matcher import Match, Matcher, Reason, Result, Verdict

__all__ = ["FuzzyMatcher", "Match", "Matcher", "Reason", "Result", "Verdict"]
