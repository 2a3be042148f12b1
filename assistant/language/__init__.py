"""Rules of language that grounding and several stages share. Deterministic, no download, English first."""
