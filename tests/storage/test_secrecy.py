"""Nothing that a person wrote can be read in the database's files: not in tables, nor in logs of writing ahead."""

import os
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.content import Knowledge
from bot.storage import Database
from bot.storage.row import Kind, State
from bot.storage.schema import metadata
from tests.sandbox.pictures import png
from tests.world import World, a_world

from .filled import WRITTEN, fill
from .filling import rows_in
from .postgres import Server

NAME, HANDLE, OFFICER = "Zephyrine Quillfeather", "@umbrelliferous", "Bartholomew Snodgrass"
WORDS = {
    "what": "xylophonist",
    "effect": "insomniacal",
    "caption": "marzipanned",
    "link": "kumquattery",
    "photo": "photobytes-rhubarbarian",
    "question": "flibbertigibbet",
    "proposed": "gobbledygook",
    "reply": "pettifoggery",
    "note": "lollygagging",
    "waiting": "taradiddlish",
}
PLANTED = [*NAME.split(), *OFFICER.split(), HANDLE.strip("@"), *WORDS.values()]


async def story(world: World) -> None:
    """Words planted in all that a person can write; some of them wait in the queue at the end."""
    sam = await world.officer(OFFICER)
    ann = await world.councillor(NAME)
    await ann.says(f"what about a {WORDS['proposed']}")
    async with world.app.database.transaction() as tx:
        assert (
            await tx.feedback.assign([question.id for question in await tx.feedback.questions()], "two-step", world.now)
            == 1
        )
    await ann.says(f"what about a {WORDS['question']}")
    await ann.says("/report")
    await ann.presses("danger-now.no")
    await ann.presses("kind.threat-of-violence")
    await ann.says(f"He will burn the {WORDS['what']}")
    await ann.presses("whom.me")
    await ann.presses("Facebook")
    await ann.says(HANDLE)
    await ann.says(f"https://facebook.example/{WORDS['link']}")
    photo = png() + WORDS["photo"].encode() * 50
    await ann.does(ann.telegram.sends_photo(photo, caption=f"the {WORDS['caption']} post"))
    await ann.presses("button.done")
    await ann.says(f"I am {WORDS['effect']}")
    await ann.presses("contact.here")
    await ann.presses("wish.police")
    await ann.presses("button.done")
    await ann.presses("button.send-report")
    await sam.presses("button.take")
    await sam.presses("button.reply")
    await sam.says(f"We look into the {WORDS['reply']}")
    await sam.presses("button.note")
    await sam.says(f"Mere {WORDS['note']}")
    await ann.telegram.says(f"A {WORDS['waiting']} word that nobody has handled yet")
    await world.app.intake.poll(wait=0)
    assert (await world.cases())[0].holder == sam.id


async def was_kept(world: World) -> str:
    """All that the bot knows, as people wrote it: the planted words must have got that far."""
    async with world.app.database.transaction() as tx:
        lines = [line.text for line in await tx.cases.thread(1)]
        proposed = [proposal.phrase for proposal in await tx.feedback.proposals()]
        assert await tx.queue.count(State.WAITING, Kind.UPDATE) == 1
        (item,) = await tx.evidence.of_case(1)
        content = await tx.evidence.content(item.id)
        questions = [question.text for question in await tx.feedback.questions()]
    return f"{lines} {proposed} {questions} {await world.case()} {item} {content!r}"


def readable(folder: Path, *words: str) -> list[str]:
    """Which words stand in a folder's files, in any case of letters."""
    contents = [file.read_bytes().lower() for file in folder.rglob("*") if file.is_file()]
    return [word for word in words if any(word.lower().encode() in content for content in contents)]


async def test_sqlite_s_files_hold_nothing_readable(knowledge: Knowledge, tmp_path: Path) -> None:
    async with a_world(knowledge, tmp_path) as world:
        await story(world)
        kept = await was_kept(world)
        assert [word for key, word in WORDS.items() if key != "waiting" and word not in kept] == []
        assert set(os.listdir(tmp_path)) == {"world.db", "world.db-wal", "world.db-shm"}
        assert readable(tmp_path, *PLANTED) == []
    assert readable(tmp_path, *PLANTED) == []


async def test_postgresql_s_files_hold_nothing_readable(knowledge: Knowledge, tmp_path: Path, postgres: Server) -> None:
    url = postgres.create(postgres.template)
    async with a_world(knowledge, tmp_path, url) as world:
        await story(world)
        postgres.say("CHECKPOINT")
        assert readable(postgres.folder, *PLANTED) == []
    postgres.drop(url)


async def test_no_column_of_any_table_holds_what_somebody_wrote(database: Database) -> None:
    await fill(database)
    async with database.engine.connect() as connection:
        held = {table.name: await connection.run_sync(rows_in, table) for table in metadata.sorted_tables}
    assert [name for name, rows in held.items() if not rows] == [], "a new table belongs into `fill`, and its words"
    told = {name: repr(rows).lower() for name, rows in held.items()}
    assert [(name, word) for name, rows in told.items() for word in WRITTEN if word.lower() in rows] == []


def test_a_word_that_was_not_sealed_would_be_found(postgres: Server) -> None:
    url = postgres.create()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE letters AS SELECT 'Dear quockerwodger' AS words"))
    engine.dispose()
    postgres.say("CHECKPOINT")
    assert readable(postgres.folder, "Quockerwodger", "never written") == ["Quockerwodger"]
    postgres.drop(url)
