"""Sessions: where each conversation stands, saved by one at a time."""

from dataclasses import replace

import pytest

from bot.domain.errors import ConflictError
from bot.domain.flow import Answer
from bot.domain.session import FlowState, Session
from bot.storage import Database

from .conftest import NOW


async def save(database: Database, session: Session) -> None:
    async with database.transaction() as tx:
        await tx.sessions.save(session, NOW)


async def load(database: Database, key: str = "1") -> Session:
    async with database.transaction() as tx:
        return await tx.sessions.load(key)


async def test_an_unknown_key_has_a_new_session(database: Database) -> None:
    assert await load(database) == Session("1")


async def test_a_session_comes_back_as_saved(database: Database) -> None:
    flow = FlowState("report", "a1", NOW, {"who": Answer(("@made_up",), (4, 5)), "links": Answer()}, "who", ("x",), 3)
    session = Session("1", flow, [replace(flow, name="platform")], subject="threats", worry="he wrote")
    await save(database, session)
    assert await load(database) == session
    assert session.version == 1


async def test_a_stale_session_is_not_saved(database: Database) -> None:
    await save(database, Session("1"))
    one, other = await load(database), await load(database)
    one.subject, other.subject = "one", "other"
    await save(database, one)
    with pytest.raises(ConflictError):
        await save(database, other)
    assert (await load(database)).subject == "one"


async def test_two_first_messages_do_not_overwrite_each_other(database: Database) -> None:
    await save(database, Session("1", subject="one"))
    with pytest.raises(ConflictError):
        await save(database, Session("1", subject="other"))


async def test_a_session_is_saved_again_and_again(database: Database) -> None:
    session = Session("1")
    for subject in ("a", "b", "c"):
        session.subject = subject
        await save(database, session)
    assert ((await load(database)).subject, session.version) == ("c", 3)
