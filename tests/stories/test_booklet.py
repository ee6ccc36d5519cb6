"""/booklet: the toolkit as a file in the chat, made once, the whole or a subject, in ordinary or large print."""

from bot.domain.entry import CouncilKind
from bot.domain.person import Role
from tests.paper.booklets import Page, opened
from tests.stories.ways import presses_blindly
from tests.world import Somebody, World

SOME = "service"


def files(who: Somebody) -> dict[str, bytes]:
    """The files that came since the story last looked, by name."""
    return {message.media.name: message.media.data for message in who.messages() if message.media}


async def asks(who: Somebody, subject: str, size: str = "ordinary") -> None:
    await who.says("/booklet")
    await who.presses(f"subject.{subject}.label")
    await who.presses(f"button.booklet-{size}")


async def test_a_councillor_gets_a_subject_in_large_print_as_a_pdf_and_a_page(world: World) -> None:
    ann = await world.councillor()
    await ann.says("/booklet")
    ann.hears("The toolkit as a booklet")
    await ann.presses("subject.wellbeing.label")
    ann.hears("Looking after yourself", "in which print")
    await ann.presses("button.booklet-large")
    ann.hears("I am making it")

    made = files(ann)

    assert list(made) == ["toolkit-wellbeing-large-print.pdf", "toolkit-wellbeing-large-print.html"]
    pdf, page = made.values()
    assert any("Looking after yourself" in page.extract_text() for page in opened(pdf).pages)
    assert 'class="large"' in page.decode()
    assert (2, "Looking after yourself") in Page.of(page.decode()).headings
    async with world.app.database.transaction() as tx:
        assert await tx.documents.content(1) is None


async def test_it_is_offered_in_the_menu_and_by_subject_or_whole(world: World) -> None:
    jo = world.stranger()
    await jo.says("/menu")
    await jo.presses("button.booklet")
    labels = [button.text for row in jo.hears("Which part of it?").buttons for button in row]
    subjects = [world.label(f"subject.{subject}.label") for subject in world.knowledge.catalogue.subjects]
    assert labels == ["The whole toolkit", *subjects]
    await jo.presses("button.booklet-all")
    jo.hears("The whole toolkit", "in which print")
    await jo.presses("button.back")
    jo.hears("Which part of it?")


async def test_a_parish_councillor_gets_what_holds_there(world: World) -> None:
    ann = await world.councillor(council=CouncilKind.PARISH)
    await asks(ann, SOME)
    (_, page) = files(ann).values()
    assert "a parish, town or community council in England" in Page.of(page.decode()).text


async def test_an_officer_prints_it_for_a_parish_councillor_who_is_not_online(world: World) -> None:
    kit, ann = await world.officer("Kit Placeholder", Role.COMMS), await world.councillor()
    await ann.says("/booklet")
    await ann.presses(f"subject.{SOME}.label")
    assert not any("parish" in label for label in ann.last.labels)
    assert "from an older message" in (await presses_blindly(ann, f"n:b:{SOME}:large-parish", ann.last) or "")
    await kit.says("/booklet")
    await kit.presses(f"subject.{SOME}.label")
    await kit.presses("Large print, for a parish council")
    made = files(kit)
    assert list(made) == ["toolkit-service-parish-large-print.pdf", "toolkit-service-parish-large-print.html"]
    _, page = made.values()
    assert 'class="large"' in page.decode()
    assert "a parish, town or community council in England" in Page.of(page.decode()).text


async def test_nobody_can_keep_the_machine_busy(world: World) -> None:
    jo = world.stranger()
    for _ in range(3):
        await asks(jo, SOME)
        assert len(files(jo)) == 2
    await asks(jo, SOME)
    jo.hears("several just now")
    assert files(jo) == {}
    await world.fast_forward(minutes=11)
    await asks(jo, SOME)
    assert len(files(jo)) == 2


async def test_buttons_that_nobody_made_are_refused(world: World) -> None:
    jo = world.stranger()
    await jo.says("/booklet")
    jo.forgets()
    for data in ("n:b:no-such", "n:b:service:huge", "n:b"):
        assert "from an older message" in (await presses_blindly(jo, data, jo.last) or "")
    jo.hears_nothing()
