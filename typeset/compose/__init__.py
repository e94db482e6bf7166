"""A paragraph to justified lines, and lines to columns: tokens in, lines out.

Knows neither HTML nor the model. Lengths are in points unless a name says em.
"""
