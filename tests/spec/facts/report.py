"""Print the state of every row of facts.tsv in a graph.

usage: python tests/spec/facts/report.py GRAPH.nt [--all] [--sparql ROW]

Rows that are not as they should be are printed, then the totals; --all prints every row, --sparql the
queries of one. The exit code is 0 if every row is as it should be, else 1.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Print what was asked for, and return the exit code."""
    from spec.facts.judge import judge, read_rows, totals
    from spec.facts.patterns import FactGraph

    files = [argument for argument in arguments if argument.endswith(".nt")]
    if len(files) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    graph, rows = FactGraph(Path(files[0]).read_bytes()), read_rows()
    if "--sparql" in arguments:
        wanted = arguments[arguments.index("--sparql") + 1]
        queries = [graph.sparql(p, row.document) for row in rows if row.id == wanted for p in row.patterns]
        sys.stdout.write("\n".join(queries) + "\n")
        return 0
    findings = judge(graph, rows)
    for finding in findings:
        if "--all" in arguments or not finding.verdict.good:
            sys.stdout.write(f"{finding}\n")
    sys.stdout.write(f"{totals(findings)}\n")
    return 0 if all(finding.verdict.good for finding in findings) else 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))  # as tests/conftest.py does for tests
    sys.exit(main(sys.argv[1:]))
