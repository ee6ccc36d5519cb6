"""The audit log: a chain for each case that shows every change, and holds no words."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.audit import GENESIS, Link, broken_at, digest_of, follow
from bot.storage import Database, Vault
from bot.storage.audit import Audit
from bot.storage.schema import audit

from .conftest import NOW

ANN = 7_000_000_001


async def record(database: Database, case_id: int, action: str, words: str = "") -> Link:
    async with database.transaction() as tx:
        return await tx.audit.record(case_id, NOW, ANN, action, words)


async def chain(database: Database, case_id: int) -> list[Link]:
    async with database.transaction() as tx:
        return await tx.audit.chain(case_id)


async def test_each_case_has_a_sound_chain_of_its_own(database: Database) -> None:
    for case_id, action in ((1, "case:opened"), (2, "case:opened"), (1, "case:taken"), (1, "case:resolved")):
        await record(database, case_id, action)
    links = await chain(database, 1)
    assert [link.action for link in links] == ["case:opened", "case:taken", "case:resolved"]
    assert [link.seq for link in links] == [1, 2, 3]
    assert links[0].previous == GENESIS
    assert broken_at(links) is None
    assert broken_at(await chain(database, 2)) is None
    assert await chain(database, 3) == []


async def test_of_words_only_the_digest_is_kept(database: Database) -> None:
    link = await record(database, 1, "reply:sent", "Please ring the police")
    assert link.digest == digest_of("Please ring the police")
    assert "police" not in repr(await chain(database, 1))


async def test_a_changed_link_in_the_database_shows(database: Database) -> None:
    for action in ("case:opened", "case:taken", "case:resolved"):
        await record(database, 1, action)
    async with database.engine.begin() as connection:
        await connection.execute(update(audit).where(audit.c.seq == 2).values(actor=1))
    assert broken_at(await chain(database, 1)) == 2


def test_the_log_can_only_be_added_to_and_read() -> None:
    assert {name for name in vars(Audit) if not name.startswith("_")} == {"record", "chain", "chains"}


steps = st.lists(st.tuples(st.text(max_size=9), st.integers(), st.text(max_size=9)), min_size=1, max_size=8)


def a_chain(written: list[tuple[str, int, str]]) -> list[Link]:
    links: list[Link] = []
    for number, (action, actor, words) in enumerate(written):
        at = NOW + timedelta(seconds=number)
        links.append(follow(links[-1] if links else None, 7, at, actor, action, digest_of(words)))
    return links


@given(written=steps)
def test_a_chain_that_nobody_touched_is_sound(written: list[tuple[str, int, str]]) -> None:
    assert broken_at(a_chain(written)) is None


@given(written=steps, place=st.integers(0, 7), change=st.sampled_from(["actor", "action", "at", "digest", "case_id"]))
def test_whatever_is_changed_in_a_link_shows(written: list[tuple[str, int, str]], place: int, change: str) -> None:
    links = a_chain(written)
    link = links[place % len(links)]
    other = {
        "actor": link.actor + 1,
        "action": link.action + "!",
        "at": link.at + timedelta(microseconds=1),
        "digest": digest_of("other words"),
        "case_id": 8,
    }
    links[link.seq - 1] = replace(link, **{change: other[change]})
    assert broken_at(links) == link.seq


@given(written=steps, place=st.integers(0, 7))
def test_a_link_that_is_missing_in_the_middle_shows(written: list[tuple[str, int, str]], place: int) -> None:
    links = a_chain([*written, ("last", 0, "")])
    del links[place % (len(links) - 1)]
    assert broken_at(links) is not None


@pytest.mark.parametrize("words", ["a", "ä", "👍"])
def test_a_digest_is_of_what_was_written(words: str) -> None:
    assert digest_of(words) != digest_of(words + " ")


async def test_links_that_are_added_at_once_stand_one_after_another(
    database: Database, database_url: str, vault: Vault
) -> None:
    replicas = [Database(database_url, vault) for _ in range(3)]

    async def add(replica: Database, number: int) -> None:
        async with replica.transaction() as tx:
            await tx.audit.record(1, NOW, number, "case:seen")

    await asyncio.gather(*(add(replica, number) for number, replica in enumerate(replicas * 4)))
    for replica in replicas:
        await replica.close()
    async with database.transaction() as tx:
        chain = await tx.audit.chain(1)
    assert broken_at(chain) is None
    assert sorted(link.actor for link in chain) == list(range(12))
