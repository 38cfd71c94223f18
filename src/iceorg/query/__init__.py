"""Questions to the graph: SPARQL, named questions, and why a fact is believed."""

from typing import TYPE_CHECKING, Final

from iceorg.lazy import load_when_used
from iceorg.query.catalogue import Parameter, ParameterKind, Question, catalogue, question
from iceorg.query.names import Found, find_document, find_thing, find_things, labels
from iceorg.query.rows import Cell, Form, Format, Rows, render
from iceorg.query.run import run_query, run_question
from iceorg.query.show import describe_catalogue, remark, show, warnings
from iceorg.query.values import with_values
from iceorg.query.words import find_property, in_words, terms_of, vocabulary

if TYPE_CHECKING:
    from iceorg.query.ask import Understood, understand
    from iceorg.query.cite import cited, uncited
    from iceorg.query.grounds import Reason, Words, why
    from iceorg.query.guard import PATIENT, Limits, ask_guarded, ask_question_guarded
    from iceorg.query.reasons import reasons_as_json, tell_why
    from iceorg.query.shapes import Slow, slow_shapes

_HOMES: Final = {
    "PATIENT": "guard",
    "Limits": "guard",
    "ask_guarded": "guard",
    "ask_question_guarded": "guard",
    "Reason": "grounds",
    "Slow": "shapes",
    "Understood": "ask",
    "Words": "grounds",
    "cited": "cite",
    "reasons_as_json": "reasons",
    "slow_shapes": "shapes",
    "tell_why": "reasons",
    "uncited": "cite",
    "understand": "ask",
    "why": "grounds",
}
"""The module of each name that a short question needs not: loaded when it is first used."""

__all__ = [
    "PATIENT",
    "Cell",
    "Form",
    "Format",
    "Found",
    "Limits",
    "Parameter",
    "ParameterKind",
    "Question",
    "Reason",
    "Rows",
    "Slow",
    "Understood",
    "Words",
    "ask_guarded",
    "ask_question_guarded",
    "catalogue",
    "cited",
    "describe_catalogue",
    "find_document",
    "find_property",
    "find_thing",
    "find_things",
    "in_words",
    "labels",
    "question",
    "reasons_as_json",
    "remark",
    "render",
    "run_query",
    "run_question",
    "show",
    "slow_shapes",
    "tell_why",
    "terms_of",
    "uncited",
    "understand",
    "vocabulary",
    "warnings",
    "why",
    "with_values",
]

__getattr__ = load_when_used(__name__, _HOMES)
