"""One module per report field: what is expected against what was found."""
