"""Word classes: words that are used alike, from the word table of a published embedding model.

`classes.txt` holds 21,700 English words in 80 coarse and 600 fine classes, so that what was learned
of "mayor" holds for "governor". They are the k-means clusters of the input embeddings of
sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0; `model.safetensors` with the SHA-256
53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db). Neither the model nor its vectors
are part of this project, and nothing of it is needed to train or to read.

    python -m iceorg.training.classes MODEL_FOLDER      # holds model.safetensors and vocab.txt
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.cluster import MiniBatchKMeans

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZES: Final = (80, 600)
_TABLE: Final = "embeddings.word_embeddings.weight"
_HEAD: Final = (
    "# word, coarse class, fine class: words that are used alike have one class. Made by iceorg.training.classes."
)


def read_table(path: Path) -> np.ndarray[Any, Any]:
    """Return the word table of a model file, one row a word."""
    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    entry = json.loads(content[8 : 8 + size])[_TABLE]
    first, last = entry["data_offsets"]
    numbers = np.frombuffer(content[8 + size + first : 8 + size + last], dtype=np.float32)
    return numbers.reshape(entry["shape"])


def class_lines(folder: Path) -> Iterator[str]:
    """Yield the lines of `classes.txt`: a word with its classes, sorted."""
    table = read_table(folder / "model.safetensors")
    words = {w: i for i, w in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n")) if _is_word(w)}
    rows = table[list(words.values())]
    rows = rows - rows.mean(axis=0)
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    labels = [
        MiniBatchKMeans(size, random_state=0, batch_size=4096, n_init=2, max_iter=60).fit(rows).labels_
        for size in _SIZES
    ]
    yield _HEAD
    for word, coarse, fine in sorted(zip(words, *labels, strict=True)):
        yield f"{word} {coarse} {fine}"


def _is_word(text: str) -> bool:
    return text.isalpha() and len(text) > (1 if text.isascii() else 2)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in class_lines(Path(sys.argv[1])))
