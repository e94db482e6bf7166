"""The same chapter set by typeset and by its peers, measured and pictured: ``python -m tests.peers``."""
