"""From documents to a result folder: the stages in their order, and the folder replaced whole or not at all."""

from iceorg.pipeline.alone import read_alone, read_each
from iceorg.pipeline.stages import BuildResult, build

__all__ = ["BuildResult", "build", "read_alone", "read_each"]
