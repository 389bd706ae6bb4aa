"""Which words of a passage drove what it feels like, in one reading of it.

The network's embedding is a mean over its tokens, so that each has its part in it: how much the
reading would lose without it follows, to first order, from the gradient of the reading at the mean
(gradient × activation; Selvaraju et al. 2017, Grad-CAM, at the last layer). What is followed is the
share of the leading mood and the way to the point in the plane.

On 40 of the corpus's validation passages (80 words), taking out the eighth of the words with the
largest parts, small ones included, moved the reading by .33 (roots of shares, and the plane), as
many at random by .16, the longest by .29; trying every word finds an eighth that moves it by .41,
and takes sixty times as long. Small words are left out since: they say nothing to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.text.sentences import pieces
from t2m_engine.text.words import tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading
    from t2m_engine.text.encoder import TextEncoder

MOST = 1 / 8
"""The share of words that may be marked: more would be a coloured text."""
_QUIET = """
    a an and any are as at be been being but by can could did do does each for from had has
    have he her hers him his i if in into is it its let may me might mine my no nor not of on
    or our ours out over shall she should so some such than that the their theirs them then
    there these they this those to too under up upon us very was we were what when where which
    who whom whose why will with would you your yours
"""
QUIET = frozenset(_QUIET.split())
"""Words of English that carry a feeling only for others: they are never marked by themselves."""
CLEAR = 1.0
"""Standard deviations above the mean word from which on a word stands out."""
_EDGES = re.compile(r"^\W+|\W+$")
"""Signs around a word, which are not underlined with it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a passage, in characters; `weight` in 0…1 beside the strongest word's 1."""

    start: int
    end: int
    weight: float

    def as_json(self) -> dict[str, Any]:
        """The form of the JSON-RPC."""
        return {"start": self.start, "end": self.end, "weight": round(self.weight, 3)}


def attribute(
    pack: ModelPack, text: str, check: Callable[[], None] = lambda: None
) -> tuple[Reading, list[Marked]]:
    """Return the reading of `text`, which is not blank, and the words that drove it, in order.

    Few words, and those alike, stand out of nothing: then none are marked. `check` is called
    between steps, and raises to stop. ModelError.
    """
    reading = pack.read_texts([text])[0]
    place = np.array([reading.emotion.valence, reading.emotion.arousal], np.float32)
    mood = int(np.argmax(reading.emotion.moods))
    words: list[tuple[int, int, float]] = []
    now = 0
    from t2m_engine.text.encoder import WORDS  # noqa: PLC0415 - imports torch

    for window in pieces(text, WORDS):
        check()
        begin = text.index(window, now)
        now = begin + len(window)
        with pack._text_lock:
            parts = _contributions(pack._text, window, mood, place)
        words += _of_words(window, begin, parts)
    return reading, _marked(text, words)


def _contributions(
    encoder: TextEncoder, window: str, mood: int, place: NDArray[np.float32]
) -> list[tuple[int, int, float]]:
    """What each token of a window, by its characters, adds to the reading."""
    import torch  # noqa: PLC0415 - with the encoder
    from torch.nn import functional  # noqa: PLC0415

    network = encoder._network
    encoding = encoder._tokenizer.encode(window)
    ids = torch.tensor([encoding.ids], device=encoder._device)
    with torch.no_grad():
        seen = network.transformer(input_ids=ids, attention_mask=torch.ones_like(ids))
    states = seen.last_hidden_state[0]
    with torch.enable_grad():
        mean = states.mean(dim=0).requires_grad_()
        hidden = functional.gelu(network.hidden(functional.normalize(mean, dim=-1)))
        shares = torch.log_softmax(network.moods(hidden).float() / encoder._temperature, dim=-1)
        plane = torch.tanh(network.valence_arousal(hidden)).float()
        way = torch.tensor(place / max(1e-6, float(np.linalg.norm(place))), device=plane.device)
        (gradient,) = torch.autograd.grad(shares[mood] + plane @ way, mean)
    parts = ((states - mean.detach()) @ gradient).float().cpu().tolist()
    return [(*offsets, part) for offsets, part in zip(encoding.offsets, parts, strict=True)]


def _of_words(
    window: str, begin: int, parts: list[tuple[int, int, float]]
) -> list[tuple[int, int, float]]:
    """The words of a window, in characters of the passage, with what their tokens add."""
    found = []
    place = 0
    pieces_of = [part for part in parts if part[1] > part[0]]  # the rest are signs of the network
    for start, end, _ in tokens(window):
        while place < len(pieces_of) and pieces_of[place][1] <= start:
            place += 1
        total, own = 0.0, place
        while own < len(pieces_of) and pieces_of[own][0] < end:
            total += pieces_of[own][2]
            own += 1
        word = window[start:end]
        left = _EDGES.match(word)
        first = start + (left.end() if left and left.start() == 0 else 0)
        last = start + len(_EDGES.sub("", word[first - start :])) + first - start
        if last > first and window[first:last].casefold() not in QUIET:
            found.append((begin + first, begin + last, total))
    return found


def _marked(text: str, words: list[tuple[int, int, float]]) -> list[Marked]:
    if not words:
        return []
    values = np.array([value for _, _, value in words])
    least = values.mean() + CLEAR * values.std()
    order = np.argsort(-values, kind="stable")[: max(1, int(MOST * len(words)))]
    strongest = float(values.max())
    if strongest <= 0.0 or values.std() <= 1e-6:
        return []
    chosen = sorted(int(place) for place in order if values[place] > max(0.0, least))
    found: list[Marked] = []
    for place in chosen:
        start, end, value = words[place]
        weight = float(value) / strongest
        if found and place - 1 in chosen and not text[found[-1].end : start].strip():
            found[-1] = Marked(found[-1].start, end, max(found[-1].weight, weight))
        else:
            found.append(Marked(start, end, weight))
    return found
