"""A second reader: a language model that may propose facts, and must prove each of them by words of the page.

`windows` makes numbered lines of a page and `prompt` a request of them, `asking` sends it to a server (`server`)
or finds the reply that is kept (`replies`), `answer` reads what the reply proposes, `proof` finds every quote in the
document and looks a second time at what it says, `drafting` makes claims of what is proved.
"""

from iceorg.llm.asking import Asking, Expected, Progress, ask_all
from iceorg.llm.reading import read_replies
from iceorg.llm.replies import Reply

__all__ = ["Asking", "Expected", "Progress", "Reply", "ask_all", "read_replies"]
