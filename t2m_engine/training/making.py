"""Makes a pack from its manifest: one step after the other, each done once, published when whole.

The steps are those of `manifest.STEPS`. What a step has done is noted in the working folder, with
a digest of its settings and of what came before: the same call goes on where it was stopped, and
after a change takes again what follows from it.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine import places
from t2m_engine.emotion.pack_card import CARD, parts, read_card
from t2m_engine.errors import InputError, UsageError
from t2m_engine.files import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from t2m_engine.training.manifest import Manifest

_DONE = "steps.json"
_NOTE = "pack.training.json"


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a pack is made: `draft` is the pack as far as it is, `cache` what can be kept of
    reading and hearing, `heard` the music that spaces are learnt from.
    """

    manifest: Manifest
    data: Path
    music: Path
    heard: Path | None
    work: Path
    draft: Path
    cache: Path


def make_pack(
    manifest: Manifest,
    data: Path,
    music: Path,
    out: Path,
    *,
    work: Path | None = None,
    heard: Path | None = None,
    steps: Mapping[str, Any] | None = None,
    tell: Callable[[str], None] = print,
) -> Path:
    """Make the pack of `manifest` in the folder `out`, and return it.

    `data` is the folder of data sets and teachers, `music` that of music, a folder a package;
    `heard` that of music for the spaces, whose compositions the music network has not met. `work`
    (by default beside `out`) keeps what was done; `out` appears, or is replaced, only when all is
    done. `steps` are what the steps do, by default the real ones. Raises InputError for data that
    are missing, UsageError, ModelError.
    """
    if lacking := manifest.missing(data):
        raise InputError(
            data,
            "lacks " + ", ".join(f"{s.file} ({s.name})" for s in lacking[:3]),
            "Get it from its publisher, as the data's README says.",
        )
    if "spaces" in manifest.steps and heard is None:
        raise UsageError(
            "The spaces are learnt from music whose compositions the music network has not met: "
            "make them with `packaging/compose training --first-seed 5000`, and give the folder "
            "with --heard."
        )
    work = work or out.with_name(out.name + ".work")
    shop = Workshop(
        manifest, data, music, heard, work, work / "draft" / manifest.name, work / "cache"
    )
    shop.draft.mkdir(parents=True, exist_ok=True)
    taken = steps or real_steps()
    done, digest = _read_done(work), ""
    for number, (name, told) in enumerate(manifest.steps.items(), 1):
        digest = _digest(name, told, digest)
        label = f"[{number}/{len(manifest.steps)}] {name}"
        if done.get(name) == digest:
            tell(f"{label}: done before")
            continue
        # What follows was made of what is made anew now.
        later = list(manifest.steps)[number - 1 :]
        done = {step: mark for step, mark in done.items() if step not in later}
        _write_done(work, done)
        tell(f"{label}: {json.dumps(told)}")
        began = time.monotonic()
        taken[name](shop, told)
        done[name] = digest
        _write_done(work, done)
        tell(f"{label}: {time.monotonic() - began:.0f} s")
    _finish_card(shop)
    _publish(shop.draft, out)
    tell(f"{out} is made.")
    return out


def real_steps() -> dict[str, Any]:
    """Return what each step does."""
    return {
        "lessons": _lessons,
        "text": _text,
        "music": _music,
        "vocals": _vocals,
        "spaces": _spaces,
        "verify": _verify,
    }


def _lessons(shop: Workshop, told: Mapping[str, Any]) -> None:
    from t2m_engine.training.lessons import make_lessons  # noqa: PLC0415 - each step its own

    for copy in range(told["copies"] + 1):
        make_lessons(shop.music, shop.data, shop.cache / "lessons", copy=copy, most=told["most"])


def _text(shop: Workshop, told: Mapping[str, Any]) -> None:
    from t2m_engine.training import pack as packs  # noqa: PLC0415
    from t2m_engine.training.text import train_text  # noqa: PLC0415
    from t2m_engine.training.text_base import find_base  # noqa: PLC0415
    from t2m_engine.training.text_runs import choose_text, weights_of  # noqa: PLC0415

    corpus = places.resources() / "corpus"
    base = find_base(told["base"] or None)
    # Runs of other settings are other runs.
    runs = shop.work / f"text-{_digest('text', {**told, 'seeds': []}, '')[:12]}"
    start = weights_of(told["start"]) if told["start"] else None
    for seed in told["seeds"]:
        train_text(
            corpus,
            shop.data,
            base,
            runs,
            steps=told["steps"],
            seed=seed,
            research=told["research"],
            start=start,
        )
    trained = choose_text(corpus, shop.data, base, runs, told["seeds"])
    _put_part(shop, "text", packs.write_text_part(shop.draft, trained), trained.measured)


def _music(shop: Workshop, told: Mapping[str, Any]) -> None:
    from t2m_engine.emotion.pack import ModelPack  # noqa: PLC0415
    from t2m_engine.training import pack as packs  # noqa: PLC0415
    from t2m_engine.training.music import network_of, train_music  # noqa: PLC0415
    from t2m_engine.training.music_lessons import load_lessons  # noqa: PLC0415

    composed, studies = (
        shop.music / told[name] if told[name] else None for name in ("composed", "studies")
    )
    checkpoint = shop.work / f"music-{_digest('music', told, '')[:12]}.safetensors"
    trained = train_music(
        load_lessons(shop.cache / "lessons", composed, studies),
        shop.data,
        epochs=told["epochs"],
        seed=told["seed"],
        start=network_of(ModelPack.load(told["start"])) if told["start"] else None,
        checkpoint=checkpoint,
    )
    figures = {"seed": told["seed"], "epochs": told["epochs"], **trained.measured}
    _put_part(shop, "music", packs.write_music_part(shop.draft, trained), figures)
    checkpoint.unlink(missing_ok=True)


def _vocals(shop: Workshop, told: Mapping[str, Any]) -> None:
    from t2m_engine.emotion.pack import ModelPack  # noqa: PLC0415
    from t2m_engine.training import pack as packs  # noqa: PLC0415
    from t2m_engine.training.vocals import train_vocals  # noqa: PLC0415

    assert not told
    pack = ModelPack.load(shop.draft)
    head, measured = train_vocals(shop.data, shop.music, pack, shop.cache)
    packs.write_vocals_part(shop.draft, head, measured)


def _spaces(shop: Workshop, told: Mapping[str, Any]) -> None:
    from t2m_engine.training.spaces.config import FULL, QUICK  # noqa: PLC0415
    from t2m_engine.training.spaces.ship import ship_spaces  # noqa: PLC0415

    assert shop.heard is not None
    before = ""

    def show(done: int, total: int, text: str) -> None:
        nonlocal before
        if text != before:
            print(f"{text} ({done}/{total})", flush=True)
        before = text

    ship_spaces(
        shop.draft,
        shop.data,
        shop.heard,
        shop.cache,
        seeds=told["seeds"],
        config=QUICK if told["quick"] else FULL,
        progress=show,
    )


def _verify(shop: Workshop, told: Mapping[str, Any]) -> None:
    from t2m_engine.emotion.pack import ModelPack  # noqa: PLC0415
    from t2m_engine.emotion.pack_check import verify  # noqa: PLC0415

    assert not told
    verify(ModelPack.load(shop.draft, device="cpu"))


def _put_part(
    shop: Workshop, name: str, sections: dict[str, Any], measured: Mapping[str, Any]
) -> None:
    """Note a part's sections; with both networks there, the card is one that can be read."""
    from t2m_engine.training.pack import write_card  # noqa: PLC0415 - imports torch

    note = shop.work / _NOTE
    known = json.loads(note.read_text("utf-8")) if note.exists() else {}
    known[name] = {"sections": sections, "measured": dict(measured)}
    write_text(note, json.dumps(known, indent=1))
    write_card(
        shop.draft,
        {key: value for part in known.values() for key, value in part["sections"].items()},
        {key: part["measured"] for key, part in known.items()},
        version=shop.manifest.version,
        made=_today(),
    )


def _finish_card(shop: Workshop) -> None:
    """Let the card say what the manifest says."""
    manifest = shop.manifest
    card = json.loads((shop.draft / CARD).read_text("utf-8"))
    card |= {
        "name": manifest.name,
        "version": manifest.version,
        "licence": manifest.licence,
        "limits": manifest.limits,
        "sources": [{"name": s.name, "licence": s.licence} for s in manifest.sources],
    }
    write_text(shop.draft / CARD, json.dumps(card, indent=2, ensure_ascii=False) + "\n")


def _publish(draft: Path, out: Path) -> None:
    """Copy the card and what it names to `out`, which is there whole or not at all."""
    card = read_card(draft)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for name in (CARD, *(part.file for part in parts(card))):
            shutil.copyfile(draft / name, fresh / name)
        fresh.chmod(0o755)
        if out.exists():
            read_card(out)  # a folder that is no pack is not thrown away
            shutil.rmtree(out)
        fresh.rename(out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _digest(name: str, told: Mapping[str, Any], before: str) -> str:
    content = json.dumps([name, dict(told), before], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _read_done(work: Path) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads((work / _DONE).read_text("utf-8")))
    return {}


def _write_done(work: Path, done: Mapping[str, str]) -> None:
    write_text(work / _DONE, json.dumps(done, indent=1))


def _today() -> str:
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
