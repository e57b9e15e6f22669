"""Claims -> tables of what they show; for now, how the codebook's examples come out."""
