"""Evaluation: runs checks over annotated articles and scores what they give, each number with its doubt.

Arrows: `run -> datasets -> adapters -> scoring -> sheet`; `table`, `page` and `compare` read `results` only.
"""
