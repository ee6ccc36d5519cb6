"""A world with one way outside Telegram: mail to the council's duty officer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.content import Knowledge
from bot.outside.mail import Mail, MailServer, Security
from tests.outside.post import HOST, Post
from tests.world import World, a_world

DUTY = "duty@anyshire.example"


def mail_to(post: Post, address: str = DUTY) -> Mail:
    return Mail(MailServer(HOST, post.port, Security.NONE), "wardlight@anyshire.example", address)


@asynccontextmanager
async def world_with_mail(knowledge: Knowledge, folder: Path, *addresses: str) -> AsyncIterator[tuple[World, Post]]:
    """Open it; the post office where mail arrives."""
    async with Post() as post:
        channels = [mail_to(post, address) for address in addresses or (DUTY,)]
        async with a_world(knowledge, folder, channels=channels) as world:
            yield world, post
