"""Long work in child processes: progress as values, cancel, the best so far kept."""
