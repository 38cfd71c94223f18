"""Questions to the graph: SPARQL, named questions, and why a fact is believed."""

from iceorg.query.catalogue import Parameter, ParameterKind, Question, catalogue, question
from iceorg.query.guard import PATIENT, Limits, ask_guarded
from iceorg.query.names import Found, find_document, find_thing, find_things, labels
from iceorg.query.reasons import reasons_as_json, tell_why
from iceorg.query.rows import Cell, Form, Format, Rows, render
from iceorg.query.run import run_query, run_question
from iceorg.query.show import describe_catalogue, remark, show
from iceorg.query.why import Reason, Words, why
from iceorg.query.words import find_property, in_words

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
    "Words",
    "ask_guarded",
    "catalogue",
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
    "tell_why",
    "why",
]
