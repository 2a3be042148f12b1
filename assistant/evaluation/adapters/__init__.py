"""Other people's data sets, each read into cases and told by its fields."""
