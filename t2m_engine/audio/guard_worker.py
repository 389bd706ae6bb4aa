"""The child process in which files are decoded: small, limited, expendable.

Reads requests from its standard input, one JSON object a line, and answers on its standard
output with messages: a JSON object a line, where "block" announces that so many bytes of float32
samples follow. It imports neither torch nor the program that started it.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

OPEN_FILES = 64


def main(reader: str, memory_limit: int) -> None:
    """Answer requests until the parent closes the pipe, with the module `reader` for decoding.

    `memory_limit` in bytes of address space. `reader` offers `probe` and `Decoding` as
    `t2m_engine.audio.decoding` does.
    """
    answers = _quiet()
    module = importlib.import_module(reader)
    _limit(memory_limit)
    requests = _requests()
    _say(answers, ready=True)
    while True:
        request = requests.get()
        # A last resort for a decoder that hangs with the interpreter's lock held and whose parent
        # is gone: the kernel ends this process. (Otherwise the parent is quicker.)
        _alarm(int(request["alarm"]))
        _answer(module, request, answers)
        _alarm(0)


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # Windows has none
        signal.alarm(seconds)


def _answer(module: Any, request: dict[str, Any], answers: BinaryIO) -> None:
    from t2m_engine.errors import InputError, UsageError  # noqa: PLC0415

    try:
        measured: dict[str, Any] = {}
        if request["what"] != "stream":
            _say(answers, info=_as_json(module.probe(Path(request["path"]))))
        if request["what"] == "cover":
            measured = _cover(Path(request["path"]))
        elif request["what"] == "stream":
            measured = _stream(module, request, answers)
        _say(answers, done=True, **measured)
    except InputError as error:
        _say(answers, refused=error.reason, remedy=error.remedy)
    except UsageError as error:
        _say(answers, misused=str(error))
    except MemoryError:
        _say(answers, memory=True)
    except Exception as error:  # a bug of ours or of a library costs one file
        _say(answers, failed=f"{type(error).__name__}: {error}")


def _cover(path: Path) -> dict[str, Any]:
    from t2m_engine.audio.cover import read_cover  # noqa: PLC0415 - seldom asked for

    cover = read_cover(path)
    if cover is None:
        return {"cover": None}
    return {"cover": {"mime": cover.mime, "content": base64.b64encode(cover.content).decode()}}


def _stream(module: Any, request: dict[str, Any], answers: BinaryIO) -> dict[str, float]:
    """Answer with the sound, block by block; return what was measured of it, if that was asked."""
    piece = {name: request[name] for name in ("start", "end", "sample_rate", "mono")}
    with module.Decoding(Path(request["path"]), **piece) as decoding:
        _say(
            answers,
            info=_as_json(decoding.info),
            sample_rate=decoding.sample_rate,
            channels=decoding.channels,
            expected_frames=decoding.expected_frames,
        )
        meter = None
        if request["measure"]:
            from t2m_engine.audio.loudness import Meter  # noqa: PLC0415 - a scan's business

            meter = Meter(decoding.info.sample_rate, decoding.info.channels)
        for block in decoding.blocks(meter.add) if meter else decoding.blocks():
            content = block.astype("<f4", order="C", copy=False)
            _say(answers, block=content.nbytes)
            answers.write(content.data.cast("B"))
    return {"loudness": meter.loudness, "true_peak": meter.true_peak} if meter else {}


def _as_json(info: Any) -> dict[str, Any]:
    return {
        "duration": info.duration,
        "sample_rate": info.sample_rate,
        "channels": info.channels,
        "codec": info.codec,
        "title": info.title,
        "artist": info.artist,
        "credits": info.credits.as_json(),
        "tempo": info.tempo,
        "key": info.key,
    }


def _say(answers: BinaryIO, **message: Any) -> None:
    answers.write(json.dumps(message).encode("ascii") + b"\n")
    if "block" not in message:
        answers.flush()


def _quiet() -> BinaryIO:
    """Keep the answers' pipe to ourselves: native decoders print to 1 and 2 as they like."""
    answers = os.fdopen(os.dup(1), "wb", buffering=1 << 20)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return answers


def _requests() -> queue.SimpleQueue[dict[str, Any]]:
    """Read requests in a thread of their own, and end at once when the parent is gone."""
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def read() -> None:
        for line in sys.stdin.buffer:
            requests.put(json.loads(line))
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return requests


def _limit(memory_limit: int) -> None:
    """Take away what decoding does not need, where the system can (Windows cannot)."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    wishes = {
        "RLIMIT_AS": memory_limit,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,  # nothing is written (pipes do not count)
    }
    for name, wish in wishes.items():
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        ceiling = wish if hard == resource.RLIM_INFINITY else min(wish, hard)
        try:
            resource.setrlimit(kind, (ceiling, ceiling))
        except (OSError, ValueError):  # macOS refuses some of them
            continue
