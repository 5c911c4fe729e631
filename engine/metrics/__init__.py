"""Pure functions of arrays, and the registry that names each figure."""
