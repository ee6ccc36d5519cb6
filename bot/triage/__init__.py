"""How dangerous a message sounds."""

from .assess import Assessor, RuleAssessor

__all__ = ["Assessor", "RuleAssessor"]
