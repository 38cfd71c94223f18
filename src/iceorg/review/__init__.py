"""What is for a person to decide: a queue of questions with their sentences, and the entries that answers become.

Nothing here decides. An answer is an entry of a curation file, which the next build applies.
"""

from iceorg.review.items import Answer, Item, item_data, queue
from iceorg.review.page import review_html
from iceorg.review.writing import append_entry, remove_last

__all__ = ["Answer", "Item", "append_entry", "item_data", "queue", "remove_last", "review_html"]
