"""Markup: what the page shows as HTML that only these files write."""
