"""The first hello: anybody is greeted and helped, and a one-time link makes a person known."""

from telegram import BotCommandScopeChat

from bot.bootstrap.rehearsal import invite
from bot.domain.entry import CouncilKind
from bot.domain.person import Role
from tests.sandbox.pictures import png
from tests.world import World


async def commands(world: World, chat_id: int) -> set[str]:
    """The commands menu of a chat."""
    return {command.command for command in await world.app.bot.get_my_commands(BotCommandScopeChat(chat_id))}


async def test_a_stranger_is_greeted_warned_of_999_and_can_ask_and_report(world: World) -> None:
    sam = await world.officer()
    jo = world.stranger()
    await jo.says("/start")
    hello = jo.hears("999", "not yet verified")
    assert world.label("home.urgent") in [key.text for row in hello.keyboard for key in row]
    await jo.says("how do i report a post on facebook")
    jo.hears("Source:")
    await jo.presses("home.urgent")
    jo.hears("999")
    sam.hears("EMERGENCY", "not verified")


async def test_the_buttons_that_stay_in_sight_come_with_the_first_answer_even_without_start(world: World) -> None:
    jo = world.stranger()
    await jo.says("passwords")
    jo.hears("Source:")
    kept = jo.hears("stay in sight")
    assert world.label("home.urgent") in [key.text for row in kept.keyboard for key in row]
    await jo.says("choosing a password")
    jo.hears("Source:")
    jo.hears_nothing()


async def test_a_one_time_link_makes_a_councillor_known_once(world: World) -> None:
    token = await invite(world.app.database, Role.COUNCILLOR, "Ann Example", CouncilKind.PARISH, world.now)
    ann, jo = world.stranger("Ann"), world.stranger("Jo Nobody")
    await ann.says(f"/start {token}")
    ann.hears("Welcome, Ann Example")
    await jo.says(f"/start {token}")
    jo.hears("used already")
    await ann.says("/start")
    ann.hears("Ann Example")
    await jo.says("/start")
    jo.hears("not yet verified")


async def test_an_invitation_expires(world: World) -> None:
    token = await invite(world.app.database, Role.SAFETY, "Sam Specimen", CouncilKind.PRINCIPAL, world.now)
    await world.fast_forward(days=8)
    sam = world.stranger("Sam")
    await sam.says(f"/start {token}")
    sam.hears("expired")


async def test_each_role_sees_its_own_commands_and_welcome(world: World) -> None:
    ann, sam = world.stranger("Ann"), world.stranger("Sam")
    for who, role in ((ann, Role.COUNCILLOR), (sam, Role.SAFETY)):
        token = await invite(world.app.database, role, who.telegram.name, CouncilKind.PRINCIPAL, world.now)
        await who.says(f"/start {token}")
    ann.hears("councillor")
    sam.hears("safety officer", "/queue")
    councillors, officers = await commands(world, ann.id), await commands(world, sam.id)
    assert {"urgent", "report", "mycases"} < councillors
    assert officers == councillors | {"queue", "removals", "newcase", "pack", "trends"}
    await ann.says("/queue")
    ann.hears("do not know that command")


async def test_a_message_without_words_says_what_can_be_done(world: World) -> None:
    ann = await world.councillor()
    await ann.does(ann.telegram.sends_sticker())
    ann.hears("words")
    await ann.does(ann.telegram.sends_album([png(21), png(22), png(23)]))
    ann.hears("Report abuse", "evidence")
    ann.hears_nothing()  # once for the whole album
    await ann.says("/nonsense")
    ann.hears("do not know that command")
    ann.hears_nothing()
