"""A small toolkit to match against: only what the matcher reads is spelled out."""

from datetime import date
from pathlib import Path

from bot.domain.entry import Entry, Owner


def an_entry(id: str, title: str, *asks: str, tests: tuple[str, ...] = ()) -> Entry:
    platform, dot, _ = id.partition(".")
    return Entry(
        id=id,
        subject="",
        title=title,
        answer="",
        steps=(),
        asks=asks,
        tests=tests,
        sources=(),
        owner=Owner.SAFETY,
        review_by=date(2027, 5, 22),
        platform=platform if dot else "",
    )


TOOLKIT = (
    an_entry(
        "save-evidence",
        "Save the proof before it goes",
        "should I take a screenshot first",
        "what counts as evidence",
        "keep the voicemail or wipe it",
        tests=(
            "do i need to screenshot it before i delete it",
            "what is good enough as evidence",
            "should i keep the nasty voicemail",
        ),
    ),
    an_entry(
        "block-a-resident",
        "May I block a resident?",
        "am i allowed to block people who live in my ward",
        "resident says blocking him is against the law",
        tests=(
            "can i block someone who lives in my ward",
            "is it against the law to block a resident",
            "a resident says i may not block people",
        ),
    ),
    an_entry(
        "two-step",
        "Turn on two-step verification",
        "how do i get a code on my phone when logging in",
        "is a password enough on its own",
        tests=("how do i turn on a code when i log in", "is my password enough", "two step verification on my phone"),
    ),
    an_entry(
        "facebook.impersonation",
        "A fake Facebook account in my name",
        "someone has copied my facebook profile",
        "fake fb page with my photo",
        tests=(
            "there is a fake facebook profile with my name",
            "somebody copied my fb account",
            "a fake fb account uses my photo",
        ),
    ),
    an_entry(
        "instagram.impersonation",
        "A fake Instagram account in my name",
        "someone has copied my instagram profile",
        "fake insta account with my photo",
        tests=(
            "there is a fake instagram profile with my name",
            "somebody copied my insta account",
            "a fake insta page uses my photo",
        ),
    ),
    an_entry(
        "x.report",
        "Report a post on X",
        "how do i report a tweet",
        "report an account on twitter",
        tests=("how do i report a post on twitter", "report a tweet please", "i want to report an x account"),
    ),
)

# As editors keep them: a platform's own name comes first.
ALIASES = {
    "facebook": ["facebook", "fb", "face book"],
    "instagram": ["instagram", "insta"],
    "x": ["x", "twitter", "x.com"],
}

#: Lines that no entry answers.
OFF_TOPIC = tuple(
    line
    for line in (Path(__file__).parent / "off_topic.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
