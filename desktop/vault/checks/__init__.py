"""What `check` looks at, one file per kind of thing. Nothing here writes."""
