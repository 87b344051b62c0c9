"""How the sample plans are drawn: facts (TOML) → paper (grids, texts) → PDF by one of several producers."""
