"""The signals and vetoes as they ship, and an assessor that looks for them."""

from bot.triage import RuleAssessor
from tests.shipped import shipped

KNOWLEDGE = shipped()
ASSESSOR = RuleAssessor(KNOWLEDGE.patterns, KNOWLEDGE.vetoes)
EXAMPLES = [(signal.level, message) for signal in KNOWLEDGE.patterns for message in signal.examples]
HARMLESS = [message for kept in KNOWLEDGE.patterns for message in kept.harmless]
VETOED = [message for veto in KNOWLEDGE.vetoes for message in veto.examples]
