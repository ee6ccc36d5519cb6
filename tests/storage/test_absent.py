"""Councillors without Telegram, and letters to them."""

from datetime import timedelta

from bot.domain.absent import Absent, Letter, Way
from bot.storage import Database

from .conftest import NOW
from .filled import ANN, CASE

EDNA = Absent("Edna Without", ANN, Way.EMAIL, "edna@anyshire.example", ("contact",))


async def test_whose_case_it_is_is_kept_and_put_right(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.absent.keep(1, Absent("", ANN))
        await tx.absent.keep(1, EDNA)
        assert await tx.absent.of_case(1) == EDNA
        assert await tx.absent.of_case(2) is None


async def test_cases_of_the_same_person_are_found_by_name_and_address(database: Database) -> None:
    others = (
        Absent("edna  without", 1, Way.EMAIL, "Edna@Anyshire.example"),
        Absent("Edna Without", 1, Way.POST, "1 Plainly Made Up Lane"),
        Absent("", 1, Way.EMAIL, "edna@anyshire.example"),
    )
    async with database.transaction() as tx:
        for number, who in enumerate((EDNA, *others), 1):
            await tx.absent.keep(number, who)
        assert await tx.absent.cases_of(EDNA) == [1, 2]
        assert await tx.absent.cases_of(others[2]) == []


async def test_letters_stay_in_order_and_go_with_their_case(database: Database) -> None:
    later = NOW + timedelta(hours=1)
    async with database.transaction() as tx:
        case = await tx.cases.open(CASE)
        await tx.absent.keep(case.id, EDNA)
        for text in ("Dear Edna", "Dear Edna, again"):
            await tx.absent.write(case.id, text, NOW)
        first, second = [letter.id for letter in await tx.absent.letters(case.id)]
        await tx.absent.told(first, later)
        assert await tx.absent.letters(case.id) == [
            Letter(first, case.id, NOW, "Dear Edna", later),
            Letter(second, case.id, NOW, "Dear Edna, again"),
        ]
        await tx.cases.erase(case.id, later)
        assert await tx.absent.of_case(case.id) is None
        assert await tx.absent.letters(case.id) == []
        assert await tx.absent.letter(first) is None
