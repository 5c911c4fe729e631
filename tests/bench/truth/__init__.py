"""Parts of the truth benchmark."""
