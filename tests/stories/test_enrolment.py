"""Coming in by a one-time link."""

from pathlib import Path

import pytest

from bot.bootstrap.rehearsal import invite
from bot.domain.entry import CouncilKind
from bot.domain.person import Person, Role
from bot.sandbox.profile import commands_for
from bot.telegram.introduction import introduce
from tests.stories.reports import group
from tests.world import Somebody, World

ROLES = list(Role)


async def link(world: World, role: Role, name: str = "Ann Example", council=CouncilKind.PRINCIPAL) -> str:
    """A one-time link's token."""
    return await invite(world.app.database, role, name, council, world.now)


async def known(world: World, who: Somebody) -> Person:
    async with world.app.database.transaction() as tx:
        person = await tx.people.find(who.id)
    assert person is not None
    return person


def holds(folder: Path, text: str) -> bool:
    """Whether any file there has the text in it."""
    return any(text.encode() in file.read_bytes() for file in folder.iterdir())


def commands(world: World, who: Somebody, chat=None) -> list[str]:
    """The commands that Telegram offers somebody in a chat."""
    exchange = world.telegram.exchange
    place = exchange.state.chats[chat.id if chat else who.id]
    return [command["command"] for command in commands_for(exchange, who.telegram.account, place)]


@pytest.mark.parametrize("role", ROLES)
async def test_a_link_makes_somebody_what_it_says(world: World, role: Role) -> None:
    who = world.stranger("Telegram Name")

    await who.says(f"/start {await link(world, role, 'Ann Example')}")

    person = await known(world, who)
    assert person.roles == {role}
    assert person.name == "Ann Example"
    who.hears("welcome, Ann Example", {"comms": "communications", "admin": "administrator"}.get(role, role))


async def test_a_link_works_once(world: World) -> None:
    token = await link(world, Role.SAFETY)
    first, second = world.stranger("First Come"), world.stranger("Second Come")
    await first.says(f"/start {token}")

    await second.says(f"/start {token}")

    second.hears("used already")
    assert (await known(world, second)).roles == frozenset()
    await first.says(f"/start {token}")
    first.hears("used already")
    assert (await known(world, first)).roles == {Role.SAFETY}


@pytest.mark.parametrize(("days", "roles"), [(6.99, {Role.ADMIN}), (7, set())])
async def test_a_link_expires_after_a_week(world: World, days: float, roles: set[Role]) -> None:
    token, who = await link(world, Role.ADMIN), world.stranger()
    await world.fast_forward(days=days)

    await who.says(f"/start {token}")

    assert (await known(world, who)).roles == roles


async def test_a_wrong_link_lets_nobody_in_and_help_works_all_the_same(world: World) -> None:
    sam, jo = await world.officer(), world.stranger()

    await jo.says("/start certainly-not-a-token")

    jo.hears("expired", "Urgent help")
    await jo.presses("home.urgent")
    sam.hears("EMERGENCY", "not verified")


async def test_a_second_link_adds_a_role(world: World) -> None:
    who = await world.officer("Sam Specimen")

    await who.says(f"/start {await link(world, Role.ADMIN, 'Sam Specimen')}")

    assert (await known(world, who)).roles == {Role.SAFETY, Role.ADMIN}


async def test_a_link_says_which_kind_of_council_somebody_serves(world: World) -> None:
    who = world.stranger()

    await who.says(f"/start {await link(world, Role.COUNCILLOR, council=CouncilKind.PARISH)}")

    assert (await known(world, who)).council is CouncilKind.PARISH


async def test_each_role_sees_its_own_commands(world: World) -> None:
    await introduce(world.app.bot, world.knowledge.words)
    ann, jo = await world.councillor(), world.stranger()
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    alex = await world.admin()
    place = await group(world, alex, sam)

    for somebody in (ann, jo):
        assert "report" in commands(world, somebody)
        assert "queue" not in commands(world, somebody)
    for somebody in (sam, kit, alex):
        assert commands(world, somebody)[0] == "queue"
        assert "report" in commands(world, somebody)
    assert commands(world, sam, place) == ["queue", "here"]


async def test_every_command_is_described_and_answered(world: World) -> None:
    await introduce(world.app.bot, world.knowledge.words)
    sam = await world.officer()
    for command in commands(world, sam):
        sam.forgets()
        await sam.says(f"/{command}")
        assert not any("do not know that command" in message.text for message in sam.messages())


async def test_links_are_not_kept_where_a_thief_of_the_database_could_read_them(world: World, tmp_path: Path) -> None:
    token, who = await link(world, Role.ADMIN, "Very Unusualname"), world.stranger("Telegram Name")
    await who.says(f"/start {token}")

    assert not holds(tmp_path, token)
    assert not holds(tmp_path, "Unusualname")


async def tries(who: Somebody, count: int) -> None:
    for number in range(count):
        await who.says(f"/start not-a-token-{number}")
        who.hears("expired")


async def test_after_five_wrong_links_within_an_hour_none_is_looked_at_for_an_hour(world: World) -> None:
    jo, ben = world.stranger(), world.stranger("Ben Sample")
    token, other = await link(world, Role.SAFETY), await link(world, Role.COUNCILLOR)
    await tries(jo, 5)

    await jo.says(f"/start {token}")
    jo.hears("no more of them for an hour", "Urgent help")
    await world.fast_forward(minutes=59)
    await jo.says(f"/start {token}")
    jo.hears("no more of them")
    assert (await known(world, jo)).roles == frozenset()
    assert await world.actions(0) == ["person:bad-invitation"]

    await ben.says(f"/start {other}")  # nobody else is kept waiting
    ben.hears("welcome")
    await world.fast_forward(minutes=1)
    await jo.says(f"/start {token}")
    assert (await known(world, jo)).roles == {Role.SAFETY}


async def test_wrong_links_that_lie_apart_shut_nobody_out(world: World) -> None:
    jo = world.stranger()
    await tries(jo, 4)
    await world.fast_forward(minutes=60)
    await tries(jo, 4)

    await jo.says(f"/start {await link(world, Role.COUNCILLOR)}")

    assert (await known(world, jo)).roles == {Role.COUNCILLOR}
