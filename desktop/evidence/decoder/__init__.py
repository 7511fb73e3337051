"""What runs in the isolated decoder process. A leaf: standard library, pypdfium2, Pillow and the readers only."""
