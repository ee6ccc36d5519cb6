"""``/metrics`` for Prometheus: what this process counted, and what stands in the database as it is asked."""

from collections.abc import Callable
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.errors import StorageError
from bot.storage import Database
from bot.storage.figures import depths, oldest, untaken

#: Seconds: an answer takes 10 ms, and a message may wait 20 s for Telegram.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30)


class Metrics:
    """Takes the counts of the parts that work (it is their ``Tally``), and tells them."""

    def __init__(self, *, by_words_alone: bool) -> None:
        self.registry = registry = CollectorRegistry()
        self._handled = Counter("wardlight_handled", "Rows worked.", ["kind", "outcome"], registry=registry)
        seconds = "Seconds from taking a row to being done with it."
        self._seconds = Histogram("wardlight_handling_seconds", seconds, ["kind"], buckets=BUCKETS, registry=registry)
        self._sent = Counter("wardlight_sends", "Telegram's answers to messages.", ["outcome"], registry=registry)
        self._asked = Counter("wardlight_questions", "Questions, by what they found.", ["outcome"], registry=registry)
        self._at_telegram = Gauge("wardlight_telegram_waiting", "Updates that wait at Telegram.", registry=registry)
        self._rows = Gauge("wardlight_queue_rows", "Rows of the queue.", ["kind", "state"], registry=registry)
        late = "Seconds for which the most overdue row has been due."
        self._late = Gauge("wardlight_queue_oldest_seconds", late, ["kind"], registry=registry)
        self._untaken = Gauge("wardlight_cases_untaken", "Cases that nobody has.", ["level"], registry=registry)
        age = "Seconds for which the oldest case that nobody has is open."
        self._untaken_age = Gauge("wardlight_cases_untaken_oldest_seconds", age, ["level"], registry=registry)
        self._up = Gauge("wardlight_database_up", "1 where the database answers.", registry=registry)
        words = Gauge("wardlight_words_alone", "1 where the encoder cannot be used.", registry=registry)
        words.set(by_words_alone)

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """A row was worked."""
        self._handled.labels(kind, outcome).inc()
        self._seconds.labels(kind).observe(seconds)

    def sent(self, outcome: str) -> None:
        """Telegram answered to a message."""
        self._sent.labels(outcome).inc()

    def asked(self, outcome: str) -> None:
        """A question found something, or not."""
        self._asked.labels(outcome).inc()

    def waiting(self, updates: int) -> None:
        """So many updates wait at Telegram."""
        self._at_telegram.set(updates)

    async def read(self, database: Database, now: datetime) -> None:
        """Bring what stands in the database up to date; what is not there any more is not told any more."""
        async with database.snapshot() as connection:
            rows, due, cases = await depths(connection), await oldest(connection), await untaken(connection)
        for gauge in (self._rows, self._late, self._untaken, self._untaken_age):
            gauge.clear()
        for (kind, state), count in rows.items():
            self._rows.labels(kind, state).set(count)
        for kind, moment in due.items():
            self._late.labels(kind).set(max((now - moment).total_seconds(), 0))
        for case in cases:
            self._untaken.labels(case.level.word).set(case.count)
            self._untaken_age.labels(case.level.word).set((now - case.since).total_seconds())

    def routes(self, database: Database, clock: Callable[[], datetime]) -> list[Route]:
        """The page. With the database down it tells that, and what was counted."""

        async def metrics(_: Request) -> Response:
            try:
                await self.read(database, clock())
                self._up.set(1)
            except StorageError:
                self._up.set(0)
            return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

        return [Route("/metrics", metrics)]
