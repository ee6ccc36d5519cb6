"""Coming in: the first hello, one-time invitations, and the commands that each role sees."""

from dataclasses import replace

from bot.desk import conflicts
from bot.domain.chat import Op, Outgoing
from bot.domain.person import STAFF, Person, Role

from . import walking
from .talk import Talk

COUNCILLOR_COMMANDS = (
    "urgent",
    "report",
    "platform",
    "mycases",
    "menu",
    "guides",
    "learn",
    "booklet",
    "ask",
    "check",
    "resume",
    "cancel",
    "notice",
    "mydata",
    "forgetme",
    "help",
)
STAFF_COMMANDS = ("queue", "removals", "newcase", "pack", "trends", *COUNCILLOR_COMMANDS)
ADMIN_COMMANDS = (
    *("queue", "removals", "newcase", "pack", "trends", "people", "gaps", "drill", "training"),
    *COUNCILLOR_COMMANDS,
)
GROUP_COMMANDS = ("queue", "here")


async def start(talk: Talk) -> None:
    """/start, with or without an invitation; a second one asks whether to carry on."""
    token = talk.incoming.argument
    if token:
        await _invited(talk, token)
        return
    if talk.session.flows:
        walking.under_way(talk, talk.session.flows[0].name)
        return
    key = "welcome.known" if talk.person.is_verified else "welcome.stranger"
    talk.home(talk.words(key, name=talk.person.name))


async def _invited(talk: Talk, token: str) -> None:
    wrong, now = talk.turn.tx.wrong_tokens, talk.turn.now
    if await wrong.is_shut(talk.person.id, now):
        talk.home(talk.words("welcome.too-many-invitations"))
        return
    invitation = await talk.turn.tx.people.use_invitation(token, talk.person.id, now)
    if invitation is None:
        if await wrong.add(talk.person.id, now):
            await talk.turn.tx.audit.record(0, now, talk.person.id, "person:bad-invitation")
        talk.home(talk.words("welcome.bad-invitation"))
        return
    person = replace(
        talk.person,
        name=invitation.name or talk.person.name,
        roles=talk.person.roles | {invitation.role},
        council=invitation.council,
        joined_at=talk.person.joined_at or talk.turn.now,
        reachable=True,
    )
    await talk.turn.tx.people.save(person)
    await talk.turn.tx.audit.record(0, talk.turn.now, person.id, f"person:joined:{invitation.role}")
    if person.is_staff:
        await conflicts.joined(talk.house.desk.casework, talk.turn, person)
    talk.person = person
    talk.home(talk.words(f"welcome.{invitation.role}", name=person.name))
    talk.turn.send(commands_for(talk, person))


def commands_for(talk: Talk, person: Person) -> Outgoing:
    """The commands menu of a person's private chat."""
    staff = ADMIN_COMMANDS if Role.ADMIN in person.roles else STAFF_COMMANDS
    names = staff if person.roles & STAFF else COUNCILLOR_COMMANDS
    described = tuple((name, talk.plain(f"command.{name}")) for name in names)
    return Outgoing(person.id, Op.COMMANDS, commands=described)
