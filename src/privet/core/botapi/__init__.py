"""What the Bot API says, read and written as raw JSON."""
