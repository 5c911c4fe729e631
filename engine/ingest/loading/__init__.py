"""From rows of text to canonical tables: values, records, identity, findings."""
