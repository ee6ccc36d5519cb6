"""What no text that people read may have in it, wherever it stands."""

from . import figures, markup
from .document import Flaw
from .phones import Numbers
from .placeholders import Values


def flaws(source: str, values: Values, numbers: Numbers) -> list[Flaw]:
    """Unknown values, markup that Telegram would refuse, and numbers and dates that must stand once elsewhere."""
    return [*values.flaws(source), *markup.flaws(source), *numbers.flaws(source), *figures.flaws(source)]
