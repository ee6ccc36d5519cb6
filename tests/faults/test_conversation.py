"""The bot is killed in the middle of a conversation: every message has exactly one effect all the same."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from bot.sandbox import Fault, LocalTelegram
from tests.conftest import ROOT
from tests.process import READY, BotProcess

from .killing import Killer, Tally
from .story import Effects, Step, Story

REPORT = (
    Step("ann", "says", "how do i report a post on facebook", ("facebook", "source")),
    Step("ann", "says", "/report", ("step 1 of",)),
    Step("ann", "presses", "danger-now.no", ("step 2 of",)),
    Step("ann", "presses", "kind.threat-of-violence", ("step 3 of",)),
    Step("ann", "says", "He wrote that he will burn my house down", ("step 4 of",)),
    Step("ann", "presses", "whom.me", ("step 5 of",)),
    Step("ann", "presses", "Facebook", ("step 6 of",)),
    Step("ann", "says", "@plainly_made_up", ("step 7 of",)),
    Step("ann", "says", "https://facebook.example/post/1", ("step 8 of",)),
    Step("ann", "presses", "button.done", ("step 9 of",)),
    Step("ann", "says", "I cannot sleep", ("step 10 of",)),
    Step("ann", "presses", "contact.here", ("step 11 of",)),
    # A choice that a second press would take back: were it handled twice, the report would not ask for it.
    Step("ann", "presses", "wish.police", ("✓ contact with the police",)),
    Step("ann", "presses", "button.done", ("check before you send", "wishes: contact with the police")),
    Step("ann", "presses", "button.send-report", ("WL-0001", "taken by"), ("sam", "urgent", "WL-0001", "burn my")),
    Step("sam", "presses", "button.take", ("WL-0001", "sam specimen since"), ("ann", "taken by", "sam specimen")),
    Step("sam", "presses", "button.reply", ("write your reply",)),
    Step("sam", "says", "Are you safe at home?", ("sent to the councillor",), ("ann", "are you safe at home")),
    Step("ann", "presses", "button.answer", ("write what you would like to add",)),
    Step("ann", "says", "Yes, the door is locked", ("passed on",), ("sam", "the door is locked")),
)
FEW = 4


async def a_story(
    knowledge: Knowledge, folder: Path, kills: int = 0, seed: int = 0, tally: Tally | None = None
) -> Effects:
    """Tell the story with so many kills at moments drawn by the seed; what is left of it."""
    async with LocalTelegram() as telegram:
        bot = BotProcess(telegram, folder, ROOT / "knowledge")
        await bot.start()
        try:
            story, random = Story(telegram, bot, knowledge), Random(seed)
            await story.joins("Sam Specimen", Role.SAFETY)
            await story.joins("Ann Example", Role.COUNCILLOR)
            killer = Killer(bot, random, frozenset(random.sample(range(len(REPORT)), kills)))
            await story.tell(REPORT, killer.disturb)
            effects = await story.effects()
        finally:
            await bot.kill()
    if tally is not None:
        tally.stories += 1
        tally.kills += killer.kills
        tally.updates += effects.updates
        tally.sent += effects.sent.total()
    return effects


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A fresh folder at each call."""
    return lambda: tmp_path_factory.mktemp("story")


async def test_a_report_survives_kills_at_any_moment(
    knowledge: Knowledge, fresh: Callable[[], Path], tally: Tally
) -> None:
    undisturbed = await a_story(knowledge, fresh())
    actions, lines = undisturbed.cases[0]
    assert actions == ["case:opened:report", "case:seen", "case:taken", "case:replied", "case:added:reporter"]
    assert lines == ["officer", "reporter"]
    effects = await a_story(knowledge, fresh(), FEW, seed=1, tally=tally)
    tally.repeats += effects.repeats(undisturbed)


@pytest.mark.faults
async def test_reports_survive_many_kills(
    knowledge: Knowledge, fresh: Callable[[], Path], tally: Tally, pytestconfig: pytest.Config
) -> None:
    undisturbed = await a_story(knowledge, fresh())
    seed = 0
    while tally.kills < pytestconfig.getoption("kills"):
        seed += 1
        with TemporaryDirectory() as folder:
            effects = await a_story(knowledge, Path(folder), len(REPORT) // 2, seed, tally)
        tally.repeats += effects.repeats(undisturbed)


async def test_a_message_whose_answer_was_lost_comes_again_and_says_so(knowledge: Knowledge, tmp_path: Path) -> None:
    async with LocalTelegram() as telegram:
        bot = BotProcess(telegram, tmp_path, ROOT / "knowledge")
        await bot.start()
        try:
            story = Story(telegram, bot, knowledge)
            sam = await story.joins("Sam Specimen", Role.SAFETY)
            ann = await story.joins("Ann Example", Role.COUNCILLOR)
            lost = telegram.faults.add(Fault("hang_after", "sendMessage", chat=sam.id))
            await ann.says("He is at my door with a knife")
            await sam.receives("EMERGENCY", "WL-0001")
            await telegram.until(lambda: lost.struck, READY)
            await bot.kill()
            await bot.start()
            card = await sam.receives("EMERGENCY", "WL-0001", within=READY)
            assert knowledge.words.plain("error.repeat") in card.text
            effects = await story.effects()
        finally:
            await bot.kill()
    assert effects.done == effects.updates
    assert [actions for actions, _ in effects.cases] == [["case:opened:words"]]
