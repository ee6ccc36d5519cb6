"""One message in, replies out: danger first, then commands, then whatever the person is in the middle of."""

from bot.desk.turn import Turn
from bot.domain.chat import Incoming, IncomingKind, MediaKind, Op
from bot.domain.person import Person
from bot.domain.severity import NOTHING, Assessment, Level
from bot.flows import BEHALF
from bot.storage.cases import Said

from . import (
    answering,
    arranging,
    behalf,
    commands,
    danger,
    drafting,
    evidence,
    flooding,
    mine,
    officers,
    removing,
    stopping,
    teaching,
    typed,
    walking,
    wellbeing,
)
from .house import House
from .routes import pressed
from .talk import Talk


class Engine:
    """Handles one incoming message inside one turn."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def handle(self, turn: Turn, incoming: Incoming) -> None:
        """Do everything that the message leads to; nothing is sent before the turn is committed."""
        if incoming.kind is IncomingKind.MOVED:
            await self.house.desk.casework.notices.moved(turn, incoming.chat_id, incoming.moved_to)
            return
        if incoming.kind is IncomingKind.OTHER or incoming.sender is None:
            return
        if incoming.kind is IncomingKind.MEMBER:
            await self._reachable(turn, incoming)
            return
        if incoming.kind is IncomingKind.VOTE and not await _may_vote(turn, incoming.sender.user_id):
            return
        talk = await self._talk(turn, incoming)
        if incoming.private and await flooding.is_too_much(talk):
            talk.toast()
            return
        if incoming.private:
            await self._private(talk)
        else:
            await self._group(talk)
        if talk.pressed and not any(out.op is Op.TOAST for out in turn.out):
            talk.toast()
        if not talk.forgotten and (incoming.private or talk.person.is_staff):
            await turn.tx.sessions.save(talk.session, turn.now)

    async def _talk(self, turn: Turn, incoming: Incoming) -> Talk:
        sender = incoming.sender
        assert sender is not None  # noqa: S101  (told apart in handle)
        turn.actor = sender.user_id
        person = await turn.tx.people.find(sender.user_id)
        if person is None:
            person = Person(sender.user_id, sender.name, council=self.house.knowledge.council.kind)
            if incoming.private:  # whoever only talks in a group with the bot is nobody's business
                await turn.tx.people.save(person)
        elif not person.reachable and incoming.private:
            person = await self.house.desk.reach.back(turn, person)
        key = str(incoming.chat_id) if incoming.private else f"{incoming.chat_id}:{sender.user_id}"
        return Talk(self.house, turn, incoming, person, await turn.tx.sessions.load(key))

    async def _reachable(self, turn: Turn, incoming: Incoming) -> None:
        """Somebody blocked or unblocked the bot, or it was taken out of a group."""
        if not incoming.private or incoming.sender is None:
            if not incoming.reachable:
                await self.house.desk.reach.unseat(turn, incoming.chat_id, "notice.group-lost")
            return
        person = await turn.tx.people.find(incoming.sender.user_id)
        if not incoming.reachable:
            await self.house.desk.reach.lost(turn, incoming.sender.user_id)
        elif person is not None:
            await self.house.desk.reach.back(turn, person)

    async def _group(self, talk: Talk) -> None:
        """In a group the bot hears officers only: commands, buttons, and what it asked them to write."""
        verb, _, number = talk.session.awaiting.partition(":")
        if talk.pressed and not talk.person.is_staff:
            talk.toast(talk.plain("officer.only"), alert=True)
        elif talk.pressed:
            await pressed(talk)
        elif talk.incoming.command == "queue" and talk.person.is_staff:
            await officers.queue(talk)
        elif talk.incoming.command == "here":
            await officers.seat(talk)
        elif talk.incoming.command == "cancel" and verb:
            talk.session.awaiting = ""
            talk.say(talk.words("officer.stopped"))
        elif verb in ("reply", "note") and not talk.incoming.command and await officers.answers_prompt(talk):
            await officers.heard(talk, verb, int(number))

    async def _private(self, talk: Talk) -> None:
        talk.asked, talk.session.asked = talk.session.asked, ""
        if talk.pressed or talk.incoming.kind is IncomingKind.VOTE:
            await (pressed if talk.pressed else teaching.voted)(talk)
            await self._worry(talk, "", NOTHING)
            return
        command = talk.incoming.command or self.house.command(talk.incoming.text)
        verb, _, number = talk.session.awaiting.partition(":")
        if verb in ("reply", "note") and not command and talk.incoming.kind is IncomingKind.MESSAGE:
            # An officer quotes what others wrote: it is not the officer who is in danger.
            await officers.heard(talk, verb, int(number))
            return
        if removing.awaits(talk, verb, command):
            await removing.heard(talk)
            return
        if behalf.awaits(talk, verb, command):
            await behalf.heard(talk, int(number))
            return
        text = self.house.written(talk.incoming)
        found = await wellbeing.graver(talk, danger.assess(talk, text))
        if drafting.takes(talk, command):
            drafting.take(talk)
            await self._worry(talk, "", NOTHING)
        elif talk.incoming.kind is IncomingKind.EDIT:
            await self._edited(talk, found)
        elif found.level is Level.EMERGENCY:
            await self._emergency(talk, found)
        elif command:
            await commands.obey(talk, command)
            await self._worry(talk, text, found)
        else:
            await self._heard(talk, found)
        if not talk.session.greeted:
            talk.home(talk.words("welcome.buttons"))

    async def _emergency(self, talk: Talk, found: Assessment) -> None:
        """The answer to an open question of a report is kept, then everything else gives way to the card."""
        if talk.session.flow is not None and not talk.incoming.command:
            typed.keep_answer(talk, talk.session.flow)
        if behalf.speaks(talk) and not self.house.calls_for_help(talk.incoming):
            await behalf.emergency(talk, talk.incoming.text, found)
            await walking.ask(talk, new=True)
            return
        doubt = talk.session.doubt if talk.asked == "check" else ""
        await danger.emergency(talk, f"{doubt}\n{talk.incoming.text}".strip(), found, "words")

    async def _worry(self, talk: Talk, text: str, found: Assessment) -> None:
        if behalf.speaks(talk):
            return  # the officer is not in danger, and has been asked whether the other is
        if found.level is Level.URGENT:
            await danger.offer(talk, text)
        elif found.check:
            await danger.keep_evidence(talk)
            danger.check(talk, text)
        elif talk.session.worry:
            await self.house.desk.silence.watch(talk.turn, talk.incoming.chat_id)

    async def _heard(self, talk: Talk, found: Assessment) -> None:
        session, text = talk.session, talk.incoming.text
        verb, _, number = session.awaiting.partition(":")
        if await danger.answered(talk, found):
            return
        if verb == "talk" and await mine.heard(talk, int(number), found):
            return
        said = talk.incoming.kind is IncomingKind.MESSAGE
        own = said and not talk.incoming.attachments and not talk.incoming.forwarded_from
        if said and verb in arranging.QUESTIONS and await arranging.heard(talk, verb, int(number)):
            pass
        elif verb == "question":
            session.awaiting, session.question, session.question_is_private = "", text, True
            answering.offer_person(talk)
        elif session.flow is not None and not session.asking:
            await typed.heard(talk, session.flow)
        elif not text.strip():
            await self._wordless(talk)
        elif own and await wellbeing.answered(talk):
            pass
        elif own and (left := await stopping.heard(talk, found)) is not None:
            found = left
        else:
            quiet, concern = found.level is Level.URGENT, found.level is Level.CONCERN
            await answering.answer(talk, text, quiet=quiet, concern=concern, kept=not (quiet or found.check))
        session.asking = False
        await self._worry(talk, text, found)

    async def _wordless(self, talk: Talk) -> None:
        """A picture, a voice message, a sticker or a place, and nothing being asked."""
        has_files = any(a.kind is not MediaKind.STICKER for a in talk.incoming.attachments)
        if evidence.is_first(talk):
            talk.say(talk.words("ask.files" if has_files else "ask.wordless"), answering.person_buttons(talk))

    async def _edited(self, talk: Talk, found: Assessment) -> None:
        """An edited message corrects an answer, adds a version to a case, or is asked again."""
        message_id = talk.incoming.message_id
        answer = typed.correct(talk)
        case_id = await talk.turn.tx.cases.case_of_message(talk.person.id, message_id)
        case = await talk.turn.tx.cases.hold(case_id) if case_id else None
        told = answer is not None and answer[0].name == BEHALF
        if found.level is Level.EMERGENCY and told and talk.session.pick_up(BEHALF):
            await behalf.emergency(talk, talk.incoming.text, found)
            case = None  # their case has these words now
        if case is not None and not case.reporter_id:
            await behalf.heard(talk, case.id, Said.EDIT)
        elif found.level is Level.EMERGENCY and not told:
            await danger.emergency(talk, talk.incoming.text, found, "words")
        elif case is not None and not case.is_closed:
            await mine.add(talk, case, Said.EDIT)
        elif answer is not None:
            await walking.corrected(talk, *answer)
            await self._worry(talk, talk.incoming.text, found)
        elif talk.incoming.text.strip() and not talk.incoming.command:
            talk.session.asking = True  # of no flow: an edited question, not an answer
            await self._heard(talk, found)


async def _may_vote(turn: Turn, person_id: int) -> bool:
    """A quiz that was passed on elsewhere is answered by people who never wrote to the bot."""
    person = await turn.tx.people.find(person_id)
    return person is not None and bool(person.roles)
