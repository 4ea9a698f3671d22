"""The counter's window: views build and emit, presenters decide, the theme dresses both."""
