"""What was learned from annotated documents: names with their kinds, and which of them are joined."""
