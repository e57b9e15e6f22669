"""Builds the model that types acts, from the codebook's examples: `python -m training`."""
