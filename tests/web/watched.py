"""A bot that is watched: its figures as a monitor reads them."""

from datetime import UTC, datetime
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOST = "127.0.0.1"


async def got(port: int, path: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(f"http://{HOST}:{port}{path}")


async def figures(port: int) -> dict[str, float]:
    """Everything at /metrics: ``name{label=value,…}`` and its number."""
    answer = await got(port, "/metrics")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/plain")
    families = text_string_to_metric_families(answer.text)
    return {_named(sample): sample.value for family in families for sample in family.samples}


def _named(sample: Any) -> str:
    labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
    return f"{sample.name}{{{labels}}}" if labels else sample.name
