"""Polls: sent, voted in, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from . import markup, texts, updates
from .access import chat_to_write, post_in
from .errors import bad_request
from .exchange import Exchange
from .sending import Sending, put
from .shapes import Call, ChatId, Entities, Loaded, Strict, plain
from .state import Account, Ballot, Json, Post


class PollOption(Strict):
    text: str
    text_parse_mode: str | None = None
    text_entities: Entities = None

    @model_validator(mode="before")
    @classmethod
    def from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class SendPoll(Sending):
    question: str
    options: Annotated[list[PollOption], Loaded]
    question_parse_mode: str | None = None
    question_entities: Entities = None
    is_anonymous: bool = True
    type: Literal["regular", "quiz"] = "regular"
    allows_multiple_answers: bool = False
    correct_option_ids: Annotated[list[int] | None, Loaded] = None
    explanation: str | None = None
    explanation_parse_mode: str | None = None
    explanation_entities: Entities = None
    open_period: int | None = Field(default=None, ge=5, le=600)
    close_date: int | None = None
    is_closed: bool = False
    reply_markup: markup.ReplyMarkup = None


class StopPoll(Call):
    chat_id: ChatId
    message_id: int
    reply_markup: markup.InlineMarkup = None


def _options(call: SendPoll) -> list[Json]:
    if not 2 <= len(call.options) <= 12:
        few = len(call.options) < 2
        raise bad_request("poll must have at least 2 option" if few else "poll can't have more than 12 options")
    made = []
    for number, option in enumerate(call.options):
        text = texts.formatted(
            option.text,
            option.text_parse_mode,
            plain(option.text_entities),
            limit=100,
            too_long="poll options length must not exceed 100",
            empty="poll options must be non-empty",
        )
        made.append({"persistent_id": str(number), "text": text.text, "voter_count": 0})
    return made


def _quiz(call: SendPoll) -> Json:
    right = call.correct_option_ids or []
    if call.type == "regular":
        if right or call.explanation:
            raise bad_request("only quizzes have correct options and explanations")
        return {}
    if not right or any(not 0 <= number < len(call.options) for number in right):
        raise bad_request("wrong correct option ID specified")
    told: Json = {"correct_option_ids": right}
    if call.explanation:
        text = texts.formatted(
            call.explanation,
            call.explanation_parse_mode,
            plain(call.explanation_entities),
            limit=200,
            too_long="explanation is too long",
        )
        told |= {"explanation": text.text} | ({"explanation_entities": text.entities} if text.entities else {})
    return told


def send_poll(exchange: Exchange, call: SendPoll) -> Json:
    chat_to_write(exchange, call.chat_id)
    question = texts.formatted(
        call.question,
        call.question_parse_mode,
        plain(call.question_entities),
        limit=300,
        too_long="poll question length must not exceed 300",
        empty="poll question must be non-empty",
    )
    number = f"52{exchange.state.number():016d}"
    poll: Json = {
        "id": number,
        "question": question.text,
        "options": _options(call),
        "total_voter_count": 0,
        "is_closed": call.is_closed,
        "is_anonymous": call.is_anonymous,
        "type": call.type,
        "allows_multiple_answers": call.allows_multiple_answers,
        "allows_revoting": call.type == "regular",
        "members_only": False,
    } | _quiz(call)
    post = put(exchange, call, {"poll": poll}, call.reply_markup)
    closes = exchange.now() + timedelta(seconds=call.open_period) if call.open_period else None
    exchange.state.ballots[number] = Ballot(chat_id=post.chat_id, message_id=post.id, closes_at=closes)
    return post.body


def stop_poll(exchange: Exchange, call: StopPoll) -> Json:
    chat = chat_to_write(exchange, call.chat_id)
    post = post_in(exchange, chat, call.message_id, "message with poll to stop not found")
    if "poll" not in post.body or post.sender != exchange.state.bot.id:
        raise bad_request("message with poll to stop not found")
    poll = post.body["poll"]
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    shown = markup.as_json(call.reply_markup)
    body = {key: value for key, value in post.body.items() if key != "reply_markup"}
    post.body = body | {"poll": poll | {"is_closed": True}} | ({"reply_markup": shown} if shown else {})
    exchange.changed(post)
    updates.push(exchange, "poll", post.body["poll"], f"poll {poll['id']}")
    stopped: Json = post.body["poll"]
    return stopped


def voted(exchange: Exchange, person: Account, post: Post, choices: list[int]) -> None:
    """A person votes, or takes the vote back with no choices; ValueError when the poll does not allow it."""
    poll: Json = post.body["poll"]
    ballot = exchange.state.ballots[poll["id"]]
    if poll["is_closed"] or (ballot.closes_at and exchange.now() >= ballot.closes_at):
        raise ValueError("the poll is closed")
    if len(choices) > 1 and not poll["allows_multiple_answers"]:
        raise ValueError("the poll takes one choice")
    if poll["type"] == "quiz" and ballot.votes.get(person.id):
        raise ValueError("an answer to a quiz cannot be changed")
    ballot.votes[person.id] = sorted(set(choices))
    options = [
        option | {"voter_count": sum(number in vote for vote in ballot.votes.values())}
        for number, option in enumerate(poll["options"])
    ]
    count = sum(bool(vote) for vote in ballot.votes.values())
    post.body = post.body | {"poll": poll | {"options": options, "total_voter_count": count}}
    exchange.changed(post)
    updates.push(exchange, "poll", post.body["poll"], f"poll {poll['id']}")
    if not poll["is_anonymous"]:
        answer = {"poll_id": poll["id"], "user": person.api(), "option_ids": ballot.votes[person.id]}
        answer["option_persistent_ids"] = [str(number) for number in ballot.votes[person.id]]
        updates.push(exchange, "poll_answer", answer, f"user {person.id}")
