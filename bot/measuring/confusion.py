"""What was taken for what: counts by what was right and by what was found first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Columns for what is not among the names of the rows.
NOTHING = "nothing"
ELSEWHERE = "no platform"


@dataclass(frozen=True, slots=True)
class Confusion:
    """``counts[i][j]``: how often ``rows[i]`` was right and ``columns[j]`` was found."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], names: Sequence[str], others: Sequence[str]) -> "Confusion":
        """Count pairs of (right, found). Names that were never right have no row, and never found no column."""
        seen = Counter(pairs)
        right, found = {pair[0] for pair in seen}, {pair[1] for pair in seen}
        rows = tuple(name for name in names if name in right)
        columns = tuple(name for name in (*names, *others) if name in found or name in right)
        return cls(rows, columns, tuple(tuple(seen[row, column] for column in columns) for row in rows))

    def share(self, name: str) -> float:
        """How much of what was right by that name was found as such."""
        counts = self.counts[self.rows.index(name)]
        return counts[self.columns.index(name)] / sum(counts)
