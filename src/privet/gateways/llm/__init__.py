"""Language models: programs ask them here as they ask them anywhere, and nothing personal leaves."""

NAME = "llm"
