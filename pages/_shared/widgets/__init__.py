"""Pieces of a page, drawn with Streamlit."""
