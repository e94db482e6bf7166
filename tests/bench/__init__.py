"""``make bench``: time and memory beside tools of the same trade, and whether doubt is put where it belongs.

Ratios, not seconds, are what counts: both sides run on the same machine within the same minutes.
"""
