"""How a message tells of danger: two logistic regressions, on words and their parts, and on meanings.

They are fitted to the encoder as it was exported, eight bits and all. The head that is tuned together with the encoder
only leads it: it fits the messages that it learnt from too well to be sure of others (docs/understanding.md).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bot.content import Knowledge
from bot.domain.severity import Level
from bot.language import Encoder, words
from bot.language.shipped import DANGER, record
from bot.language.terms import Ints, Terms

from .rows import CALM, Row, rows_of

#: Told now and then: what is done, how far, of how many.
Telling = Callable[[str, int, int], None]
#: What half the sum of the squares of the weights costs. Terms are many, and each is rare: they need larger weights.
_PENALTY_OF_MEANINGS, _PENALTY_OF_WORDS = 1.0, 0.125
#: A term counts from so many messages on.
_OFTEN = 2
#: Messages of self-harm are few among all others.
_RARE = 8.0
_SWEEPS, _MEMORY = 300, 10


def settle(knowledge: Knowledge, folder: Path, telling: Telling) -> None:
    """Fit both heads to the encoder in the folder, and write them beside it."""
    _, rows = rows_of(knowledge)
    known = [row for row in rows if row.danger >= 0 or row.self_harm >= 0]
    encoder = Encoder(folder)
    vectors = []
    for done, row in enumerate(known):
        vectors.append(encoder.vectors([row.text])[0])
        telling("reading", done + 1, len(known))
    meanings, bias = _fit(torch.from_numpy(np.stack(vectors)), known, _PENALTY_OF_MEANINGS)
    terms, places, features = _terms(known)
    telling("fitting", 1, 2)
    by_words, bias_of_words = _fit(features, known, _PENALTY_OF_WORDS)
    telling("fitting", 2, 2)
    np.savez_compressed(
        folder / DANGER,
        meanings=meanings.numpy(),
        bias_of_meanings=bias.numpy(),
        places=places,
        worth=terms.worth[places].astype(np.float16),
        worth_unseen=terms.worth.max(),
        words=by_words.T.numpy().astype(np.float16),
        bias_of_words=bias_of_words.numpy(),
    )
    record(folder)


def _terms(rows: Sequence[Row]) -> tuple[Terms, Ints, Tensor]:
    """The terms, the places (k,) of those that occur often enough, and of each row its weights there, (n, k)."""
    said = [words(row.text) for row in rows]
    terms = Terms.learn(said)
    weighed = [terms.weigh(one) for one in said]
    found, often = np.unique(np.concatenate([places for places, _ in weighed]), return_counts=True)
    kept = found[often >= _OFTEN].astype(np.int32)
    owners = np.repeat(np.arange(len(rows)), [len(places) for places, _ in weighed])
    places = np.concatenate([places for places, _ in weighed])
    weights = np.concatenate([weights for _, weights in weighed])
    counts = np.isin(places, kept)
    at = np.stack([owners[counts], np.searchsorted(kept, places[counts])])
    features = torch.sparse_coo_tensor(torch.from_numpy(at), torch.from_numpy(weights[counts]), (len(rows), len(kept)))
    return terms, kept, features.coalesce()


def _fit(features: Tensor, rows: Sequence[Row], penalty: float) -> tuple[Tensor, Tensor]:
    """Weights (5, k) and bias (5,): of each level, and of self-harm."""
    danger = torch.tensor([row.danger for row in rows])
    known = (danger >= 0).nonzero()[:, 0]
    told = torch.where(danger == CALM, int(Level.NONE), danger)[known]
    levels = functional.one_hot(told, len(Level)).float()
    weights, bias = _logistic(_rows(features, known), levels, torch.ones(len(known)), penalty)
    harm = torch.tensor([float(row.self_harm) for row in rows])
    known = (harm >= 0).nonzero()[:, 0]
    both = torch.stack([1 - harm[known], harm[known]], dim=1)
    rare = torch.where(harm[known] > 0, _RARE, 1.0)
    of_harm, bias_of_harm = _logistic(_rows(features, known), both, rare, penalty)
    return torch.cat([weights, of_harm[1:] - of_harm[:1]]), torch.cat([bias, bias_of_harm[1:] - bias_of_harm[:1]])


def _rows(features: Tensor, rows: Tensor) -> Tensor:
    return features.index_select(0, rows).coalesce() if features.is_sparse else features[rows]


def _logistic(features: Tensor, truth: Tensor, worth: Tensor, penalty: float) -> tuple[Tensor, Tensor]:
    """Weights (c, k) and bias (c,) that minimise the weighted log loss and the penalty of their squares."""
    weights = torch.zeros(features.shape[1], truth.shape[1])
    bias = torch.zeros(truth.shape[1])
    optimiser = torch.optim.LBFGS(
        [weights, bias], max_iter=_SWEEPS, history_size=_MEMORY, line_search_fn="strong_wolfe"
    )
    # Through a sparse matrix the gradient by hand is many times faster than the one that is found out.
    turned = features.t().to_sparse_csr() if features.is_sparse else features.t()
    straight = features.to_sparse_csr() if features.is_sparse else features

    def closure() -> Tensor:
        logs = functional.log_softmax(straight @ weights + bias, dim=1)
        wrong = (logs.exp() - truth) * worth[:, None] / len(truth)
        weights.grad, bias.grad = turned @ wrong + penalty / len(truth) * weights, wrong.sum(0)
        return (-((truth * logs).sum(1) * worth).sum() + penalty / 2 * (weights**2).sum()) / len(truth)

    optimiser.step(closure)
    return weights.T.contiguous(), bias
