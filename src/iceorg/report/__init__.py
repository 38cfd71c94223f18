"""The report of a build: what was read, skipped, refused and found, for people and for programs."""

from iceorg.report.differences import Difference, Side, differences
from iceorg.report.page import load_page, report_html, report_json
from iceorg.report.summary import DocumentRead, Report, RuleCount, SkippedText, make_report

__all__ = [
    "Difference",
    "DocumentRead",
    "Report",
    "RuleCount",
    "Side",
    "SkippedText",
    "differences",
    "load_page",
    "make_report",
    "report_html",
    "report_json",
]
