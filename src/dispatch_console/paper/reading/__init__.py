"""Reads workbooks that come from outside, in a process of its own, and says calmly what is wrong with
them.
"""
