"""`t2m`: the global options, the commands, and how every ending becomes an exit code."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from t2m_engine import __version__, places
from t2m_engine.cli.commands import COMMANDS
from t2m_engine.cli.options import Options
from t2m_engine.cli.output import prepare_streams, warn
from t2m_engine.errors import ExitCode, T2MError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--library",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the music library's catalogue; it is made when music is first added. "
    "Default: the setting, or a folder in your data directory.",
)
@click.option(
    "--model",
    metavar="PACK",
    help="Model pack: a name that t2m model list has, or a folder. Default: the setting, open.",
)
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    help="What the networks run on. Default: the setting, or auto, which takes the fastest.",
)
@click.version_option(__version__, prog_name="t2m", message="%(prog)s %(version)s")
@click.pass_context
def t2m(
    context: click.Context, library: Path | None, model: str | None, device: str | None
) -> None:
    """Find the music for a story.

    t2m knows what a text and a piece of music feel like. Add your own music to its library, then
    ask for clips that fit a passage, or score a whole manuscript. Nothing leaves your machine.

    \b
    Start here:
      t2m library add ~/Music
      t2m suggest --text "The door stood open, and no one was there."
      t2m score story.md --out score/

    Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 input cannot be read, 4 library or index
    trouble, 5 model missing or refused, 6 an editor did not take it, 130 cancelled.
    """
    context.obj = Options(library, model, device)


for _command in COMMANDS:
    t2m.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `t2m` and return its exit code."""
    prepare_streams()
    try:
        result = t2m.main(
            None if arguments is None else list(arguments),
            prog_name="t2m",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # click makes the second of the first, and of no other
        return _reader_left()
    except (click.Abort, KeyboardInterrupt):
        warn("Cancelled.")
        return ExitCode.CANCELLED
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except T2MError as error:
        warn(f"Error: {error}")
        return error.exit_code
    except Exception:  # whatever it is, a person gets a sentence, and we get the trace
        return _bug()
    return result if isinstance(result, int) else ExitCode.DONE


def _reader_left() -> int:
    """Whoever read our output has seen enough (`t2m … | head`): that is no failure."""
    # Python flushes stdout once more at its end; without this it would complain then.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE


def _bug() -> int:
    trace = traceback.format_exc()
    log = places.log_folder() / "t2m.log"
    summary = trace.rstrip().rsplit("\n", maxsplit=1)[-1]
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        mode = "a" if not log.exists() or log.stat().st_size < 1_000_000 else "w"
        with log.open(mode, encoding="utf-8", errors="backslashreplace") as file:
            when = time.strftime("%Y-%m-%d %H:%M:%S")
            file.write(f"{when} t2m {__version__} {sys.argv[1:]}\n{trace}\n")
    except OSError:
        warn(trace)
        warn("Error: this is a bug of t2m, please report it with the lines above.")
    else:
        warn(f"Error: this is a bug of t2m ({summary}). Please report it with the log, {log}.")
    return ExitCode.BUG
