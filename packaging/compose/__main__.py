"""The command line: python packaging/compose demo | training | studies | ears."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if __name__ == "__main__":
    # Run as a folder, Python finds the modules only without their package; name it by its parent.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)


def main() -> int:
    """Parse the command line and do what it says; returns the exit status."""
    from compose import demo, ears, rendering, studies, training  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="compose", description="Original music in seven moods.")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("demo", help="render the demo set")
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--only", nargs="*", help="render anew only the pieces of these recipes")
    two = commands.add_parser("training", help="render a training set, mono 32 kHz FLAC")
    two.add_argument("--out", type=Path, required=True)
    two.add_argument("--per-mood", type=int, default=40)
    two.add_argument("--first-seed", type=int, default=1000)
    two.add_argument("--jobs", type=int, default=1)
    four = commands.add_parser("studies", help="render studies of single musical cues")
    four.add_argument("--out", type=Path, required=True)
    four.add_argument("--count", type=int, default=1440)
    four.add_argument("--first-seed", type=int, default=1)
    three = commands.add_parser("ears", help="hear a folder of pieces with a teacher network")
    three.add_argument("--music", type=Path, required=True)
    three.add_argument("--teacher", type=Path, required=True, help="AudioSet tagger, ONNX, 32 kHz")
    for command in (one, two, four):
        command.add_argument("--soundfont", type=Path)
    args = parser.parse_args()
    try:
        if args.command == "demo":
            demo.make_demo(args.out, args.soundfont, args.only)
        elif args.command == "training":
            training.make_training(
                args.out, args.per_mood, args.first_seed, args.jobs, args.soundfont
            )
        elif args.command == "studies":
            studies.render_studies(args.out, args.first_seed, args.count, args.soundfont)
        else:
            ears.report(args.music, args.teacher)
    except (rendering.RenderingError, ValueError) as error:
        print(f"compose: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
