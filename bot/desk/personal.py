"""What the bot holds about one person, put together for them as one JSON text."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.content import Knowledge
from bot.domain.absent import Absent
from bot.domain.access import Cause
from bot.domain.case import Case
from bot.domain.evidence import Item
from bot.domain.person import Person
from bot.domain.removal import Mark, Removal
from bot.domain.session import FlowState, Session
from bot.domain.wellbeing import WEEK
from bot.storage import Transaction
from bot.storage.cases import Line, Said
from bot.storage.row import Kind as RowKind


async def copy_for(tx: Transaction, knowledge: Knowledge, person: Person, session: Session, now: datetime) -> str:
    """Everything about ``person`` that is theirs to see, as indented JSON with readable keys; times are ISO 8601.

    Not: officers' own notes, other people's data, what cannot be traced to a person; ``left_out`` says so.
    """
    privacy = knowledge.council.privacy
    copy = {
        "made_at": now,
        "controller": privacy.controller,
        "data_protection_officer": privacy.email,
        "you": _you(person),
        "asked_not_to_be_asked_how_they_are": await tx.wellbeing.unasked_since(person.id),
        "seen_in_the_last_days": dict(await tx.wellbeing.seen_by(person.id, now - 2 * WEEK)),
        "cases": [await _case(tx, case) for case in await tx.cases.of_reporter(person.id, None)],
        "not_sent": [await _unfinished(tx, state) for state in session.flows],
        "conversation": await _conversation(tx, session),
        "set_aside": [
            {"received_at": row.created_at, "update": row.payload}
            for row in await tx.queue.set_aside(RowKind.UPDATE, str(person.id))
        ],
        "training": await _training(tx, person),
        "left_out": knowledge.words.plain("mydata.left-out"),
    }
    return json.dumps(copy, ensure_ascii=False, indent=2, default=_written)


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _you(person: Person) -> dict[str, Any]:
    return {
        "telegram_id": person.id,
        "name": person.name,
        "roles": sorted(person.roles),
        "council": person.council,
        "joined_at": person.joined_at,
    }


async def copy_for_absent(
    tx: Transaction, knowledge: Knowledge, who: Absent, cases: Sequence[Case], now: datetime
) -> str:
    """The same for somebody without Telegram, of these cases of theirs."""
    privacy = knowledge.council.privacy
    copy = {
        "made_at": now,
        "controller": privacy.controller,
        "data_protection_officer": privacy.email,
        "you": {"name": who.name, "reached_by": who.way, "address": who.address, "agreed_to": who.agreed},
        "cases": [{**await _case(tx, case), "letters": await _letters(tx, case)} for case in cases],
        "left_out": knowledge.words.plain("mydata.left-out"),
    }
    return json.dumps(copy, ensure_ascii=False, indent=2, default=_written)


async def _letters(tx: Transaction, case: Case) -> list[dict[str, Any]]:
    found = await tx.absent.letters(case.id)
    return [{"written_at": letter.at, "told_at": letter.told_at, "text": letter.text} for letter in found]


async def _case(tx: Transaction, case: Case) -> dict[str, Any]:
    times = ("opened_at", "take_by", "seen_at", "taken_at", "closed_at")
    thread = await tx.cases.thread(case.id)
    return {
        "number": case.number,
        "status": case.status,
        "level": case.level.word,
        "outcome": case.outcome,
        "said_under_the_999_card": case.said,
        **{name: getattr(case, name) for name in times},
        "report": asdict(case.report),
        "messages": [_message(line) for line in thread if line.kind is not Said.NOTE],
        "evidence": [_evidence(item) for item in await tx.evidence.of_case(case.id)],
        "removals": [_removal(removal, case.opened_at) for removal in await tx.removals.of_case(case.id)],
        "must_not_read_it": await _kept_out(tx, case),
    }


async def _kept_out(tx: Transaction, case: Case) -> list[str]:
    """From whom it is kept, by name, as the receipt says it: not who asked for that themselves."""
    kept = await tx.exclusions.of_case(case.id)
    people = [await tx.people.find(person_id) for person_id, cause in kept.items() if cause is not Cause.CONFLICT]
    return [person.name for person in people if person is not None]


def _removal(removal: Removal, since: datetime) -> dict[str, Any]:
    """What was asked of a platform, and what came of it since then; neither officers' notes nor others' reports."""
    steps = [step for step in removal.steps if step.mark is Mark.MOVED and step.at >= since]
    moves = [{"at": step.at, "state": step.state} for step in steps]
    return {
        "number": removal.number,
        "post": removal.post.address,
        "platform": removal.post.platform,
        "harm": removal.kind,
        "state": removal.state,
        "steps": moves,
    }


def _message(line: Line) -> dict[str, Any]:
    return {"at": line.at, "from": "the council" if line.kind is Said.OFFICER else "you", "text": line.text}


def _evidence(item: Item) -> dict[str, Any]:
    return {
        "received_at": item.received_at,
        "file": item.attachment.name or item.attachment.kind,
        "size": item.attachment.size,
        "sha256": item.sha256,
        "state": item.state,
        "said_with_it": item.caption,
        "forwarded_from": item.forwarded_from,
    }


async def _handed_over(tx: Transaction, ids: tuple[int, ...]) -> list[dict[str, Any]]:
    found = [await tx.evidence.find(item_id) for item_id in ids]
    return [_evidence(item) for item in found if item is not None]


async def _unfinished(tx: Transaction, state: FlowState) -> dict[str, Any]:
    return {
        "what": state.name,
        "started_at": state.started_at,
        "answers": {name: answer.values for name, answer in state.answers.items()},
        "evidence": await _handed_over(tx, state.items),
        "must_not_read_it": list(state.away.values()),
    }


async def _training(tx: Transaction, person: Person) -> dict[str, Any]:
    answered, learner = await tx.learning.answered(person.id), await tx.learning.learner(person.id)
    return {
        "parts_done": [
            {"part": each.part, "at": each.at, "taught": each.taught}
            for each in (await tx.learning.done(person.id)).values()
        ],
        "answers": [
            {"question": each.question, "right": each.right, "at": each.at, "comes_back": each.due_at}
            for each in answered.values()
        ],
        "taught_sessions": [
            {"part": session.part, "at": session.at, "reply": each.reply, "came": each.came}
            for session, each in await tx.taught.of_person(person.id)
        ],
        "reminded_at": learner.told_at,
        "no_reminders_since": learner.stopped_at,
    }


async def _conversation(tx: Transaction, session: Session) -> dict[str, Any]:
    return {
        "last_topic": session.subject,
        "last_question": session.question,
        "worrying_messages": [text for text in (session.worry, session.doubt) if text],
        "evidence": await _handed_over(tx, session.worry_items),
    }
