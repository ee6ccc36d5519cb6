"""Patterns as editors write them in ``triage.yaml``, compiled to be searched for in a reading of a message."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BETWEEN = r"(?:[^ .]+ ){0,6}"
#: Words that put a thing in the past, deny it or make it an "if".
_NOT_NOW = (
    "was|were|had|came|went|turned|showed|used|if|when|whenever|not|isnt|arent|wasnt|no|never|dont|doesnt|didnt|"
    "would|could|might|should|can|may|said|says|post|posted|posts|comment|commented|comments|wrote"
)
_MEANWHILE = rf"(?:(?!(?:{_NOT_NOW}) )[^ .]+ ){{0,6}}"
#: Where the rest of a supposed case ends: from here on the writer speaks of what is so.
_IN_FACT = (
    "but|now|because|i am|we are|there is|help|please|"
    "(?:he|she|they|someone) (?:is|are|has|have|just|keeps|wont|says|said)"
)
_TO_THE_END = rf"(?: (?!(?:{_IN_FACT}) )[^ .]+){{0,30}}"

#: Names for words that many patterns share; ``{person}`` in a pattern stands for any of them.
WORDS = {
    "person": (
        r"he|she|they|someone|(?:wo)?m[ae]n|blokes?|guys?|lads?|chaps?|fell(?:a|as|er|ow)|geezers?|gentlem[ae]n|"
        r"lad(?:y|ies)|girls?|boys?|persons?|people|strangers?|youths?|teenagers?|kids|group|gang|mob|crowd|ex|exs|"
        r"neighbours?|residents?|constituents?|protest[eo]rs?|trolls?|stalkers?|attackers?|intruders?|burglars?|thugs?"
    ),
    "vehicle": r"cars?|vans?|motors?|(?:motor)?bikes?|vehicles?|lorry|truck|taxi|transit|range rover|audi|bmw",
    "home": (
        r"(?:front |back |side )?(?:doors?|doorstep|step|gates?|windows?|drive|driveway|path|porch|garden|letterbox|"
        r"house|home|flat|bungalow|cottage|property|garage|shed|kitchen|hallway|landing|bedroom|conservatory|wall|fence)"
    ),
    "work": (
        r"(?:offices?|surgery|hall|reception|foyer|car ?park|building|chambers?|library|centre|town hall|civic|"
        r"meeting|hustings|shop|pub|church|chapel|school|polling station|count|workplace|work|toilets?|loos?)"
    ),
    "weapon": (
        r"(?:[^ .]+ )?(?:knife|knives|guns?|shotgun|rifle|pistol|machete|axe|hammer|crowbar|(?:baseball |cricket )?bat|"
        r"blade|sword|crossbow|screwdriver|bottle of acid|acid|petrol|petrol can|petrol bomb|molotov|grenade|bomb|"
        r"explosives?|weapons?|iron bar|metal bar|pole|chain|brick|bricks|stanley knife|samurai sword|taser)"
    ),
    "harm": (
        r"kill\w{0,3}|kil|murder\w{0,3}|shoot(?:ing)?|shot|stab\w{0,4}|knif(?:e|ed|ing)|slit|slash\w{0,3}|"
        r"behead\w{0,3}|decapitat\w{1,3}|hang\w{0,3}|hung|lynch\w{0,3}|burn\w{0,3}|burnt|torch\w{0,3}|"
        r"(?:fire|petrol)? ?bomb\w{0,3}|blow up|batter\w{0,3}|beat(?:en|ing)?|smash\w{0,3}|bash\w{0,3}|punch\w{0,3}|"
        r"kick\w{0,3}|hurt\w{0,3}|harm\w{0,3}|attack\w{0,3}|assault\w{0,3}|rap(?:e|ed|ing)|maim\w{0,3}|cripple\w?|"
        r"strangl\w{1,3}|chok(?:e|ed|ing)|throttl\w{1,3}|drown\w{0,3}|poison\w{0,3}|execut\w{1,3}|assassinat\w{1,3}|"
        r"gut|gutted|skin|kneecap\w{0,4}|slaughter\w{0,3}|butcher\w{0,3}|jump\w{0,2}|"
        r"do (?:me|you|him|her|them|us) (?:in|over)|done (?:in|over)|run over|run down|mow\w{0,2} down|"
        r"put down|top|ice|waste|eliminat\w{1,3}|exterminat\w{1,4}|hunt\w{0,3} down|string up|strung up"
    ),
    "us": (
        r"me|you|us|him|her|them|(?:my|our|your|his|their|the) (?:[^ .]+ )?(?:wife|husband|partner|kids?|child|children|"
        r"son|sons|daughters?|family|families|mum|mother|dad|father|parents|brother|sister|boy|boys|girl|girls|baby|"
        r"babies|grand(?:kids|children|son|daughter)|house|home|car|dog|dogs|cat|pets?|throat|face|head|neck|legs?|"
        r"kneecaps|skull|staff|clerk|officers?|assistant|secretary|team|leader|mayor|councillors?|cllrs?|office|place)|"
        r"(?:every|any|all|those|these|that|this|a|one of (?:the|our|you)) ?(?:one of you|councillors?|cllrs?|politicians?)|"
        r"councillors?|cllrs?|cllr [^ .]+|people like (?:me|you|us|her|him)|politicians|(?:that|this|the) (?:bitch|cow|slag|"
        r"witch|whore|cunt|bastard|scum|traitors?|rat|woman|man)|you lot|yourself|someone|everyone"
    ),
    "will": (
        r"will|wil|ill|hell|shell|theyll|theyd|hed|shed|youll|going to|want(?:s|ed)? to|would like to|about to|plan(?:s|ning)? to|"
        r"threat\w{0,6} to|thret\w{0,7} to|swore to|promised to|deserves? to|ought to|needs? to|should|must|shall|"
        r"gets?|getting|got|be|being|hope (?:you|he|she|they|someone)|hopes? (?:i|we|you)|come and|coming to|"
        r"someone|somebody"
    ),
    "threat": r"(?:death |rape |bomb )?(?:threats?|threatend?|threaten(?:s|ed|ing)?|threatning|threatned|thret\w{0,7}|treaten\w{0,3})",
    "pictures": (
        r"(?:pics?|pictures?|photos?|photographs?|images?|videos?|vids?|clips?|footage|shots?|snaps?|tapes?|selfies?|films?)"
    ),
    "soon": (
        r"tonight|tomorrow|this (?:morning|afternoon|evening)|later today|today|right now|now|in (?:an|a few|half an|\w+) "
        r"(?:hours?|minutes?|mins?)|at \d{1,2}(?: ?\d\d)? ?(?:am|pm|oclock)|by (?:midnight|tonight|tomorrow|morning|noon)|"
        r"at the (?:[^ .]+ )?(?:meeting|surgery|count|hustings|rally|vigil|march|parade|fete|election)|"
        r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"when (?:you|i|we) (?:leave|come out|get home|go home|walk)|on (?:your|my|the|our) way home|before (?:the )?(?:vote|meeting|count|election)"
    ),
    # For vetoes: what shows that a question is about something that has happened, to the writer or by someone.
    "real": (
        r"my|me|us|he|she|hes|they|him|her|them|this|these|that|i (?:have|got|had|received|am|was|keep)|we (?:have|got|had)|"
        r"just|got|received|sent|today|tonight|yesterday|keeps|outside|someone (?:is|has|sent|said|keeps|threatened)"
    ),
}
#: ``{rest}``, for vetoes: up to six more words, none of which begins a statement of its own.
_REST = (
    r"(?: (?!(?:and|but|now|because|then|he|she|they|someone|there|i|we|its|help|please|police|who|while) )[^ .]+){0,6}"
)

_PAST_TIME = re.compile(
    r" (?:last (?:night|week|month|year|time|summer|winter|autumn|spring|\w+day)|yesterday|ago|earlier|the other (?:day|night|week)|"
    r"previously|years? back|months? back|(?:has|have|is) gone|(?:has|have|is|he|she|they) left|went away|back in)(?= )"
)
_NOW = re.compile(r" (?:now|still|again|currently|at the moment|this minute|right outside|as i type|as we speak)(?= )")


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a reading something was found."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Search:
    """One compiled pattern. ``meanwhile``: a hit counts only where its sentence does not tell of the past."""

    expression: re.Pattern[str]
    meanwhile: bool
    supposing: bool

    def spans(self, reading: str) -> Iterator[Span]:
        """Every place in the reading where the pattern is found."""
        for found in self.expression.finditer(reading):
            span = Span(found.start(), found.end())
            if not (self.meanwhile and _tells_of_the_past(reading, span)):
                yield span


def compile_all(patterns: Sequence[str]) -> tuple[Search, ...]:
    """The patterns of a signal or veto, ready to search with."""
    return tuple(map(_compile, patterns))


def _compile(pattern: str) -> Search:
    supposing = pattern.endswith(" …")
    body = pattern.removesuffix(" …")
    for name, words in WORDS.items():
        body = body.replace(f"{{{name}}}", f"(?:{words})")
    body = body.replace("{rest}", _REST).replace("… ", _BETWEEN).replace("~ ", _MEANWHILE)
    end = _TO_THE_END if supposing else ""
    return Search(re.compile(rf" (?:{body}){end}(?= )"), "~" in pattern, supposing)


def _tells_of_the_past(reading: str, span: Span) -> bool:
    start = reading.rfind(" . ", 0, span.start + 1) + 1
    end = reading.find(" . ", span.end)
    sentence = reading[start : end + 1]
    return bool(_PAST_TIME.search(sentence)) and not _NOW.search(sentence)
