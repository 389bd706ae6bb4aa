"""The manuscript editor: the text widget, its scenes, its words."""
