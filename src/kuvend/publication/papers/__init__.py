"""Papers for everybody: what rooms tell as documents, as a page, as tagged PDF and as DOCX.

Nouns: a paper (one thing as a document), its kinds, the kept paper (as it was made last), the waiting list. Deeds: a
paper is made when somebody asks, kept as long as it says what is so, forgotten when something in it left.
Standards: ISO 14289-1 (PDF/UA-1), ISO/IEC 29500 (DOCX); they are written in `engines/formats/papers`.
"""
