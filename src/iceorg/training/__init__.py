"""Learned parts from annotated documents: `make train`. Nothing here is needed to read a page."""
