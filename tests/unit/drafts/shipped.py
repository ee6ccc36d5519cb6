"""The remarks as they ship, and a reader that goes by them."""

from pathlib import Path

from bot.drafts import DraftReader, Remark
from tests.shipped import shipped

KNOWLEDGE = shipped()
READER = DraftReader(KNOWLEDGE.remarks)
_HERE = Path(__file__).parent
POSTS = [post.strip() for post in (_HERE / "ordinary_posts.txt").read_text(encoding="utf-8").split("---\n")]
#: A rule, and a draft that needs its remark.
CARELESS = [
    tuple(line.split("\t")) for line in (_HERE / "careless_drafts.tsv").read_text(encoding="utf-8").splitlines()
]
_PICTURE = "[picture] "


def remarks(draft: str) -> tuple[Remark, ...]:
    """What is said of a draft; ``[picture]`` before it stands for a picture with it."""
    return READER.read(draft.removeprefix(_PICTURE), pictured=draft.startswith(_PICTURE))


def rules(draft: str) -> list[str]:
    """The rules that a draft brings to mind."""
    return [remark.rule for remark in remarks(draft)]


def quotes(rule: str, draft: str) -> tuple[str, ...]:
    """The words of a draft that a rule is about, none where it says nothing."""
    return next((remark.quotes for remark in remarks(draft) if remark.rule == rule), ())
