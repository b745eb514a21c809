"""How any figure is drawn: from a description, by one renderer.

A figure's file says which columns of a tidy table stand where, and as which marks; `facets.render`
lays out the panels, draws the marks, and scales and names what stands beside them.
"""
