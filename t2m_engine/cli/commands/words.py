"""`t2m words`: where words of feeling lie."""

from __future__ import annotations

import click

from t2m_engine.cli import options, output


@click.command(short_help="Tell where words of feeling lie.")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--lexicon",
    metavar="FILE",
    help="Words with valence and arousal, such as your own NRC-VAD. Default: the setting, glasgow.",
)
@click.option(
    "-k", "count", type=click.IntRange(0), default=8, show_default=True, help="Neighbours a word."
)
@options.as_json
def words(words: tuple[str, ...], lexicon: str | None, count: int, as_json: bool) -> None:
    """Tell where words or phrases of feeling lie, and what is near them when music is spoken of.

    Valence (dark to bright) and arousal (calm to tense) lie in -1…1, each with the standard
    deviation of its error. They come from the lexicon; a word that it lacks is placed by its kin
    (stem) or by its neighbours (vectors), a phrase by its words.

    With --json, one object a word: {"word", "valence", "arousal", "deviation": [of valence, of
    arousal], "how": "lexicon" | "stem" | "vectors" | "words", "near": [word, …]}.
    """
    from t2m_engine import settings  # noqa: PLC0415 - --help needs none of it
    from t2m_engine.emotion.lexicon import Lexicon  # noqa: PLC0415
    from t2m_engine.emotion.word_vectors import WordVectors  # noqa: PLC0415

    vectors = WordVectors.load()
    known = Lexicon.named(lexicon or settings.load().lexicon, vectors)
    for word in words:
        place = known.place(word)
        near = []
        if vectors.knows(word):
            near = [other for other, _ in vectors.most_similar(word, count, heard_only=True)]
        if as_json:
            output.json_line({"word": word, **place.as_json(), "near": near})
            continue
        one, two = place.deviation
        output.line(
            f"{word}: valence {place.valence:+.2f} ± {one:.2f}, "
            f"arousal {place.arousal:+.2f} ± {two:.2f} ({place.how})"
        )
        if near:
            output.line(f"   near {', '.join(near)}")
