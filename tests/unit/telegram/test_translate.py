"""From the Bot API's updates to what the house speaks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chat import IncomingKind, MediaKind
from bot.domain.errors import UnreadableError
from bot.telegram.translate import lane_of, translate

ANN = {"id": 700000001, "is_bot": False, "first_name": "Ann", "last_name": "Example", "language_code": "en"}
CHAT = {"id": 700000001, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Officers"}


def a_message(**more: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": 1_795_000_000, "chat": CHAT, "from": ANN, **more}


def an_update(**parts: Any) -> dict[str, Any]:
    return {"update_id": 12, **parts}


def test_a_command_is_told_from_its_argument() -> None:
    incoming = translate(an_update(message=a_message(text="/start@wardlight_bot one-time-token")))
    assert (incoming.command, incoming.argument, incoming.private) == ("start", "one-time-token", True)
    assert incoming.sender is not None
    assert incoming.sender.name == "Ann Example"


def test_the_largest_size_of_a_photo_is_kept_with_its_caption_and_album() -> None:
    photo = [
        {"file_id": "small", "width": 90, "height": 60},
        {"file_id": "large", "width": 1280, "height": 853, "file_size": 5},
        {"file_id": "middle", "width": 320, "height": 213},
    ]
    incoming = translate(an_update(message=a_message(photo=photo, caption="look", media_group_id="9")))
    assert [(a.kind, a.file_id, a.size) for a in incoming.attachments] == [(MediaKind.PHOTO, "large", 5)]
    assert (incoming.text, incoming.album) == ("look", "9")


def test_a_forward_names_whom_it_is_from_even_when_hidden() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Plainly Invented", "date": 1}
    assert translate(an_update(message=a_message(text="x", forward_origin=origin))).forwarded_from == "Plainly Invented"


def test_a_press_in_a_topic_and_one_whose_message_is_too_old() -> None:
    message = a_message(chat=GROUP, message_thread_id=4, is_topic_message=True)
    press = translate(an_update(callback_query={"id": "1", "from": ANN, "data": "c:1:take", "message": message}))
    assert (press.kind, press.press, press.topic_id, press.private) == (IncomingKind.PRESS, "c:1:take", 4, False)
    old = {"chat": CHAT, "message_id": 5, "date": 0}
    press = translate(an_update(callback_query={"id": "1", "from": ANN, "data": "x", "message": old}))
    assert press.message_id == 0


def test_a_vote_is_told_in_the_chat_of_its_voter() -> None:
    vote = an_update(poll_answer={"poll_id": "5200001", "user": ANN, "option_ids": [2]})
    told = translate(vote)
    assert (told.kind, told.chat_id, told.poll, told.choices) == (IncomingKind.VOTE, ANN["id"], "5200001", (2,))
    assert lane_of(vote) == str(ANN["id"]), "a vote is handled in the order of the messages"


def test_a_vote_that_does_not_say_whose_it_is_leads_to_nothing() -> None:
    vote = {"poll_id": "5200001", "voter_chat": GROUP, "option_ids": [2]}
    assert translate(an_update(poll_answer=vote)).kind is IncomingKind.OTHER


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("member", True)])
def test_blocking_and_unblocking_are_told(status: str, reachable: bool) -> None:
    change = {"chat": CHAT, "from": ANN, "date": 1, "new_chat_member": {"status": status}}
    assert translate(an_update(my_chat_member=change)).reachable is reachable


def test_what_nobody_knows_is_other() -> None:
    assert translate(an_update(something_new={"a": 1})).kind is IncomingKind.OTHER


NAMES = ["message", "chat", "from", "id", "callback_query", "edited_message", "date", "photo", "type", "data"]
NAMES += ["poll_answer", "user", "poll_id", "option_ids"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4))
def test_any_object_has_a_lane_and_is_read_or_refused_in_a_known_way(parts: dict[str, Any]) -> None:
    raw = {"update_id": 1, **parts}
    assert lane_of(raw)
    try:
        translate(raw)
    except UnreadableError:
        return
