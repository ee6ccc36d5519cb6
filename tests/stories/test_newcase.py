"""A councillor without Telegram: an officer opens the case, and passes on what there is to tell."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import Knowledge
from bot.desk.turn import Turn
from bot.domain.absent import Absent, Letter, Way
from bot.domain.access import Cause
from bot.domain.case import Status
from bot.domain.errors import RefusedError, SendError, TransportDownError
from bot.domain.outside import Email
from bot.domain.person import Role
from bot.domain.report import Report
from bot.domain.severity import Level
from bot.sandbox import Message
from tests.paper.booklets import opened
from tests.stories.reports import card
from tests.stories.ways import Way as Steps
from tests.stories.ways import presses, presses_blindly, says
from tests.world import Somebody, World, a_world

NAME, EMAIL = "Edna Without", "edna@anyshire.example"
STEPS: Steps = {
    "danger": presses("danger-now.no"),
    "person": says(NAME),
    "way": presses("way.email"),
    "email": says(EMAIL),
    "agreed": presses("agreed.contact", "button.done"),
    "kind": presses("kind.harassment"),
    "what": says("He writes to her every day"),
    "whom": presses("whom.them"),
    "where": presses("Facebook"),
    "who": says("@plainly_made_up"),
    "links": presses("button.skip"),
    "evidence": presses("button.done"),
    "effect": says("She cannot sleep"),
    "wish": presses("wish.advice", "button.done"),
    "review": presses("button.send-report"),
}
EDNA = Absent(NAME, 0, Way.EMAIL, EMAIL, ("contact",))
BY_POST = replace(EDNA, way=Way.POST, address="Rose Cottage\n1 Plainly Made Up Lane\nAnytown")


async def enters(who: Somebody, to: str = "", **instead: object) -> None:
    """Go through /newcase, up to a step or to the end."""
    await who.says("/newcase")
    for step, do in STEPS.items():
        if step == to:
            return
        await instead.get(step, do)(who)  # type: ignore[operator]


async def entered(
    who: Somebody, whose: Absent = EDNA, what: str = "He writes to her every day", kind: str = "harassment"
) -> int:
    """The case as it is once an officer has gone through all steps; its id."""
    app = who.world.app
    async with app.database.transaction() as tx:
        turn = Turn(tx, who.world.now, who.id)
        report, absent = Report(kind, what=what, whom="them"), replace(whose, entered_by=who.id)
        case = await app.engine.house.desk.casework.open(turn, absent, report, Level.CONCERN, "newcase")
        await turn.close(f"test{case.id}")
    await who.world.settle()
    return case.id


@dataclass
class Mailbox:
    """A mail server that takes letters, or fails as it is told to."""

    taken: list[Email] = field(default_factory=list)
    failures: list[SendError] = field(default_factory=list)

    async def send(self, email: Email) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append(email)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
async def mailing(knowledge: Knowledge, tmp_path: Path, mailbox: Mailbox) -> AsyncIterator[World]:
    """A world whose council has a mail server."""
    (tmp_path / "mailing").mkdir()
    async with a_world(knowledge, tmp_path / "mailing", post=mailbox) as made:
        yield made


async def letters(world: World, case_id: int = 1) -> list[Letter]:
    async with world.app.database.transaction() as tx:
        return await tx.absent.letters(case_id)


async def absent(world: World, case_id: int = 1) -> Absent | None:
    async with world.app.database.transaction() as tx:
        return await tx.absent.of_case(case_id)


def file_of(message: Message) -> bytes:
    assert message.media is not None
    return message.media.data


async def test_an_officer_is_asked_to_ask_how_somebody_without_telegram_is(world: World) -> None:
    kit = await world.officer("Kit Example")
    await entered(kit, kind="hate-crime")
    await entered(kit, replace(EDNA, name="Fay Without", agreed=()), kind="hate-crime")
    await entered(kit, replace(EDNA, name="Gus Without"), kind="impersonation")
    kit.forgets()
    await world.fast_forward(days=1, hours=1)
    message = kit.hears(f"how is {NAME}?", EMAIL, "Samaritans", "999 first")
    assert message.labels == [world.label("button.behalf")]
    await world.fast_forward(days=7)
    kit.hears(f"how is {NAME}?")
    await world.fast_forward(days=30)
    asked = [each.text for each in kit.telegram.chat.messages if "how is" in each.text]
    assert len(asked) == 2, "not of who did not agree to be rung, nor after something that is not upsetting"


async def test_of_somebody_with_several_cases_an_officer_is_asked_once_about_the_newest(world: World) -> None:
    kit, eve = await world.officer("Kit Example"), await world.officer("Eve Model")
    await entered(kit, kind="hate-crime")
    await world.fast_forward(hours=2)
    await entered(eve, kind="hate-crime")
    await entered(kit, kind="impersonation")
    await world.fast_forward(days=1)
    assert "WL-0002" in eve.hears(f"how is {NAME}?").text
    await world.fast_forward(days=2)
    await entered(kit, replace(EDNA, agreed=()), kind="hate-crime")
    await world.fast_forward(days=30)
    asked = [text.text for who in (kit, eve) for text in who.telegram.chat.messages if "how is" in text.text]
    assert len(asked) == 1, "what they last agreed to holds"


async def test_the_question_waits_for_an_officer_who_can_be_reached(world: World) -> None:
    kit = await world.officer("Kit Example")
    await entered(kit, kind="hate-crime")
    await kit.does(kit.telegram.blocks())
    await world.fast_forward(days=1, hours=1)
    await kit.does(kit.telegram.unblocks())
    kit.forgets()
    await world.fast_forward(days=1)
    kit.hears(f"how is {NAME}?")


async def test_who_turns_out_to_be_known_by_name_is_not_asked_about_twice_a_day(world: World) -> None:
    kit = await world.officer("Kit Example")
    await entered(kit, kind="hate-crime")
    await enters(kit, to="person", danger=presses("danger-now.yes"))
    for do in list(STEPS.values())[1:]:
        await do(kit)
    await world.fast_forward(days=2)
    assert len([each for each in kit.telegram.chat.messages if f"how is {NAME}" in each.text]) == 1


async def test_whoever_must_not_have_the_case_is_not_asked_to_ask(world: World) -> None:
    kit, eve = await world.officer("Kit Example"), await world.officer("Eve Model")
    await entered(kit, kind="hate-crime")
    await presses_blindly(kit, "c:1:conflict:sure", kit.last)
    kit.forgets()
    await world.fast_forward(days=1, hours=1)
    assert not any("how is" in message.text for message in kit.messages())
    eve.hears(f"how is {NAME}?")


async def test_an_officer_enters_a_case_and_everything_is_passed_on_as_letters(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await enters(kit)

    case = await world.case()
    assert (case.reporter_id, case.verified, case.report.whom, case.report.contact) == (0, True, "them", "")
    assert await absent(world) == Absent(NAME, kit.id, Way.EMAIL, EMAIL, ("contact",))
    kit.hears(f"please tell {NAME} by email: {EMAIL}", f"Dear {NAME}", "We have what you told us", "WL-0001")
    assert "by Monday 23 November 2026, 10:15" in (await letters(world))[0].text, "it is read on another day"
    assert kit.sees("The case is open")
    shown = card(sam).text
    for said in (f"On behalf of {NAME}, not on Telegram", EMAIL, "Entered by Kit Example", "Not told yet: 1"):
        assert said in shown
    assert "From:" not in shown

    sam.forgets()
    await sam.presses("button.take")
    kit.hears("please tell", "Your case is with the safety officer now: Sam Specimen", "Monday 23 November 2026, 10:00")
    await sam.presses("button.reply")
    sam.hears("becomes a letter")
    await sam.says("We look into it.\n\nPlease keep every message.")
    sam.hears("written", "has it to pass on")
    kit.hears("please tell", "We look into it.", "Please keep every message.", "call 999")
    await sam.presses_data("c:1:resolve")
    await sam.presses("outcome.advised")
    kit.hears("Your case is closed. We gave you advice.")
    assert all("/report" not in letter.text for letter in await letters(world))
    assert len(await letters(world)) == 4


async def test_the_first_letter_says_what_becomes_of_what_they_told(world: World) -> None:
    sam = await world.officer()
    await entered(sam)
    privacy, (letter,) = world.knowledge.council.privacy, await letters(world)
    for said in (privacy.controller, privacy.email, privacy.notice, "officers", "police", "2 years", "0303 123 1113"):
        assert said in letter.text


async def test_only_officers_and_administrators_enter_cases(world: World) -> None:
    ann, alex = await world.councillor(), await world.admin()
    await ann.says("/newcase")
    ann.hears("do not know that command")
    assert await presses_blindly(ann, "g:fresh-newcase", ann.last)
    await alex.says("/newcase")
    alex.hears("Is anyone in danger now?", "Ask this first")


async def test_danger_shows_the_card_to_read_out_and_opens_the_case_before_a_name_is_asked(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    kit.forgets()
    await enters(kit, to="person", danger=presses("danger-now.yes"))

    kit.hears("Read this out to them now", "Call 999 now")
    kit.hears("Who is it?")
    case = await world.case()
    assert (case.level, case.reporter_id, case.report.kind) == (Level.EMERGENCY, 0, "emergency")
    assert "On behalf of a councillor whose name is still to be asked, not on Telegram" in card(sam).text
    assert await letters(world) == []

    for do in list(STEPS.values())[1:]:
        await do(kit)
    (case,) = await world.cases()
    assert (case.level, case.report.kind, case.report.what.splitlines()[-1]) == (
        *(Level.EMERGENCY, "harassment"),
        "He writes to her every day",
    )
    assert f"On behalf of {NAME}" in card(sam).text
    kit.hears(f"Dear {NAME}", "We have what you told us")


async def test_an_agreement_that_an_officer_took_before_all_was_asked_stays(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await enters(kit, to="person", danger=presses("danger-now.yes"))
    await presses_blindly(sam, "c:1:removal:agreed", card(sam))

    for do in list(STEPS.values())[1:]:
        await do(kit)

    assert await absent(world) == Absent(NAME, kit.id, Way.EMAIL, EMAIL, ("contact", "removal"))


async def test_danger_in_what_is_told_is_theirs_and_not_the_officers(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await enters(kit, to="what")
    kit.forgets()
    await kit.says("there is a man outside her house with a knife, he says he will kill her")

    kit.hears("Read this out to them now")
    kit.hears("To whom?")
    case = await world.case()
    assert (case.level, case.reporter_id) == (Level.EMERGENCY, 0)
    assert f"On behalf of {NAME}" in card(sam).text
    await kit.says("/mycases")
    kit.hears("no cases")


async def test_danger_in_an_edited_answer_is_read_out_and_opens_the_case(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await enters(kit, to="what")
    said = await kit.telegram.says("he writes to her every day")
    await world.settle()
    kit.forgets()
    await kit.does(kit.telegram.edits(said, "there is a man outside her house with a knife, he says he will kill her"))
    kit.hears("Read this out to them now")
    case = await world.case()
    assert (case.level, case.reporter_id) == (Level.EMERGENCY, 0)


async def test_an_edited_cry_for_help_is_added_to_their_case_once(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await enters(kit, to="what")
    await kit.says("there is a man outside her house with a knife, he says he will kill her")
    await kit.presses("whom.them")
    await kit.says("Facebook")
    said = await kit.telegram.says("the man with the knife, he is at her door now and says he will kill her")
    await world.settle()
    kit.forgets()
    edited = "the man with the knife is in her house now and says he will kill her"
    await kit.does(kit.telegram.edits(said, edited))

    assert len([message for message in kit.messages() if "Read this out to them now" in message.text]) == 1
    async with world.app.database.transaction() as tx:
        assert [line.text for line in await tx.cases.thread(1)].count(edited) == 1


async def test_what_was_told_is_put_right_by_who_may_pass_it_on(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    case_id = await entered(kit)
    await presses_blindly(kit, f"n:c:{case_id}:told", kit.last)
    said = await kit.telegram.says("He came to the door")
    await world.settle()
    kit.forgets()
    await kit.does(kit.telegram.edits(said, "He is at her door with a knife now, she says"))
    kit.hears("Read this out to them now")
    kit.hears("WL-0001")
    async with world.app.database.transaction() as tx:
        await tx.exclusions.add(case_id, kit.id, Cause.CONFLICT)
    kit.forgets()
    await kit.does(kit.telegram.edits(said, "He has gone"))
    async with world.app.database.transaction() as tx:
        assert all("He has gone" not in line.text for line in await tx.cases.thread(case_id))


async def test_the_urgent_button_is_the_officers_own(world: World) -> None:
    await world.officer()
    kit = await world.officer("Kit Example", Role.COMMS)
    await enters(kit, to="what")
    await kit.says("/urgent")
    case = await world.case()
    assert (case.reporter_id, await absent(world)) == (kit.id, None)
    await kit.says("/resume")
    await kit.says("He writes to her every day")
    for step in list(STEPS)[list(STEPS).index("whom") :]:
        await STEPS[step](kit)
    assert [each.reporter_id for each in await world.cases()] == [kit.id, 0]


async def test_an_urgent_story_raises_the_case_and_asks_the_officer_nothing(world: World) -> None:
    await world.officer()
    kit = await world.officer("Kit Example", Role.COMMS)
    await enters(kit, to="what")
    kit.forgets()
    await kit.says("He wrote that he will kill her")
    assert [message.text.splitlines()[-1] for message in kit.messages()] == ["To whom?"]
    for step in list(STEPS)[list(STEPS).index("whom") :]:
        await STEPS[step](kit)
    assert (await world.case()).level >= Level.URGENT


async def test_posts_come_down_once_they_agreed_or_the_officer_says_that_they_do(world: World) -> None:
    sam, post = await world.officer(), "https://www.facebook.com/groups/12/posts/34"
    wish = presses("wish.removal", "button.done")
    await enters(sam, links=says(post), wish=wish)
    async with world.app.database.transaction() as tx:
        assert await tx.removals.ids_of(1) == [], "a wish, and no word that platforms may be told"
    await presses_blindly(sam, "c:1:take", card(sam))
    await presses_blindly(sam, "c:1:removal", card(sam))
    assert "Have you their agreement?" in sam.last.text or sam.sees("Have you their agreement?")
    await presses_blindly(sam, "c:1:removal:agreed", sam.last)
    known = await absent(world)
    assert known is not None
    assert known.agreed == ("contact", "removal")
    assert "case:agreed:removal" in await world.actions()
    await presses_blindly(sam, "c:1:removal:0", sam.last)
    await enters(sam, links=says(post), wish=wish, agreed=presses("agreed.removal", "button.done"))
    async with world.app.database.transaction() as tx:
        assert await tx.removals.cases_of(1) == [1, 2]


async def test_what_is_no_email_address_is_asked_again(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await enters(kit, to="email")
    kit.forgets()
    for wrong in ("edna at home", "edna@anyshire.example\nBcc: all@anyshire.example", "a@b.example, c@d.example"):
        await kit.says(wrong)
        kit.hears("not an email address", "Which email address?")
    await kit.says(EMAIL)
    kit.hears("What do they agree to?", "We erase it 2 years after")


async def test_a_letter_comes_as_text_and_as_a_pdf_and_is_marked_as_told(world: World) -> None:
    sam = await world.officer()
    await entered(sam, BY_POST)
    sam.hears("please tell", "by post", "1 Plainly Made Up Lane")
    await sam.presses("button.letter-ways")
    labels = [button.text for row in sam.hears("as a file").buttons for button in row]
    assert labels == ["Letter (PDF)", "As a text file", "✓ I have told them"]
    await sam.presses("button.letter-txt")
    message = sam.hears("the letter")
    assert file_of(message).decode() == (await letters(world))[0].text
    assert NAME not in message.media.name  # type: ignore[union-attr]
    await sam.presses("button.letter-pdf")
    made = opened(file_of(sam.hears("the letter")))
    text = made.pages[0].extract_text()
    for said in ("Rose Cottage\n1 Plainly Made Up Lane\nAnytown", "23 Nov 2026", f"Dear {NAME}", "WL-0001"):
        assert said in text
    assert made.root_object["/Lang"] == "en-GB"
    assert (await world.actions())[-2:] == ["case:letter:exported"] * 2
    await sam.presses("button.letter-told")
    assert "Not told yet" not in card(sam).text
    assert [letter.told_at is not None for letter in await letters(world)] == [True]
    assert "case:letter:told" in await world.actions()


async def test_a_letter_goes_by_email_after_it_was_seen_and_confirmed(mailing: World, mailbox: Mailbox) -> None:
    sam = await mailing.officer()
    await entered(sam)
    await sam.presses("button.letter-ways")
    sam.forgets()
    await sam.presses("button.letter-mail")
    seen = sam.hears(f"Dear {NAME}")
    sam.hears("This text, and nothing else", EMAIL, "Your case WL-0001")
    assert mailbox.taken == []

    await sam.presses("button.letter-mail-sure")

    (email,) = mailbox.taken
    assert (email.to, email.subject, email.reply_to) == (
        *(EMAIL, "Your case WL-0001"),
        mailing.knowledge.council.safety.email,
    )
    assert email.body.strip() in seen.text
    sam.hears("handed to the mail server")
    assert (await letters(mailing))[0].told_at is not None
    assert (await mailing.actions())[-2:] == ["case:letter:confirmed", "case:letter:mailed"]
    await presses_blindly(sam, "n:l:1:mail-sure", sam.last)
    assert len(mailbox.taken) == 1


async def test_mail_is_not_offered_without_a_server_without_consent_or_on_another_way(
    world: World, mailing: World
) -> None:
    for place, whose in ((world, EDNA), (mailing, replace(EDNA, agreed=())), (mailing, BY_POST)):
        sam = await place.officer()
        number = (await letters(place, await entered(sam, whose)))[0].id
        await sam.presses("button.letter-ways")
        assert "By email" not in [button.text for row in sam.last.buttons for button in row]
        for word in ("mail", "mail-sure"):
            assert "from an older message" in (await presses_blindly(sam, f"n:l:{number}:{word}", sam.last) or "")


@pytest.mark.parametrize(
    ("failures", "hears"),
    [
        ([TransportDownError("down")] * 3, "handed to the mail server"),
        ([RefusedError("SMTP 550")], "could not be sent"),
        ([TransportDownError("down")] * 99, "could not be sent"),
    ],
)
async def test_trouble_at_the_mail_server_is_tried_again_or_told(
    mailing: World, mailbox: Mailbox, failures: list[SendError], hears: str
) -> None:
    sam = await mailing.officer()
    await entered(sam)
    mailbox.failures += failures
    await sam.presses("button.letter-ways")
    await sam.presses("button.letter-mail")
    await sam.presses("button.letter-mail-sure")
    await mailing.fast_forward(hours=3)
    sam.hears(hears)
    assert ((await letters(mailing))[0].told_at is not None) == (hears != "could not be sent")


async def test_what_they_say_later_is_added_and_danger_in_it_raises_the_case(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await entered(kit)
    await sam.presses("button.take")
    await kit.presses_data("n:l:1:ways")
    await presses_blindly(kit, "n:c:1", kit.last)
    kit.hears("WL-0001", f"on behalf of {NAME}", "Letters: 2")
    assert (await world.actions())[-1] == "case:behalf:shown"
    await presses_blindly(kit, "n:l:1:show", kit.last)
    assert (await world.actions())[-1] == "case:letter:shown"
    await presses_blindly(kit, "n:c:1", kit.last)
    await kit.presses("button.behalf-told")
    kit.hears("What do they say?")
    sam.forgets()
    await kit.says("She says that he wrote again")
    kit.hears("added")
    sam.hears("the councillor adds", "he wrote again")

    await presses_blindly(kit, "n:c:1:told", kit.last)
    await kit.says("He is at her door with a knife now and says he will kill her")
    kit.hears("Read this out to them now")
    assert (await world.case()).level is Level.EMERGENCY
    await kit.says("what should she wear")
    assert "wear" not in str((await world.case()).report)


async def test_a_copy_of_their_data_holds_their_cases_and_letters_and_no_notes(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    for _ in range(2):
        await entered(kit)
    await entered(kit, replace(EDNA, name="Somebody Else"), "Another story")
    await presses_blindly(sam, "c:1:take", sam.last)
    await presses_blindly(sam, "c:1:note", sam.last)
    await sam.says("A note for officers only")
    await presses_blindly(kit, "n:c:1:told", kit.last)
    await kit.says("She says that it stopped")
    kit.forgets()
    await presses_blindly(kit, "n:c:2:copy", kit.last)
    held = json.loads(file_of(kit.hears("all that is kept about them")))
    assert (held["you"]["name"], held["you"]["address"], held["you"]["agreed_to"]) == (NAME, EMAIL, ["contact"])
    assert [case["number"] for case in held["cases"]] == ["WL-0001", "WL-0002"]
    assert f"Dear {NAME}" in held["cases"][0]["letters"][0]["text"]
    assert [(line["from"], line["text"]) for line in held["cases"][0]["messages"]] == [
        ("you", "She says that it stopped")
    ]
    assert "officers only" not in json.dumps(held)
    assert "Another story" not in json.dumps(held)
    assert [("case:exported" in await world.actions(number)) for number in (1, 2, 3)] == [True, True, False]


async def test_a_case_that_is_kept_from_who_entered_it_is_passed_on_by_another(world: World) -> None:
    sam, kit = await world.officer(), await world.officer("Kit Example", Role.COMMS)
    await entered(kit, what="It is Kit Example who writes to her")
    await sam.presses("button.take")
    sam.hears("please tell", "Your case is with")
    assert not kit.sees("please tell")
    for data in ("n:c:1", "n:c:1:copy", "n:c:1:told", "n:l:1:show", "n:l:1:txt", "n:l:1:told"):
        assert "not with you here" in (await presses_blindly(kit, data, kit.last) or ""), data


async def test_who_left_or_cannot_be_reached_passes_nothing_on(world: World) -> None:
    sam, kit, alex = await world.officer(), await world.officer("Kit Example", Role.COMMS), await world.admin()
    await entered(kit)
    await enters(kit, to="kind")
    await alex.says("/people")
    await alex.presses("Has left: Kit Example")
    await alex.presses("button.has-left-sure")
    kit.forgets()
    sam.forgets()
    await presses_blindly(sam, "c:1:take", sam.last)
    sam.hears("please tell", "Your case is with")
    kit.hears_nothing()
    await kit.says("/resume")
    kit.hears("nothing saved")
    assert "Only officers" in (await presses_blindly(kit, "n:l:1:txt", kit.last) or "")


async def test_all_of_it_goes_when_the_case_is_erased(world: World) -> None:
    sam = await world.officer()
    await entered(sam)
    await sam.presses("button.take")
    await sam.presses_data("c:1:resolve")
    await sam.presses("outcome.advised")
    assert (await world.case()).status is Status.RESOLVED
    world.clock.now += timedelta(days=730)
    await world.fast_forward(days=2)
    assert (await world.case()).erased_at is not None
    assert (await absent(world), await letters(world)) == (None, [])
    assert "not with you here" in (await presses_blindly(sam, "n:c:1", sam.last) or "")


async def test_a_letter_on_its_way_by_mail_goes_nowhere_once_its_case_is_erased(
    mailing: World, mailbox: Mailbox
) -> None:
    sam = await mailing.officer()
    await entered(sam)
    await sam.presses("button.letter-ways")
    await sam.presses("button.letter-mail")
    mailbox.failures += [TransportDownError("down")] * 7
    await sam.presses("button.letter-mail-sure")
    async with mailing.app.database.transaction() as tx:
        await tx.cases.erase(1, mailing.now)
    await mailing.fast_forward(minutes=1)
    assert mailbox.taken == []


async def test_an_unfinished_case_waits_for_its_officer(world: World) -> None:
    kit = await world.officer("Kit Example", Role.COMMS)
    await enters(kit, to="what")
    await kit.says("/newcase")
    kit.hears("one of these under way")
    await kit.presses("button.carry-on")
    kit.hears("What happened?")
    world.clock.now += timedelta(days=2)
    await kit.says("/resume")
    kit.hears("What happened?")
