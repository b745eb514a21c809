"""Figures: each is a function from one tidy table to a matplotlib Figure.

A function gives None where its table holds nothing to draw; the page then says so in words.
"""
