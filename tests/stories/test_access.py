"""Whoever a case is not for learns nothing of it, whatever they press or type: not even whether there is one."""

import ast
import inspect
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from types import ModuleType

import pytest

from bot.conversation import (
    arranging,
    commands,
    learning,
    mine,
    officers,
    relaying,
    removing,
    routes,
    teaching,
    training,
)
from bot.domain.person import Role
from bot.domain.removal import State
from tests.stories.reports import calls_for_help, card, group, reports
from tests.stories.test_newcase import NAME, entered
from tests.stories.ways import presses_blindly, says
from tests.world import Somebody, World

SECRET = "He keeps a plainly invented crocodile"
VERBS = (
    *("take", "open", "card", "more", "evidence", "evidence:0", "hand", "hand:comms", "hand:safety", "hand:1"),
    *("reply", "ask", "ask:safe", "note", "resolve", "resolve:safe", "conflict", "conflict:sure", "pack", "nonsense"),
    *("removal", "removal:agreed", "removal:0", "removal:new"),
)
REMOVAL_VERBS = (
    *("open", "card", "sent", "acknowledged", "removed", "refused", "appealed", "escalated", "closed", "asked"),
    *(
        "rule",
        "rule:hate",
        "words:report",
        "words:appeal",
        "words:escalate",
        "words:inform",
        "informed",
        "reference",
        "answer",
        "note",
        "long",
        "take",
        "take:1",
        "take:2",
        "nonsense",
    ),
)
BUTTONS = (
    *(f"c:{{case}}:{verb}" for verb in VERBS),
    *(f"m:{{case}}:{verb}" for verb in ("show", "add", "withdraw", "withdraw-sure", "keep-from:1", "keep-from:x")),
    *(f"d:{{case}}:{word}" for word in ("danger", "safe")),
    *("q:{case}", "q:.list:0", "l:{case}", "l:0:0", "l:{case}:sure", "f:abcd:review:.send", "f:abcd:review:.away"),
    *(f"r:{{case}}:{verb}" for verb in REMOVAL_VERBS),
    *("r:{case}", "r:.list:0"),
    *("t:12", "t:{case}"),
    *("drill:go", "drill:outside", "drill:{case}", "y:hand", "y:{case}"),
    *(
        f"k:admin:{verb}"
        for verb in (
            *("home", "list:0", "csv", "new", "new:theory", "see:{case}", "who:{case}:0", "tick:{case}:1:0"),
            *("record:{case}", "invite:{case}", "drop:{case}", "off:{case}", "off:{case}:sure"),
            *("said:{case}:0", "move:{case}", "keep:{case}:session-at", "moved:{case}"),
        )
    ),
    *("k:come:{case}:yes", "k:taught:{case}", "k:nonsense"),
    *(f"n:c:{{behalf}}{word}" for word in ("", ":told", ":copy", ":nonsense")),
    *(f"n:l:{{case}}:{word}" for word in ("show", "ways", "told", "txt", "pdf", "mail", "mail-sure", "nonsense")),
    *("n:b:{case}", "g:fresh-newcase"),
)
#: The case that an officer entered for somebody without Telegram.
BEHALF = 2
#: What the staff may see of everything: numbers of what happened, the list of the removals that are theirs.
OPEN_TO_STAFF = {"t:12", "r:.list:0"}
#: What somebody does in their own training.
OPEN_TRAINING = {"home", "p", "m", "cert", "stop", "start", "l", "q", "a", "on", "due"}
#: Rooms whose buttons lead to the toolkit, or to what the person who presses is in the middle of.
OPEN_ROOMS = {"e", "p", "v", "s", "g", "w", "x"}
COMMANDS = (
    *(
        "/start {case}",
        "/start WL-000{case}",
        "/mycases",
        "/resume WL-000{case}",
        "/cancel",
        "/mydata",
        "/ask WL-000{case}",
    ),
    *("/queue", "/removals", "/people", "/gaps", "/drill", "/training", "/here safety", "/newcase"),
    *("/pack WL-000{case}", "/trends"),
)
#: What begins something of one's own, or shows what everybody may read.
OPEN_COMMANDS = {"urgent", "menu", "booklet", "guides", "learn", "help", "notice", "forgetme"}


async def stranger(world: World) -> Somebody:
    return world.stranger()


async def another_councillor(world: World) -> Somebody:
    return await world.councillor("Ben Sample")


async def officer_of_the_other_desk(world: World) -> Somebody:
    return await world.officer("Kit Example", Role.COMMS)


async def officer_kept_out(world: World) -> Somebody:
    eve = await world.officer("Eve Model")
    for case in (1, BEHALF):
        await presses_blindly(eve, f"c:{case}:conflict:sure", eve.last)
    return eve


async def administrator(world: World) -> Somebody:
    return await world.admin("Pat Instance")


async def leaver(world: World) -> Somebody:
    lee = await world.officer("Lee Leftbehind")
    alex = await world.admin()
    await alex.says("/people")
    await alex.presses("Has left: Lee Leftbehind")
    await alex.presses("button.has-left-sure")
    return lee


async def told(who: Somebody, do: Callable[[], Awaitable[object]]) -> list[str]:
    """What somebody is told by one act, with numbers taken out."""
    who.forgets()
    toast = await do()
    texts = [*([toast] if isinstance(toast, str) else []), *(message.text for message in who.messages())]
    return [re.sub(r"\d+", "0", text) for text in texts if text]


SOMEBODY = pytest.mark.parametrize(
    "somebody", [stranger, another_councillor, officer_of_the_other_desk, officer_kept_out, administrator, leaver]
)


@asynccontextmanager
async def learning_nothing(world: World, somebody: Callable[[World], Awaitable[Somebody]]) -> AsyncIterator[Somebody]:
    """Whoever is no officer of it, beside a case with removals, and the second, on somebody's behalf."""
    sam, ann = await world.officer("Sam Specimen"), await world.councillor()
    await reports(ann, "threat-of-violence", what=says(SECRET))
    await sam.presses("button.take")
    for verb in ("agreed", "0"):
        await presses_blindly(sam, f"c:1:removal:{verb}", sam.last)
    assert await entered(sam, what=SECRET, kind="threat-of-violence") == BEHALF
    who = await somebody(world)
    await who.says("/help")

    async def state() -> tuple[object, ...]:
        return await world.cases(), await world.actions(1), await world.actions(BEHALF), card(sam).text

    before = await state()
    yield who
    assert not who.sees("crocodile")
    assert not who.sees(NAME)
    assert await state() == before


@SOMEBODY
@pytest.mark.parametrize("half", [0, 1])  # a stranger may press 200 in an hour
async def test_no_button_tells_anything_of_a_case(world: World, somebody, half: int) -> None:
    async with learning_nothing(world, somebody) as who:
        for button in BUTTONS[half::2]:
            if somebody is administrator and button.partition(":")[0] in ("q", "l", "drill", "k"):
                continue  # theirs: the lists of questions and people, and rehearsals
            if somebody in (officer_of_the_other_desk, officer_kept_out, administrator) and button in OPEN_TO_STAFF:
                continue
            world.clock.now += timedelta(seconds=10)  # no flood
            of_case, of_none = [
                await told(who, partial(presses_blindly, who, button.format(case=case, behalf=behalf), who.last))
                for case, behalf in ((1, BEHALF), (99, 99))
            ]
            assert of_case, f"{button} is answered"
            assert of_case == of_none, button
            assert len(of_case) == 1, "nothing but a refusal"


@SOMEBODY
async def test_no_command_tells_anything_of_a_case(world: World, somebody) -> None:
    async with learning_nothing(world, somebody) as who:
        for command in COMMANDS:
            world.clock.now += timedelta(seconds=10)
            heard = await told(who, partial(who.says, command.format(case=1)))
            assert heard, f"{command} is answered"
        await who.says("/cancel")


async def test_the_buttons_of_a_case_on_somebodys_behalf_open_it_to_whoever_entered_it(world: World) -> None:
    sam = await world.officer("Sam Specimen")
    behalf = await entered(sam, what=SECRET, kind="threat-of-violence")

    for button in (f"n:c:{behalf}", "n:l:1:show"):
        sam.forgets()
        await presses_blindly(sam, button, sam.last)
        sam.hears(NAME)


def cases_of(module: ModuleType, function: str) -> list[ast.match_case]:
    """The cases of all match statements in a function."""
    tree = ast.parse(inspect.getsource(module))
    (found,) = (node for node in ast.walk(tree) if getattr(node, "name", "") == function)
    return [node for node in ast.walk(found) if isinstance(node, ast.match_case)]


def words_in(pattern: ast.pattern) -> set[str]:
    """The words that a pattern asks for; of a sequence, the first."""
    if isinstance(pattern, ast.MatchSequence):
        return words_in(pattern.patterns[0])
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
        return words_in(pattern.pattern)
    if isinstance(pattern, ast.MatchOr):
        return set().union(*map(words_in, pattern.patterns))
    return {ast.literal_eval(pattern.value)} if isinstance(pattern, ast.MatchValue) else set()


def known(module: ModuleType, function: str) -> set[str]:
    found = set().union(*(words_in(case.pattern) for case in cases_of(module, function)))
    assert found, f"{function} no longer tells by match"
    return found


def test_every_button_and_command_there_is_was_tried() -> None:
    """A new room, a new button of a case or a new command needs a line above."""
    tried = [button.split(":") for button in BUTTONS]
    assert (
        known(routes, "pressed").union(routes._OF_PARTS, routes._OF_A_WORD) == {room for room, *_ in tried} | OPEN_ROOMS
    )
    for module, room in ((officers, "c"), (mine, "m")):
        assert known(module, "pressed") <= {parts[2] for parts in tried if parts[0] == room}
    assert known(removing, "pressed") <= {parts[1] for parts in tried if parts[0] == "r"}
    verbs = {(*parts, "")[2] for parts in tried if parts[0] == "r"}
    assert known(removing, "_do").union(removing._KEPT, State) <= verbs
    assert {f"r:{{case}}:words:{wording}" for wording in removing._WORDINGS} <= set(BUTTONS)
    for function, kind in (("_case", "c"), ("_letter", "l")):
        assert known(relaying, function) <= {(*parts, "")[3] for parts in tried if parts[:2] == ["n", kind]}
    own = known(learning, "pressed") | known(teaching, "pressed")
    assert own == {parts[1] for parts in tried if parts[0] == "k" and parts[1] != "nonsense"} | OPEN_TRAINING
    of_admins = known(training, "pressed") | known(arranging, "pressed")
    assert of_admins == {parts[2] for parts in tried if parts[:2] == ["k", "admin"]}
    heard = {command.split()[0].removeprefix("/") for command in COMMANDS}
    listed = {*commands._EVERYBODYS, *commands._STAFFS, *commands._ADMINS}
    assert known(commands, "obey") | listed == heard | OPEN_COMMANDS


async def test_the_queue_lists_what_somebody_may_open_and_says_how_much_waits_elsewhere(world: World) -> None:
    kit, sam, ann = await world.officer("Kit Example", Role.COMMS), await world.officer(), await world.councillor()
    await calls_for_help(ann)
    await reports(await world.councillor("Ben Sample"), "offensive-post", what=says("A rude post about bins"))

    await sam.says("/queue")
    assert "WL-0002" not in sam.hears("1 not finished", "WL-0001", "other desks: 1").text
    await kit.says("/queue")
    assert "WL-0001" not in kit.hears("1 not finished", "WL-0002", "other desks: 1").text
    alex = await world.admin()
    await alex.says("/queue")
    alex.hears("Nothing waits", "other desks: 2")


async def test_a_case_that_was_called_to_somebody_is_theirs_to_open(world: World) -> None:
    await world.officer("Sam Specimen")
    kit, alex = await world.officer("Kit Example", Role.COMMS), await world.admin()
    await calls_for_help(await world.councillor())
    for person in (kit, alex):
        assert "not with you here" in (await presses_blindly(person, "c:1:open", person.last) or "")

    await world.fast_forward(minutes=16)  # the next, everyone, administrators

    for person in (kit, alex):
        await person.says("/queue")
        person.hears("1 not finished", "WL-0001")
    await alex.presses("WL-0001")
    assert "EMERGENCY" in card(alex).text


async def test_an_administrator_who_is_the_last_to_be_told_may_open_the_case(world: World) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await alex.does(alex.telegram.blocks())
    await calls_for_help(ann)
    await alex.does(alex.telegram.unblocks())

    await world.fast_forward(minutes=6)

    await presses_blindly(alex, "c:1:open", alex.last)
    assert "EMERGENCY" in card(alex).text


async def test_what_was_called_to_an_officer_alone_is_not_shown_in_a_group(world: World) -> None:
    sam, kit, alex = await world.officer(), await world.officer("Kit Example", Role.COMMS), await world.admin()
    await calls_for_help(await world.councillor())
    await world.fast_forward(minutes=11)
    place = await group(world, alex, sam, kit, desk="comms")

    await kit.says("/queue", chat=place)

    assert "WL-0001" not in place.messages[-1].text
    await kit.says("/queue")
    kit.hears("1 not finished", "WL-0001")


async def test_whoever_opens_a_case_or_a_removal_of_it_is_on_record(world: World) -> None:
    sam, eve, ann = await world.officer(), await world.officer("Eve Model"), await world.councillor()
    await reports(ann, "threat-of-violence")
    await sam.presses("button.take")
    for verb in ("agreed", "0"):
        await presses_blindly(sam, f"c:1:removal:{verb}", sam.last)
    before = len(await world.actions())

    await eve.says("/queue")
    await eve.presses("WL-0001")
    await presses_blindly(eve, "c:1:more", eve.last)
    await presses_blindly(eve, "r:1:open", eve.last)

    assert (await world.actions())[before:] == ["case:shown", "case:read", "removal:1:shown"]
    async with world.app.database.transaction() as tx:
        assert {link.actor for link in (await tx.audit.chain(1))[before:]} == {eve.id}


async def test_who_types_a_link_that_a_case_asks_for_already_sees_its_removal_on_record(world: World) -> None:
    sam, eve, ann = await world.officer(), await world.officer("Eve Model"), await world.councillor()
    link = "https://www.facebook.com/groups/12/posts/34"
    await reports(ann, "threat-of-violence", links=says(link))
    await sam.presses("button.take")
    await presses_blindly(sam, "c:1:removal:agreed", sam.last)
    await presses_blindly(sam, "c:1:removal:0", sam.last)
    await eve.says("/queue")
    before = len(await world.actions())

    await presses_blindly(eve, "c:1:removal:new", eve.last)
    await eve.says(link)

    eve.hears("RM-0001")
    assert (await world.actions())[before:] == ["removal:1:shown"]
    async with world.app.database.transaction() as tx:
        assert (await tx.audit.chain(1))[-1].actor == eve.id
