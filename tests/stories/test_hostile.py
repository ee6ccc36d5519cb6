"""Hostile text, names and numbers: shown as what they are, never as what they pretend, and never the end of a talk."""

import pytest

from tests.world import World

from .reports import card, reports
from .ways import presses_blindly, says

HOSTILE = {
    "markup": "<b>bold</b> <a href='https://evil.example'>x</a> & </i> &lt;",
    "a turn of direction": "\u202eevil\u202c and \u2066more\u2069 \u202b\u202b\u202b",
    "control characters": "a\x00b\x1b[31mc\x07\x7f",
    "invisible letters": "i\u200bn\u2060v\ufeffisible",
    "a heap of accents": "Z" + "\u0351" * 300,
    "two units a letter": "🔥" * 3_000,
    "a placeholder": "{number} {council.name} {} {0} %s",
}
INVISIBLE = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff\x00\x1b\x07\x7f")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_a_report_of_hostile_text_reaches_the_officer_as_text(world: World, text: str) -> None:
    sam, ann = await world.officer(), await world.councillor()
    sends = lambda who: who.does(who.telegram.sends({"text": text}))  # noqa: E731
    await reports(ann, "harassment", what=sends, where=sends, effect=sends)
    await sam.presses("button.take")
    assert "<a href" not in card(sam).html
    assert not INVISIBLE & set(card(sam).text)
    await sam.presses("button.more")
    sam.hears("WL-0001")
    await sam.presses("button.reply")
    sam.forgets()
    await sam.does(sam.telegram.sends({"text": text}))
    sam.hears("sent")
    assert await world.quarantined() == 0


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_name_is_only_a_name(world: World, name: str) -> None:
    sam, jo = await world.officer(), world.stranger(name[:64])
    await jo.says("/start")
    await jo.says("/urgent")
    await sam.presses("button.take")
    assert not INVISIBLE & set(card(sam).text)
    assert "<a href" not in card(sam).html
    assert "not verified" in card(sam).text
    assert await world.quarantined() == 0


NUMBERS = ["999999999999999999999", "-1", "0", "٣", "1e9", "9007199254740993", ""]
BUTTONS = [
    "c:{}:take",
    "c:1:hand:{}",
    "c:1:evidence:{}",
    "m:{}:withdraw",
    "d:{}:danger",
    "s:abuse:{}",
    "p:two-step:{}",
    "q:{}",
    "q:.list:{}",
    "f:x:what:{}",
    "g:{}",
    "r:{}:open",
    "r:.list:{}",
    "c:1:removal:{}",
    "n:c:{}",
    "n:l:{}:show",
    "k:admin:see:{}",
    "k:admin:list:{}",
    "k:admin:tick:1:{}:0",
    "k:come:{}:yes",
    "l:{}",
    "l:0:{}",
    "t:{}",
]


@pytest.mark.parametrize("button", BUTTONS)
async def test_a_number_out_of_range_in_a_button_is_answered(world: World, button: str) -> None:
    alex, ann = await world.admin(), await world.councillor()
    await world.officer()
    await ann.says("/urgent")
    for number in NUMBERS:
        for who in (alex, ann):
            assert await presses_blindly(who, button.format(number)) is not None
    assert await world.quarantined() == 0


@pytest.mark.parametrize("command", ["/ｍycases", "/MYCASES", "/my\u200bcases", "/mусases", "/mycases@somebody_else"])
async def test_a_command_in_other_letters_is_understood(world: World, command: str) -> None:
    ann = await world.councillor()
    await ann.says(command)
    ann.hears("no cases")


async def test_an_invitation_s_name_is_shown_without_tricks(world: World) -> None:
    sam, ann = await world.officer("Sam\u202e <b>Specimen</b>\u200b"), await world.councillor("Ann\u2066\nExample")
    await reports(ann, "harassment")
    await sam.presses("button.take")
    ann.hears("Sam <b>Specimen</b>")
    assert "Ann Example" in card(sam).text


async def test_a_command_with_a_huge_argument(world: World) -> None:
    alex = await world.admin()
    for command in ("/start", "/here", "/ask", "/resume", "/queue"):
        await says(f"{command} {'9' * 4_000}")(alex)
    assert await world.quarantined() == 0
