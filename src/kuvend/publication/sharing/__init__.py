"""How what is public goes on from hand to hand: short addresses, and what other sites show beside a link.

Nouns: short address, share, card. Source: the Open Graph protocol (ogp.me), RFC 6596 (canonical links).
"""
