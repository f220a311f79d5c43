"""Paints a filled workbook on paper."""
