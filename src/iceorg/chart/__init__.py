"""The chart page: the graph as one HTML file in which every line opens its sentences."""

from iceorg.chart.data import SourceText
from iceorg.chart.page import render_chart
from iceorg.chart.texts import source_texts
from iceorg.chart.view import View, read_view

__all__ = ["SourceText", "View", "read_view", "render_chart", "source_texts"]
