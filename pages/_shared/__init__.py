"""What the pages share: frame, session, bridge to the engine, figures, charts, widgets."""
