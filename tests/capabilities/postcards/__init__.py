"""Postcards: a picture side nobody sees, one sentence, and the town from which somebody sends it.

Nouns: postcard, signed or not. Deeds: send a postcard. Made up, for the tests of the house.
"""
