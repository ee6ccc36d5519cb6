"""Numbers from the other parts of the programme, which the trends show beside those of cases."""

from collections.abc import Mapping

from bot.domain.trends import Period
from bot.storage import Transaction


async def removals(_: Transaction, __: Period) -> Mapping[str, int]:
    """Posts that platforms took down in a period, by the platform's id; none until removals are counted."""
    return {}


async def learning(_: Transaction, __: Period) -> Mapping[str, int]:
    """Parts of the training that were completed in a period, by title; none until training is counted."""
    return {}
