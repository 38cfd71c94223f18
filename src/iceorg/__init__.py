"""From documents about an organisation to a graph that cites its sentences.

    >>> from iceorg import build, open_result, run_question, why   # doctest: +SKIP
"""

__version__ = "0.1.0"
