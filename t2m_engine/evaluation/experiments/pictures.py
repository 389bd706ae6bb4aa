"""The figures of the report, drawn with matplotlib as SVG and PNG, from results and vectors."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine import places
from t2m_engine.evaluation.experiments.material import TITLES
from t2m_engine.evaluation.experiments.tables import GALLERIES
from t2m_engine.export.report import COLOURS
from t2m_engine.files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

INK, SOFT, LINE, PAPER = "#26241F", "#676258", "#E4E0D6", "#FFFEFB"
_STYLE = {
    "font.family": "Inter",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": SOFT,
    "axes.edgecolor": LINE,
    "axes.titlesize": 10,
    "axes.titleweight": "semibold",
    "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "svg.hashsalt": "t2m",  # the same results give the same file
}
_SHADES = ("#FFFEFB", "#DCE6F0", "#8FB2D4", "#3B6F9E", "#1F3F5E")
_ACCENT = "#2F6DB0"
_OTHER_LABELS = ("#7A756B", "#3F6F6A", "#A86F3A", "#8A4F6D", "#57734A", "#3E5C8A", "#9A4A00")


def draw_all(
    results: Mapping[str, Any],
    vectors: Mapping[tuple[str, str, str], Mapping[str, NDArray[Any]]],
    folder: Path,
) -> dict[str, str]:
    """Draw every figure into `folder`; return their titles by the stem of their files.

    `vectors` has, by (texts, music, method), what figure 3 shows: `texts`, `music` and their
    labels' names as `texts_labels`, `music_labels`, and `tags` with `tags_labels` where there are.
    """
    titles = {}
    with _matplotlib() as plt:
        for stem, title, figure in _figures(plt, results, vectors):
            folder.mkdir(parents=True, exist_ok=True)
            for ending, options in (("svg", {"metadata": {"Date": None}}), ("png", {"dpi": 150})):
                with replacing(folder / f"{stem}.{ending}") as temporary:
                    figure.savefig(temporary, format=ending, **options)
            plt.close(figure)
            titles[stem] = title
    return titles


@contextmanager
def _matplotlib() -> Iterator[Any]:
    """Yield pyplot without a screen, in the report's style."""
    import matplotlib as mpl  # noqa: PLC0415 - heavy, and an extra of the experiments
    from matplotlib import font_manager, pyplot  # noqa: PLC0415

    for path in sorted((places.resources() / "fonts").glob("Inter-*.otf")):
        font_manager.fontManager.addfont(path)
    pyplot.switch_backend("Agg")
    with mpl.rc_context(_STYLE):
        yield pyplot


def _figures(
    plt: Any,
    results: Mapping[str, Any],
    vectors: Mapping[tuple[str, str, str], Mapping[str, NDArray[Any]]],
) -> Iterator[tuple[str, str, Any]]:
    titles = {name: method["title"] for name, method in results["methods"].items()}
    for texts, music in dict.fromkeys((row["texts"], row["music"]) for row in results["confusion"]):
        rows = [r for r in results["confusion"] if (r["texts"], r["music"]) == (texts, music)]
        title = f"What each label of {TITLES[texts]} is offered ({TITLES[music]})"
        yield f"confusion-{texts}-{music}", title, _confusion(plt, rows, titles)
    for method in results["choice"]["against"]:
        title = f"{titles[method]} against the six methods of the paper"
        yield f"against-{method}", title, _differences(plt, results, method, titles)
    for texts, music in dict.fromkeys((texts, music) for texts, music, _ in vectors):
        chosen = {m: v for (t, g, m), v in vectors.items() if (t, g) == (texts, music)}
        title = f"Figure 3. Music, texts and tags in each space ({TITLES[texts]}, {TITLES[music]})"
        yield f"figure-3-{texts}-{music}", title, _spaces(plt, chosen, titles)


def _confusion(plt: Any, rows: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> Any:
    from matplotlib.colors import LinearSegmentedColormap  # noqa: PLC0415

    shades = LinearSegmentedColormap.from_list("calm", _SHADES)
    figure, axes = _grid(plt, len(rows), 3.0, 2.6)
    for place, (axis, row) in enumerate(zip(axes, rows, strict=False)):
        shares = np.array(row["shares"])
        axis.imshow(shares, cmap=shades, vmin=0.0, vmax=1.0, aspect="auto")
        axis.set_title(titles[row["method"]], loc="left")
        axis.set_xticks(range(len(row["columns"])), row["columns"], rotation=45, ha="right")
        first = place % _columns(len(rows)) == 0
        axis.set_yticks(range(len(row["rows"])), row["rows"] if first else [""] * len(row["rows"]))
        axis.tick_params(length=0)
        for (y, x), share in np.ndenumerate(shares):
            if share >= 0.1:
                ink = PAPER if share > 0.55 else INK
                axis.text(x, y, f"{share:.0%}"[:-1], ha="center", va="center", color=ink, size=7)
    return figure


def _differences(
    plt: Any, results: Mapping[str, Any], method: str, titles: Mapping[str, str]
) -> Any:
    galleries = results["choice"]["against"][method]
    figure, axes = plt.subplots(
        1,
        len(galleries),
        figsize=(2.2 + 2.3 * len(galleries), 2.6),
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    for axis, (gallery, rivals) in zip(axes[0], galleries.items(), strict=True):
        for place, found in enumerate(rivals.values()):
            colour = _ACCENT if found["beats"] else SOFT
            axis.plot([found["low"], found["high"]], [place, place], color=colour, linewidth=1.6)
            axis.plot(found["value"], place, "o", color=colour, markersize=4.5)
        axis.axvline(0.0, color=INK, linewidth=0.8)
        axis.set_title(GALLERIES[gallery], loc="left")
        axis.set_yticks(range(len(rivals)), [titles[rival] for rival in rivals])
        axis.invert_yaxis()
        axis.set_xlabel("difference in macro P@5")
        axis.spines[["top", "right", "left"]].set_visible(False)
        axis.tick_params(length=0)
    return figure


def _spaces(
    plt: Any, vectors: Mapping[str, Mapping[str, NDArray[Any]]], titles: Mapping[str, str]
) -> Any:
    figure, axes = _grid(plt, len(vectors), 3.0, 3.0)
    for axis, (method, placed) in zip(axes, vectors.items(), strict=False):
        flat = project(placed)
        labels = list(dict.fromkeys([*placed["music_labels"], *placed["texts_labels"]]))
        colours = _label_colours(labels)
        for kind, marker, size, alpha in (("music", "o", 7, 0.35), ("texts", "^", 10, 0.75)):
            axis.scatter(
                *flat[kind].T,
                c=[colours[name] for name in placed[f"{kind}_labels"]],
                s=size,
                alpha=alpha,
                marker=marker,
                linewidths=0,
            )
        for point, name in zip(flat.get("tags", ()), placed.get("tags_labels", ()), strict=False):
            axis.plot(*point, "x", color=INK, markersize=4)
            axis.annotate(name, point, xytext=(3, 3), textcoords="offset points", size=7)
        axis.set_title(titles[method], loc="left")
        axis.set_xticks([])
        axis.set_yticks([])
        if placed["music"].shape[1] == PLANE:
            axis.set_xlabel("valence")
            axis.set_ylabel("arousal")
    first = next(iter(vectors.values()))
    names = list(dict.fromkeys([*first["music_labels"], *first["texts_labels"]]))
    colours = _label_colours(names)
    handles = [
        plt.Line2D([], [], marker="o", linestyle="", color=colours[name], label=name)
        for name in names
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=6, frameon=False)
    return figure


PLANE = 2
"""The dimension of the only space that is shown as it is."""


def project(placed: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float64]]:
    """Return `music`, `texts` and `tags` in two dimensions, as the paper's Figure 3 does.

    UMAP (McInnes et al. 2018) is fitted on the music; texts and tags are projected into what it
    found. A space that has two dimensions, the plane of valence and arousal, is shown as it is.
    """
    kinds = [kind for kind in ("music", "texts", "tags") if kind in placed]
    if placed["music"].shape[1] == PLANE:
        return {kind: np.asarray(placed[kind], np.float64) for kind in kinds}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what umap could do besides, of small graphs, of numba
        from umap import UMAP  # noqa: PLC0415 - compiles for seconds

        neighbours = min(15, len(placed["music"]) - 1)
        reducer = UMAP(n_neighbors=neighbours, metric="cosine", random_state=1, n_jobs=1)
        found = {"music": np.asarray(reducer.fit_transform(placed["music"]), np.float64)}
        for kind in kinds[1:]:
            found[kind] = np.asarray(reducer.transform(placed[kind]), np.float64)
    return found


def _columns(count: int) -> int:
    """How many panels stand in a row: three or four, as leaves fewer places empty."""
    return count if count < 3 else min((4, 3), key=lambda columns: -count % columns)


def _grid(plt: Any, count: int, width: float, height: float) -> tuple[Any, list[Any]]:
    columns = _columns(count)
    rows = -(-count // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(width * columns, height * rows), squeeze=False, layout="constrained"
    )
    flat = list(axes.flat)
    for axis in flat[count:]:
        axis.axis("off")
    return figure, flat


def _label_colours(names: Sequence[str]) -> dict[str, str]:
    """Moods have their colours everywhere; labels of other vocabularies get quieter ones."""
    others = [name for name in names if name not in COLOURS]
    return COLOURS | {name: _OTHER_LABELS[i % len(_OTHER_LABELS)] for i, name in enumerate(others)}
