"""Experiments that claims share: no claim's number, no verdict, plain numbers out."""
