"""Evidence: kept as received, sealed, with the digest of what was received, for one case or for none yet."""

import hashlib
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.chat import Attachment, MediaKind
from bot.domain.evidence import Item, ItemState
from bot.storage import Database
from bot.storage.schema import evidence

from .conftest import NOW

ANN = 7_000_000_001
PHOTO = Attachment(MediaKind.PHOTO, "file-id", "post.png", "image/png", 5)
ITEM = Item(0, ANN, 0, NOW, PHOTO, "the post", "Plainly Made Up", 11)


async def added(database: Database, item: Item = ITEM) -> Item:
    async with database.transaction() as tx:
        return await tx.evidence.add(item)


async def test_an_item_is_listed_before_its_bytes_are_here(database: Database) -> None:
    item = await added(database)
    assert item == replace(ITEM, id=item.id)
    async with database.transaction() as tx:
        assert await tx.evidence.find(item.id) == item
        assert await tx.evidence.content(item.id) is None
        assert await tx.evidence.find(item.id + 1) is None


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=2000))
async def test_the_bytes_come_back_as_received_with_their_digest(database: Database, content: bytes) -> None:
    item = await added(database)
    async with database.transaction() as tx:
        digest = await tx.evidence.keep(item.id, content)
        assert digest == hashlib.sha256(content).hexdigest()
        assert await tx.evidence.content(item.id) == content
        attachment = replace(item.attachment, size=len(content))
        kept = replace(item, attachment=attachment, sha256=digest, state=ItemState.KEPT)
        assert await tx.evidence.find(item.id) == kept


async def test_a_large_file_is_kept(database: Database) -> None:
    content = bytes(range(256)) * 80_000  # 20 MB, the most that Telegram hands out
    item = await added(database)
    async with database.transaction() as tx:
        await tx.evidence.keep(item.id, content)
    async with database.transaction() as tx:
        assert await tx.evidence.content(item.id) == content


async def test_the_bytes_are_sealed(database: Database) -> None:
    item = await added(database)
    async with database.transaction() as tx:
        await tx.evidence.keep(item.id, b"a photo of a threat")
    async with database.engine.connect() as connection:
        record = (await connection.execute(select(evidence))).mappings().one()
    assert b"a photo of a threat" not in record["content_sealed"]
    assert b"the post" not in record["sealed"]


async def test_what_cannot_be_had_any_more_stays_listed(database: Database) -> None:
    item = await added(database)
    async with database.transaction() as tx:
        await tx.evidence.fail(item.id)
        assert await tx.evidence.find(item.id) == replace(item, state=ItemState.FAILED)


async def test_loose_evidence_goes_to_the_case_whose_report_it_was_given_for(database: Database) -> None:
    first, second, other = [await added(database) for _ in range(3)]
    async with database.transaction() as tx:
        await tx.evidence.attach(3, [first.id, second.id])
        assert await tx.evidence.of_case(3) == [replace(first, case_id=3), replace(second, case_id=3)]
        assert await tx.evidence.find(other.id) == other


async def test_what_belongs_to_a_case_goes_to_no_other(database: Database) -> None:
    item = await added(database)
    async with database.transaction() as tx:
        await tx.evidence.attach(3, [item.id])
        await tx.evidence.attach(4, [item.id])
        assert await tx.evidence.find(item.id) == replace(item, case_id=3)


async def test_a_cancelled_report_s_evidence_is_dropped_and_a_case_s_is_not(database: Database) -> None:
    of_case = await added(database, replace(ITEM, case_id=3))
    loose, other = await added(database), await added(database)
    async with database.transaction() as tx:
        await tx.evidence.drop([loose.id, of_case.id])
        assert await tx.evidence.find(loose.id) is None
        assert await tx.evidence.find(of_case.id) == of_case
        await tx.evidence.drop([])
        assert await tx.evidence.find(other.id) == other


async def test_a_dropped_item_s_number_is_not_given_again(database: Database) -> None:
    dropped = await added(database)
    async with database.transaction() as tx:
        await tx.evidence.drop([dropped.id])
    assert (await added(database)).id > dropped.id


async def test_room_is_taken_by_what_is_kept_or_on_its_way_and_by_nothing_else(database: Database) -> None:
    kept, refused, failed, waiting, other, of_case = [await added(database) for _ in range(6)]
    async with database.transaction() as tx:
        await tx.evidence.keep(kept.id, bytes(100))
        await tx.evidence.refuse(refused.id, bytes(100))
        await tx.evidence.fail(failed.id)
        await tx.evidence.attach(7, [of_case.id])
        assert await tx.evidence.held(0, [kept.id, refused.id, failed.id, waiting.id]) == (2, 105)
        assert await tx.evidence.held(0, [other.id, of_case.id]) == (2, 10)
        assert await tx.evidence.held(0, []) == (0, 0)
        assert await tx.evidence.held(7, []) == (1, 5)
