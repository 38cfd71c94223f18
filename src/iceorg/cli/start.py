"""Where the command starts: Ctrl-C and the system's wish to end are answered from here on, without a traceback.

Nothing is loaded above, so that this holds from the first moment.
"""

from __future__ import annotations

import gc
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType

_INTERRUPTED = 130
_SELDOM = 100_000
"""New objects before Python looks for lost ones: a command that ends at once should not look at all it has just loaded."""
_SIGNALLED = 128
"""What shells add to a signal's number for the exit code of a process that it ended."""


def start() -> None:
    """Run `iceorg`; whichever way it ends, what it has begun to write beside a result is removed."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored, and that holds
            signal.signal(number, _end)
    gc.set_threshold(_SELDOM)
    try:
        from iceorg.cli.main import main

        main(prog_name="iceorg")
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    finally:
        gc.freeze()  # Python would look through all of it once more for what is lost, only to end


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """End as after an error: every folder and process that is held is let go of on the way out."""
    sys.exit(_SIGNALLED + number)
