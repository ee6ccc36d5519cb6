"""The audit chain: whatever is done to it afterwards is found."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.audit import Link, broken_at, digest_of, follow

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
entries = st.tuples(
    st.integers(0, 100), st.integers(0, 9), st.sampled_from(["case:taken", "case:noted"]), st.text(max_size=20)
)


def chain_of(written: list[tuple[int, int, str, str]], case_id: int = 1) -> list[Link]:
    chain: list[Link] = []
    for minutes, actor, action, words in written:
        at = NOON + timedelta(minutes=minutes)
        chain.append(follow(chain[-1] if chain else None, case_id, at, actor, action, digest_of(words)))
    return chain


chains = st.lists(entries, min_size=1, max_size=8).map(chain_of)


@given(chains)
def test_a_chain_as_it_was_written_is_sound(chain: list[Link]) -> None:
    assert broken_at(chain) is None


def _other(value: Any) -> Any:
    match value:
        case datetime():
            return value + timedelta(seconds=1)
        case int():
            return value + 1
        case _:
            return f"{value}x"


@given(chains, st.data())
def test_any_change_of_any_link_is_found(chain: list[Link], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from([field.name for field in fields(Link)]))
    changed = replace(chain[place], **{name: _other(getattr(chain[place], name))})

    assert broken_at([*chain[:place], changed, *chain[place + 1 :]]) is not None


@given(chains, st.data())
def test_a_link_that_was_taken_out_is_missed(chain: list[Link], data: st.DataObject) -> None:
    assume(len(chain) > 1)
    place = data.draw(st.integers(0, len(chain) - 2))

    assert broken_at([*chain[:place], *chain[place + 1 :]]) == place + 2


@given(chains, st.data())
def test_two_links_in_each_others_place_are_found(chain: list[Link], data: st.DataObject) -> None:
    assume(len(chain) > 1)
    first = data.draw(st.integers(0, len(chain) - 2))
    second = data.draw(st.integers(first + 1, len(chain) - 1))
    swapped = list(chain)
    swapped[first], swapped[second] = chain[second], chain[first]

    assert broken_at(swapped) == chain[second].seq


@given(chains, st.data())
def test_a_link_put_in_between_is_found(chain: list[Link], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain)))
    forged = follow(chain[place - 1] if place else None, 1, NOON, 5, "case:resolved", "")
    assume(place < len(chain))

    assert broken_at([*chain[:place], forged, *chain[place:]]) is not None


@given(chains)
def test_a_chain_of_another_case_does_not_pass_for_this_ones(chain: list[Link]) -> None:
    assert broken_at([replace(link, case_id=2) for link in chain]) == 1


@given(chains)
def test_each_link_holds_on_to_the_one_before(chain: list[Link]) -> None:
    assert all(later.previous == earlier.hash for earlier, later in pairwise(chain))


def test_of_what_somebody_wrote_only_the_digest_is_kept() -> None:
    assert digest_of("") == ""
    assert len(digest_of("He wrote again")) == 64
