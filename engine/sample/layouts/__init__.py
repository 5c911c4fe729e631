"""The sample's files, each in the layout of the product that would have written it."""
