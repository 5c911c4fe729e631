"""The vocabulary: frozen types that every room shares, without input or output."""
