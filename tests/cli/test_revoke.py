"""``bot revoke``: somebody's roles end, from the command line."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.domain.person import Person, Role
from bot.storage import Transaction

from .test_gaps import kept

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


async def people(tx: Transaction) -> None:
    for id, name, role in ((1, "Alex Template", Role.ADMIN), (2, "Sam Specimen", Role.SAFETY)):
        await tx.people.save(Person(id, name, frozenset({role}), joined_at=NOW))


async def with_roles(tx: Transaction) -> list[int]:
    return [person.id for person in await tx.people.with_role(*Role)]


async def actions(tx: Transaction) -> list[str]:
    return [link.action for link in await tx.audit.chain(0)]


def test_roles_end_from_the_command_line_but_not_the_last_administrators(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REHEARSAL_DIR", str(tmp_path))
    asyncio.run(kept(tmp_path, people))

    done = CliRunner().invoke(app, ["revoke", "2"])
    assert (done.exit_code, done.output) == (0, "Sam Specimen has no role any more.\n")
    for id, why in ((2, "nobody with the id 2 has a role"), (3, "nobody"), (1, "invite another one first")):
        refused = CliRunner().invoke(app, ["revoke", str(id)])
        assert refused.exit_code == 1
        assert why in refused.output

    assert asyncio.run(kept(tmp_path, with_roles)) == [1]
    assert asyncio.run(kept(tmp_path, actions)) == ["person:left:2"]
