"""Any other service, by Apprise: its JSON plugin against a server on this machine."""

import pytest

from bot.domain.errors import TransportDownError
from bot.outside.service import Service

from .notices import NOTICE
from .standin import StandIn, serving


async def test_a_message_says_that_a_case_waits() -> None:
    with serving(StandIn()) as server:
        await Service(server.url.replace("http:", "json:")).tell(NOTICE)
    (body,) = server.posted
    assert (body["title"], body["message"]) == (NOTICE.subject, NOTICE.todo)


async def test_a_service_that_refuses_is_tried_again() -> None:
    with serving(StandIn(refusals=[(500, {})])) as server:
        service = Service(server.url.replace("http:", "json:"))
        with pytest.raises(TransportDownError):
            await service.tell(NOTICE)
        await service.tell(NOTICE)
    assert len(server.posted) == 1
