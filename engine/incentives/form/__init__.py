"""The plan document as written; its keys and what they mean are the language's reference."""
