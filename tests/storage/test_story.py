"""The main story on PostgreSQL: a councillor asks, reports a threat, and an officer takes it."""

from pathlib import Path

from bot.content import Knowledge
from tests.stories import test_threat
from tests.world import a_world

from .postgres import Server


async def test_the_main_story_is_the_same_on_postgresql(knowledge: Knowledge, tmp_path: Path, postgres: Server) -> None:
    url = postgres.create(postgres.template)
    async with a_world(knowledge, tmp_path, url) as world:
        await test_threat.test_a_councillor_asks_reports_a_threat_and_an_officer_takes_it(world)
        assert await world.quarantined() == 0
    postgres.drop(url)
