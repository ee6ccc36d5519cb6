"""What a question means: the curated entries that it may be about, best first."""

from .learned import LearnedMatcher
from .matcher import Match, Matcher, Reason, Result, Verdict
from .understanding import Understanding, Understood

__all__ = ["LearnedMatcher", "Match", "Matcher", "Reason", "Result", "Understanding", "Understood", "Verdict"]
