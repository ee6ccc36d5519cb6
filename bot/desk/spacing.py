"""How what was answered wrongly is spaced: by FSRS, after a day first, then ever later."""

from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

#: The first look again, and the one after another mistake.
SOON = (timedelta(days=1),)
#: What would come back later than this is learnt.
LEARNT = timedelta(days=120)

_SCHEDULER = Scheduler(learning_steps=SOON, relearning_steps=SOON, enable_fuzzing=False)


def spaced(card: str, right: bool, now: datetime) -> tuple[str, datetime | None]:
    """A question's card after it was answered (JSON; "" for a new one), and when it comes back, None for never."""
    at = now.astimezone(UTC)  # the library takes no other zone, not even one that is the same
    before = Card.from_json(card) if card else Card(card_id=1, due=at)
    after, _ = _SCHEDULER.review_card(before, Rating.Good if right else Rating.Again, at)
    return after.to_json(), after.due if after.due - at <= LEARNT else None
