"""Moved to `onrecord.quotes`, because the stage `trace` reads quotation marks too."""

from onrecord.quotes import Kind, Quotation, Side, find_quotations

__all__ = ["Kind", "Quotation", "Side", "find_quotations"]
