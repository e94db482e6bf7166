"""typeset: from the raw text of printed, multi-column publications to finished editions."""

__version__ = "0.1.0"
