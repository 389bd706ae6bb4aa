"""The commands of `t2m`, one a file."""

from t2m_engine.cli.commands.analyse import analyse
from t2m_engine.cli.commands.clips import clips
from t2m_engine.cli.commands.emotion import emotion
from t2m_engine.cli.commands.experiments import experiments
from t2m_engine.cli.commands.export import export
from t2m_engine.cli.commands.library import library
from t2m_engine.cli.commands.model import model
from t2m_engine.cli.commands.read import read
from t2m_engine.cli.commands.schema import schema
from t2m_engine.cli.commands.score import score
from t2m_engine.cli.commands.search import search, similar
from t2m_engine.cli.commands.send import markers, send
from t2m_engine.cli.commands.serve import serve
from t2m_engine.cli.commands.settings import settings
from t2m_engine.cli.commands.spaces import spaces
from t2m_engine.cli.commands.suggest import suggest
from t2m_engine.cli.commands.timeline import timeline
from t2m_engine.cli.commands.words import words

library.add_command(search)

COMMANDS = (
    library,
    suggest,
    similar,
    emotion,
    analyse,
    read,
    score,
    timeline,
    export,
    clips,
    send,
    markers,
    serve,
    schema,
    spaces,
    model,
    settings,
    words,
    experiments,
)
