"""From whom a case is kept; and wrong invitations."""

from datetime import timedelta

from bot.domain.access import Cause
from bot.storage import Database
from bot.storage.wrong_tokens import LIMIT, WHILE

from .conftest import NOW

SAM, EVE = 7_000_000_002, 3


async def test_a_case_is_kept_from_somebody_once_and_for_the_first_cause(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.exclusions.add(1, SAM, Cause.NAMED)
        assert not await tx.exclusions.add(1, SAM, Cause.CONFLICT)
        assert await tx.exclusions.add(2, EVE, Cause.ASKED)
        assert await tx.exclusions.of_case(1) == {SAM: Cause.NAMED}
        assert await tx.exclusions.of_case(3) == {}


async def test_wrong_tokens_are_counted_by_person_within_an_hour(database: Database) -> None:
    async with database.transaction() as tx:
        for number in range(LIMIT - 1):
            assert not await tx.wrong_tokens.add(SAM, NOW + timedelta(minutes=number))
        last = NOW + timedelta(minutes=10)
        assert await tx.wrong_tokens.add(SAM, last)
        assert not await tx.wrong_tokens.is_shut(EVE, last)
        assert await tx.wrong_tokens.is_shut(SAM, last + WHILE - timedelta(seconds=1))
        assert not await tx.wrong_tokens.is_shut(SAM, last + WHILE)
        assert not await tx.wrong_tokens.add(SAM, last + WHILE)
