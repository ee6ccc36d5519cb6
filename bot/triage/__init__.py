"""How dangerous a message sounds."""

from .assess import Assessor, RuleAssessor
from .ear import LearnedEar
from .learned import LearnedAssessor

__all__ = ["Assessor", "LearnedAssessor", "LearnedEar", "RuleAssessor"]
