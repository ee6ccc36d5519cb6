"""/learn: lessons in the toolkit's own words, questions with feedback for each answer, repeats, certificates."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.content import Knowledge
from bot.content.markup import visible
from bot.domain.case import Status
from bot.domain.entry import CouncilKind
from bot.domain.lesson import Part, QuestionKind
from bot.domain.severity import Level
from bot.sandbox.faults import drop
from tests.stories.pupils import answers, begins, course, goes_on, learns, shortened, spot_of
from tests.stories.reports import asks_a_person, calls_for_help, reports
from tests.stories.ways import goes, presses, presses_blindly
from tests.world import Somebody, World, a_world


@pytest.fixture(scope="module")
def short(knowledge: Knowledge) -> Knowledge:
    return shortened(knowledge)


@pytest.fixture
async def school(short: Knowledge, tmp_path: Path) -> AsyncIterator[World]:
    """A bot with few lessons."""
    async with a_world(short, tmp_path) as made:
        yield made


async def done(world: World, person_id: int) -> set[Part]:
    async with world.app.database.transaction() as tx:
        return set(await tx.learning.done(person_id))


async def test_a_lesson_shows_the_toolkits_own_words_and_then_asks(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/learn")
    shown = ann.hears("Training", "Communicating well within the code", "0 of")
    first = course(world).spots()[0]
    assert shown.labels[0] == world.knowledge.words.plain("button.learn-begin", title=first.lesson.title)
    await ann.presses(shown.labels[0])

    lesson = ann.hears(first.module.title, "lesson 1 of", first.lesson.title)
    entry = world.knowledge.catalogue[first.lesson.entry]
    for passage in first.lesson.shown(entry):
        assert visible(world.knowledge.shown(passage, world.now)).strip() in lesson.text
    await ann.presses("button.to-question")
    assert spot_of(world, ann.last) == first


@pytest.mark.parametrize("kind", list(QuestionKind))
@pytest.mark.parametrize("right", [True, False])
async def test_each_answer_is_told_why(world: World, kind: QuestionKind, right: bool) -> None:
    ann = await world.councillor()
    spot = next(each for each in course(world).spots() if each.question.kind is kind)
    await ann.says("/learn")
    await presses_blindly(ann, f"k:q:{spot.question.key}")
    assert bool(ann.last.poll) is (kind is QuestionKind.QUIZ)
    if ann.last.poll:
        assert (ann.last.poll["type"], ann.last.poll["is_anonymous"]) == ("quiz", False)
        assert ann.last.poll["correct_option_ids"] == [spot.question.right]
    assert (await answers(ann, right=right)).question == spot.question
    chosen = next(answer for answer in spot.question.answers if answer.right is right)
    ann.hears("Right." if right else "Not this one", visible(world.knowledge.shown(chosen.why, world.now)))
    async with world.app.database.transaction() as tx:
        kept = (await tx.learning.answered(ann.id))[spot.question.key]
    assert (kept.right, kept.at, bool(kept.due_at)) == (right, world.now, not right)


async def test_it_is_carried_on_just_where_it_was_left_days_and_a_restart_later(school: World) -> None:
    ann = await school.councillor()
    await begins(ann)
    await answers(ann)
    await ann.presses("button.next")
    await goes_on(ann)
    second = spot_of(school, ann.last)
    await school.restart()
    school.clock.now += timedelta(days=12)

    await begins(ann)
    assert spot_of(school, ann.last) == second
    assert second != course(school).spots()[0]


async def test_a_part_is_done_when_every_question_was_answered_rightly_once(school: World) -> None:
    ann = await school.councillor()
    spots = course(school).spots(Part.THEORY)
    await begins(ann)
    await answers(ann, right=False)
    for _ in spots[1:]:
        await goes_on(ann)
        await answers(ann)
    assert await done(school, ann.id) == set()
    await goes_on(ann)
    assert spot_of(school, ann.last) == spots[0]
    await answers(ann)

    ann.hears("Well done", "Communicating well within the code")
    assert await done(school, ann.id) == {Part.THEORY}
    assert f"training:learnt:theory:{ann.id}" in await school.actions(0)
    await ann.says("/learn")
    ann.hears("✓ Communicating well within the code: done, good until 23 Nov 2027")


async def test_the_certificate_is_a_tagged_pdf_with_the_persons_name(school: World) -> None:
    ann = await school.councillor("Ann Example <b>")
    await learns(ann, Part.THEORY)
    message = ann.hears("Your certificate:", "Communicating well within the code")
    assert message.media is not None
    assert message.media.name == "certificate-theory-2026-11-23.pdf"
    pdf = PdfReader(BytesIO(message.media.data))
    text = pdf.pages[0].extract_text()
    module = course(school).modules[0]
    for said in ("Ann Example <b>", "Anyshire County Council", "23 Nov 2026", "23 Nov 2027", module.title):
        assert said in text
    assert (len(pdf.pages), pdf.root_object["/Lang"]) == (1, "en-GB")

    ann.forgets()
    await ann.says("/learn")
    await ann.presses(school.knowledge.words.plain("training.part.theory"))
    await ann.presses("button.certificate")
    ann.hears("Your certificate:")


async def test_what_was_answered_wrongly_comes_back_and_is_offered_first(school: World) -> None:
    ann = await school.councillor()
    await begins(ann)
    spot = await answers(ann, right=False)
    await ann.says("/learn")
    assert not ann.last.labels[0].startswith("↻")
    school.clock.now += timedelta(days=1, minutes=1)

    await ann.says("/learn")
    ann.hears("To look at once more: 1")
    assert ann.last.labels[0].startswith("↻")
    await begins(ann)
    assert spot_of(school, ann.last) == spot
    await answers(ann)
    await ann.presses("button.next")
    ann.hears("all for now")
    async with school.app.database.transaction() as tx:
        again = (await tx.learning.answered(ann.id))[spot.question.key].due_at
    assert again is not None
    assert again - school.now > timedelta(days=1)


async def test_danger_that_somebody_writes_meanwhile_comes_first(school: World) -> None:
    await school.officer()
    ann = await school.councillor()
    await begins(ann)
    question = ann.last
    ann.forgets()
    await ann.says("he is outside my house with a knife, he says he will kill me")
    ann.hears("999")
    assert (await school.case()).status is Status.OPEN
    assert spot_of(school, question) == course(school).spots()[0]


async def test_a_question_that_somebody_types_meanwhile_is_answered(school: World) -> None:
    ann = await school.councillor()
    await begins(ann)
    await ann.says("how do I turn on two-step verification")
    ann.hears("Source:")


async def test_a_vote_in_a_poll_that_is_not_known_any_more_leads_on(school: World) -> None:
    ann = await school.councillor()
    spot = next(each for each in course(school).spots() if each.question.kind is QuestionKind.QUIZ)
    await ann.says("/learn")
    await presses_blindly(ann, f"k:q:{spot.question.key}")
    poll = ann.last
    school.clock.now += timedelta(days=100)
    await school.settle()
    ann.forgets()
    await ann.does(ann.telegram.votes(poll, 0))
    ann.hears("an old one")
    async with school.app.database.transaction() as tx:
        assert await tx.learning.answered(ann.id) == {}


async def test_a_quiz_that_may_not_have_come_is_sent_again_and_says_so(school: World) -> None:
    ann = await school.councillor()
    spot = next(each for each in course(school).spots() if each.question.kind is QuestionKind.QUIZ)
    await ann.says("/learn")
    school.telegram.faults.add(drop(method="sendPoll", chat=ann.id))
    await presses_blindly(ann, f"k:q:{spot.question.key}")
    polls = [message for message in ann.telegram.chat.messages if message.poll]
    mark = school.knowledge.words.plain("error.repeat")
    assert [poll.poll["question"] for poll in polls] == [spot.question.ask, f"{mark} {spot.question.ask}"]
    ann.forgets()
    await ann.does(ann.telegram.votes(polls[-1], spot.question.right))
    ann.hears("Right.")


async def test_strangers_are_told_whom_the_lessons_are_for(world: World) -> None:
    jo = world.stranger()
    await jo.says("/learn")
    jo.hears("whom the council has invited")
    key = course(world).spots()[0].question.key
    for data in ("k:home", f"k:q:{key}", f"k:a:{key}:0", "k:due"):
        assert await presses_blindly(jo, data) == world.label("error.stale")


async def test_a_lesson_is_reached_by_the_menu(world: World) -> None:
    ann = await world.councillor(council=CouncilKind.PARISH)
    await ann.says("/menu")
    await ann.presses("button.learn")
    await ann.presses(world.knowledge.words.plain("training.part.abuse"))
    module = next(each for each in course(world).modules if each.part is Part.ABUSE)
    await ann.presses(module.title)
    await ann.presses(module.lessons[-1].title)
    ann.hears(module.lessons[-1].title)


async def test_a_finished_lesson_can_be_read_and_answered_again(school: World) -> None:
    ann = await school.councillor()
    await learns(ann, Part.THEORY)
    lesson = course(school).spots(Part.THEORY)[0]
    await presses_blindly(ann, f"k:l:{lesson.module.id}/{lesson.lesson.id}", ann.last)
    await ann.presses("button.to-question", on=ann.last)
    await answers(ann, right=False)
    ann.hears("Not this one")
    assert await done(school, ann.id) == {Part.THEORY}


async def test_after_a_case_the_lesson_that_fits_is_offered_once(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await reports(ann, "harassment")
    await sam.presses("button.take")
    ann.forgets()
    await sam.presses("button.resolve")
    await sam.presses("outcome.advised")
    offer = ann.hears("this short lesson may be of use")
    kind = world.knowledge.catalogue[world.knowledge.kinds["harassment"].entry]
    await ann.presses(offer.labels[0])
    lesson = next(each for each in course(world).spots() if each.lesson.title == offer.labels[0])
    assert lesson.lesson.entry in (kind.id, *kind.related)
    ann.forgets()
    await world.fast_forward(days=5)
    ann.hears_nothing()


async def is_never_asked(world: World, person: Somebody) -> None:
    """How somebody is after an urgent case is a matter of its own (test_wellbeing)."""
    async with world.app.database.transaction() as tx:
        await tx.wellbeing.ask_no_more(person.id, world.now)


async def test_after_an_urgent_case_it_is_offered_on_the_next_morning_but_one(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await is_never_asked(world, ann)
    await reports(ann, "threat-of-violence")
    await sam.presses("button.take")
    ann.forgets()
    world.clock.now += timedelta(hours=2)
    await sam.presses("button.resolve")
    await sam.presses("outcome.advised")
    ann.hears("WL-0001 is closed")
    ann.hears_nothing()
    await world.fast_forward(hours=24)
    ann.hears_nothing()
    await world.fast_forward(hours=24)
    ann.hears("this short lesson may be of use")
    await world.fast_forward(days=5)
    ann.hears_nothing()


async def test_no_lesson_is_offered_to_who_wants_no_reminders_or_where_none_fits(world: World) -> None:
    sam, ann = await world.officer(), await world.councillor()
    await ann.says("/learn")
    await ann.presses("button.stop-reminders")
    await reports(ann, "harassment")
    bo = await world.councillor("Bo Example")
    await asks_a_person(bo)
    for number in (1, 2):
        for data in ("take", "resolve:advised"):
            await presses_blindly(sam, f"c:{number}:{data}", sam.last)
    for somebody in (ann, bo):
        somebody.forgets()
    await world.fast_forward(days=5)
    for somebody in (ann, bo):
        somebody.hears_nothing()


async def test_what_waits_is_said_in_the_morning_once_a_week_until_it_is_to_stop(school: World) -> None:
    ann = await school.councillor()
    await begins(ann)
    await answers(ann, right=False)
    ann.forgets()
    await school.fast_forward(days=4)
    nudge = ann.hears("ready for another look: 1")
    assert nudge.sent_at.astimezone(school.knowledge.council.zone).hour == 10
    ann.hears_nothing()
    await school.fast_forward(days=4)
    ann.hears_nothing()
    await school.fast_forward(days=2)
    ann.hears("ready for another look: 1")
    await ann.presses("button.stop-reminders")
    await school.fast_forward(days=9)
    ann.hears_nothing()


async def test_nobody_is_reminded_within_a_day_of_an_urgent_case_and_then_once(school: World) -> None:
    sam, ann = await school.officer(), await school.councillor()
    await is_never_asked(school, ann)
    await begins(ann)
    await answers(ann, right=False)
    school.clock.now += timedelta(hours=37)
    await school.settle()
    await calls_for_help(ann)
    for data in ("take", "resolve:advised"):
        await presses_blindly(sam, f"c:1:{data}", sam.last)
    ann.forgets()
    closed = school.now

    await school.fast_forward(hours=24)
    ann.hears_nothing()
    await school.fast_forward(hours=24)
    (word,) = ann.messages()
    assert word.labels[-1] == school.label("button.stop-reminders")
    assert word.sent_at - closed >= timedelta(days=1)


async def test_a_part_is_refreshed_after_a_year_with_three_reminders(school: World) -> None:
    ann = await school.councillor()
    await learns(ann, Part.THEORY)
    done_at = school.now
    ann.forgets()
    for mark, date in ((90, "2027-08-25"), (30, "2027-10-24"), (7, "2027-11-16")):
        school.clock.now = done_at + timedelta(days=365 - mark - 3)
        await school.settle()
        ann.hears_nothing()
        await school.fast_forward(days=5)
        assert ann.hears("is good until 23 Nov 2027").sent_at.date().isoformat() == date
        ann.hears_nothing()
    school.clock.now = done_at + timedelta(days=366)
    await school.fast_forward(days=3)
    ann.hears_nothing()
    await ann.says("/learn")
    ann.hears("ran out on 23 Nov 2027")
    await learns(ann, Part.THEORY)
    ann.hears("Well done")
    await ann.says("/learn")
    ann.hears("✓ Communicating well within the code: done")


async def test_a_part_may_be_refreshed_before_it_lapses(school: World) -> None:
    ann = await school.councillor()
    await learns(ann, Part.THEORY)
    school.clock.now += timedelta(days=300)
    await school.settle()
    await ann.says("/learn")
    ann.hears("time to refresh it (0 of")
    await learns(ann, Part.THEORY)
    await ann.says("/learn")
    ann.hears("✓ Communicating well within the code: done, good until 18 Sept 2028")


async def test_forgetting_takes_the_answers_and_leaves_the_record(school: World) -> None:
    ann = await school.councillor()
    await learns(ann, Part.THEORY)
    await ann.says("/mydata")
    copy = ann.hears("what I keep about you").media
    assert copy is not None
    key = course(school).spots()[0].question.key
    for said in (b'"part": "theory"', f'"question": "{key}"'.encode()):
        assert said in copy.data
    await ann.says("/forgetme")
    ann.hears("Which parts of the training you have completed")
    await ann.presses("button.forget")
    async with school.app.database.transaction() as tx:
        assert await tx.learning.answered(ann.id) == {}
    assert await done(school, ann.id) == {Part.THEORY}


async def is_reminded(ann: Somebody) -> None:
    """A question comes back, and that was said within the last hours."""
    await begins(ann)
    await answers(ann, right=False)
    ann.forgets()
    while not ann.sees("ready for another look: 1"):
        await ann.world.fast_forward(hours=12)
    ann.hears("ready for another look: 1")


@pytest.mark.parametrize(
    "text", ["Stop reminding me!", "no more reminders", "Please don’t remind me again.", "Please stop"]
)
async def test_who_writes_that_they_want_no_more_reminders_has_none(school: World, text: str) -> None:
    ann = await school.councillor()
    await is_reminded(ann)
    await ann.says(text)
    told = ann.hears("no more reminders of the training", "/learn")
    ann.forgets()
    await school.fast_forward(days=15)
    ann.hears_nothing()
    assert "again" in (await ann.presses("button.start-reminders", on=told) or "")
    await school.fast_forward(days=3)
    ann.hears("ready for another look: 1")


async def test_no_listed_wish_is_taken_for_danger_before_it_is_heard(world: World) -> None:
    assessor = world.app.engine.house.assessor
    for which, least in (("named", Level.EMERGENCY), ("bare", Level.URGENT)):
        for text in world.label(f"training.written.{which}").split(", "):
            assert assessor.assess(text).level < least, text


async def test_words_that_name_the_reminders_lead_to_no_question_about_danger(school: World) -> None:
    ann = await school.councillor()
    await ann.says("Please stop reminding me")
    ann.hears("no more reminders of the training")
    ann.hears_nothing()


async def test_a_bare_stop_means_the_reminders_only_right_after_one(school: World) -> None:
    ann = await school.councillor()
    await is_reminded(ann)
    await school.fast_forward(days=2)
    await ann.says("please stop")
    assert not any("reminders" in message.text for message in ann.messages())
    await school.fast_forward(days=7)
    ann.hears("ready for another look: 1")


async def test_a_bare_stop_is_no_answer_to_the_question_how_somebody_is(school: World) -> None:
    ann = await school.councillor()
    await is_reminded(ann)
    async with school.app.database.transaction() as tx:
        await tx.learning.told(ann.id, school.now)
        assert await tx.pace.take_turn(f"checkin:{ann.id}", timedelta(days=1), school.now)
    await ann.says("please stop")
    assert not any("reminders" in message.text for message in ann.messages())


async def test_a_stranger_and_a_report_in_progress_are_not_told_of_reminders(school: World) -> None:
    ann, jo = await school.councillor(), school.stranger()
    await jo.says("stop reminding me")
    assert not any("reminders of the training" in message.text for message in jo.messages())
    await goes(ann, "report", to="what", kind=presses("kind.harassment"))
    ann.forgets()
    await ann.says("Stop reminding me")
    assert not any("reminders of the training" in message.text for message in ann.messages())
    async with school.app.database.transaction() as tx:
        assert (await tx.learning.learner(ann.id)).stopped_at is None
        flow = (await tx.sessions.load(str(ann.id))).flow
    assert flow is not None
    assert flow.answers["what"].first == "Stop reminding me"


async def test_danger_goes_before_any_wish_about_reminders(school: World) -> None:
    await school.officer()
    ann = await school.councillor()
    await is_reminded(ann)
    await ann.says("please stop, he is outside my house with a knife")
    ann.hears("999")
    async with school.app.database.transaction() as tx:
        assert (await tx.learning.learner(ann.id)).stopped_at is None
