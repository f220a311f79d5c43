"""The desk at which an after-sales company's information centre works all day."""

__version__ = "0.1.0"
