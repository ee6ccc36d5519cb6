"""Telegram fails, or nobody answers: somebody is told outside it that a case waits, and not a word of the case."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.sandbox.faults import WORDS, refused, server_error, too_many_requests
from bot.storage.row import Kind, State
from tests.outside.post import Post
from tests.stories.outside import DUTY, world_with_mail
from tests.stories.reports import asks_a_person, calls_for_help, card, reports, worries
from tests.stories.ways import says
from tests.world import World

TOLD, FAILED = "case:outside:email", "case:outside:email:failed"


@pytest.fixture
async def placed(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[tuple[World, Post]]:
    """A bot that can send mail, and where the mail arrives."""
    async with world_with_mail(knowledge, tmp_path) as made:
        yield made


@pytest.fixture
def world(placed: tuple[World, Post]) -> World:
    return placed[0]


@pytest.fixture
def post(placed: tuple[World, Post]) -> Post:
    return placed[1]


async def alerts(world: World, state: State = State.WAITING) -> int:
    async with world.app.database.transaction() as tx:
        return await tx.queue.count(state, Kind.ALERT)


async def test_an_emergency_that_nobody_takes_is_mailed_once_the_last_step_has_passed(world: World, post: Post) -> None:
    await world.officer(), await world.admin()
    await calls_for_help(await world.councillor())

    await world.fast_forward(minutes=14)
    assert post.received == []
    await world.fast_forward(minutes=1)

    assert post.subjects == ["EMERGENCY: case WL-0001 waits"]
    assert post.received[0].to == DUTY
    body = post.received[0].message.get_content()
    assert "Nobody has taken it" in body
    assert world.knowledge.council.safety.phone in body
    assert TOLD in await world.actions()


async def test_it_is_repeated_every_quarter_of_an_hour_until_somebody_takes_it(world: World, post: Post) -> None:
    sam = await world.officer()
    await calls_for_help(await world.councillor())
    await world.fast_forward(minutes=29)
    assert len(post.received) == 1
    await world.fast_forward(minutes=1)
    assert len(post.received) == 2
    await world.fast_forward(minutes=2)

    await sam.presses("button.take")
    await world.fast_forward(minutes=14)
    assert len(post.received) == 2


async def test_an_urgent_case_is_mailed_in_its_own_time_and_a_question_never(world: World, post: Post) -> None:
    await world.officer()
    ann = await world.councillor()
    await asks_a_person(ann)
    await world.fast_forward(days=8)
    assert post.received == []

    await worries(await world.councillor("Ben Sample"))
    await world.fast_forward(minutes=60)
    assert post.subjects[0] == "URGENT: case WL-0002 waits"


async def test_it_is_mailed_at_once_where_no_officer_can_be_reached(world: World, post: Post) -> None:
    await calls_for_help(await world.councillor())

    (one,) = post.received
    assert "No officer can be reached" in one.message.get_content()


async def test_nothing_of_what_the_case_is_about_leaves_telegram(world: World, post: Post) -> None:
    ann = await world.councillor("Zephyrine Quillfeather")
    said = "He writes as @umbrelliferous that he will burn the xylophone in Umber Lane"
    await reports(ann, "threat-of-violence", what=says(said))

    (one,) = post.received
    told = str(one.message).lower()
    planted = ("zephyrine", "quillfeather", "xylophone", "umber", "umbrelliferous", "facebook", "threat", "burn")
    assert [word for word in planted if word in told] == []


async def test_while_telegram_is_down_the_case_is_mailed_and_later_shown(world: World, post: Post) -> None:
    sam, ann = await world.officer(), await world.councillor()
    world.telegram.faults.add(server_error(502, method="sendMessage", times=24))
    begun = world.now

    await calls_for_help(ann)

    (one,) = post.received
    assert "Telegram does not deliver it" in one.message.get_content()
    assert (card(sam).sent_at - begun).total_seconds() > 120
    assert sam.sees("EMERGENCY", "WL-0001")


async def test_a_bot_that_starts_while_telegram_is_down_calls_for_help_too(world: World, post: Post) -> None:
    sam, ann = await world.officer(), await world.councillor()
    world.telegram.faults.add(server_error(502, method="getMe"), server_error(502, method="sendMessage", times=24))
    await ann.telegram.says("/urgent")
    await world.restart()

    await world.settle()

    assert post.subjects == ["EMERGENCY: case WL-0001 waits"]
    assert sam.sees("EMERGENCY", "WL-0001")


async def test_a_bot_that_telegram_asks_to_wait_at_its_start_runs_all_the_same(world: World) -> None:
    ann = await world.councillor()
    world.telegram.faults.add(too_many_requests(5, method="getMe"))
    await world.restart()

    await ann.says("how do i report a post on facebook")

    ann.hears("facebook", "Source:")


async def test_a_short_illness_of_telegram_is_nobodys_business(world: World, post: Post) -> None:
    sam, ann = await world.officer(), await world.councillor()
    world.telegram.faults.add(server_error(502, method="sendMessage", times=8))

    await calls_for_help(ann)

    assert sam.sees("EMERGENCY", "WL-0001")
    assert post.received == []


async def test_a_card_that_telegram_refuses_is_mailed(world: World, post: Post) -> None:
    sam, ann = await world.officer(), await world.councillor()
    world.telegram.faults.add(refused(*WORDS["can't parse"], method="sendMessage", chat=sam.id))

    await calls_for_help(ann)

    assert post.subjects == ["EMERGENCY: case WL-0001 waits"]


async def test_a_councillor_who_cannot_be_reached_is_nobodys_emergency(world: World, post: Post) -> None:
    await world.officer()
    ann = await world.councillor()
    world.telegram.faults.add(refused(*WORDS["can't parse"], method="sendMessage", chat=ann.id, times=None))

    await calls_for_help(ann)

    assert post.received == []


async def test_mail_that_cannot_be_sent_now_is_sent_later_even_by_another_process(world: World, post: Post) -> None:
    await post.close()
    await calls_for_help(await world.councillor())
    assert await alerts(world) == 1
    await world.restart()
    await post.open()
    await world.fast_forward(minutes=1)

    assert post.subjects == ["EMERGENCY: case WL-0001 waits"]
    assert (await world.actions()).count(TOLD) == 1


async def test_mail_waits_no_longer_than_until_the_next_alarm(world: World, post: Post) -> None:
    post.refusals["MAIL"] = ["451 try later"] * 100
    await calls_for_help(await world.councillor())
    await world.fast_forward(minutes=16)

    assert (await world.actions()).count(FAILED) == 1
    assert await alerts(world) == 1  # that of the second quarter


async def test_a_mailbox_that_does_not_exist_holds_up_no_other(knowledge: Knowledge, tmp_path: Path) -> None:
    async with world_with_mail(knowledge, tmp_path, "gone@anyshire.example", DUTY) as (world, post):
        post.refusals["RCPT"] = ["550 no such mailbox"]
        await calls_for_help(await world.councillor())

        assert {TOLD, FAILED} <= set(await world.actions())
        assert len(post.received) == 1
        assert await alerts(world) == 0


async def test_a_case_that_was_taken_meanwhile_is_not_mailed_any_more(world: World, post: Post) -> None:
    sam = await world.officer()
    post.refusals["MAIL"] = ["451 try later"]
    await calls_for_help(await world.councillor())
    await world.fast_forward(minutes=15)
    assert await alerts(world) == 1

    await sam.presses("button.take")
    await world.fast_forward(minutes=5)

    assert post.received == []
    assert await alerts(world) == 0
