"""Hostile and long text, made to stand on Discord as it was written."""
