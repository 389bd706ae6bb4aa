"""Gathers the desktop's words, and brings the translations up to date.

Usage: packaging/translations [--check]

Words are the literals in `tr` and `tr_n`, what the registries declare (commands, settings, moods),
and the sentences of the engine, which are gathered into engine.json as templates. Qt's own lupdate
and lrelease keep the files.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de",)
CONTEXT = "t2m"
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]


def spoken_in_code(folder: Path = ROOT / "t2m_desktop") -> Iterator[tuple[str, bool]]:
    """Yield (text, whether a number decides its form) of every `tr` and `tr_n`."""
    for path in sorted(folder.rglob("*.py")):
        if path.name == "translation.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in ("tr", "tr_n"):
                continue
            counted = node.func.id == "tr_n"
            text = node.args[1 if counted else 0]
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                sys.exit(f"{path}:{node.lineno}: {node.func.id} takes a literal; see tr_known.")
            yield text.value, counted


def spoken_in_registries() -> Iterator[tuple[str, bool]]:
    """Yield what is declared elsewhere, and said through `tr_known`."""
    from t2m_desktop import engine_speech, feeling, player
    from t2m_desktop.commands import COMMANDS
    from t2m_desktop.score import errands, inspector
    from t2m_desktop.translation import DECLARED
    from t2m_engine.settings import SECTIONS, SETTINGS

    for command in COMMANDS:
        yield from ((words, False) for words in (command.title, *command.menu.split("/")))
    yield from ((words, False) for words in SECTIONS.values())
    for setting in SETTINGS.values():
        told = (setting.title, setting.help, setting.unit, setting.empty, *setting.choices.values())
        yield from ((words, False) for words in told if words)
    yield from ((words, False) for words in (*DECLARED, *feeling.spoken()))
    names = (*player.SPOKEN, *errands.NAMES.values(), *dict(inspector.CREDITS).values())
    yield from ((words, False) for words in (*names, "scoring", "rendering"))
    sentences, reasons = engine_speech.sentences()
    yield from ((words, False) for words in (*sentences, *reasons))


def engine_file() -> str:
    """What engine.json is to hold: what the engine can say, read out of its code."""
    import engine_sentences

    found = sorted(set(engine_sentences.sentences()))
    told: dict[str, list[str]] = {"sentences": [*engine_sentences.tables()], "reasons": []}
    for text, reason in found:
        told["reasons" if reason else "sentences"].append(text)
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def gathered() -> dict[str, bool]:
    """Return every text, and whether it has plural forms."""
    return dict(sorted({*spoken_in_code(), *spoken_in_registries()}))


def translated(language: str) -> dict[str, list[str]]:
    """Return the finished translations of a language, each in its forms."""
    tree = etree.parse(FOLDER / f"t2m_{language}.ts")
    found = {}
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type"):
            continue
        forms = [form.text or "" for form in translation.iter("numerusform")]
        found[message.findtext("source") or ""] = forms or [translation.text or ""]
    return found


def missing(language: str) -> list[str]:
    """Return the texts that a language does not say in full."""
    known = translated(language)
    return [text for text in gathered() if not all(known.get(text) or [""])]


def update() -> None:
    """Run lupdate over what is said, and lrelease over the outcome."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "engine.json").write_text(engine_file(), "utf-8")
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "words.cpp"  # of Python, lupdate would see no plurals
        lines = []
        for text, counted in gathered().items():
            more = ", nullptr, 2" if counted else ""
            lines.append(f'QCoreApplication::translate("{CONTEXT}", {_quoted(text)}{more});')
        source.write_text("\n".join(lines) + "\n", "utf-8")
        for language in LANGUAGES:
            target = FOLDER / f"t2m_{language}.ts"
            options = ["-source-language", "en", "-target-language", language]
            options += ["-locations", "none", "-no-obsolete", "-silent"]
            _tool("lupdate", str(source), "-ts", str(target), *options)
            release(target, target.with_suffix(".qm"))


def release(source: Path, target: Path) -> None:
    """Compile a .ts file."""
    _tool("lrelease", "-silent", str(source), "-qm", str(target))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _tool(name: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{name}")
    subprocess.run([str(program), *arguments], check=True)


def main() -> int:
    """Do what was asked; 1 where something is not said in full."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    if not parser.parse_args().check:
        update()
    rest = {language: missing(language) for language in LANGUAGES}
    for language, texts in rest.items():
        for text in texts:
            print(f"{language}: {text!r}")
        print(f"{language}: {len(gathered()) - len(texts)} of {len(gathered())} said")
    return 1 if any(rest.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
