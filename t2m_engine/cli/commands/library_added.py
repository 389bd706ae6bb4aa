"""What a scan did, told at the prompt."""

from __future__ import annotations

from typing import Any

from t2m_engine.cli import output
from t2m_engine.errors import ExitCode


def tell_added(result: dict[str, Any], *, as_json: bool) -> ExitCode:
    """Print what `library.add` and `library.update` tell; return the exit code."""
    if as_json:
        output.json_line(result)
    else:
        output.line(
            f"Heard {result['tracks']} tracks ({result['clips']} clips, "
            f"{result['errors']} errors), "
            f"{output.clock(result['seconds_of_audio'])} of music in "
            f"{output.clock(result['elapsed'])}: {result['rate']:.0f} × real time."
        )
        told = {
            "skipped": "were known and unchanged",
            "measured": "were known and unchanged, and got their tempo, key, loudness and credits",
            "moved": "were known under another name or date",
            "missing": "are gone from the disk",
            "errors": "could not be read; t2m library errors tells why",
        }
        for key, words in told.items():
            if result[key]:
                output.line(f"{result[key]} files {words}.")
    for problem in result["problems"]:
        output.warn(f"Error: {problem}")
    done = ("tracks", "skipped", "measured", "moved")
    nothing = not any(result[key] for key in done)
    return ExitCode.INPUT if result["problems"] or (result["errors"] and nothing) else ExitCode.DONE
