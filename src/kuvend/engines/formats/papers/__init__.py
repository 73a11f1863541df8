"""Papers: one neutral tree of what a document says, and its writers: tagged PDF (PDF/UA-1) and DOCX.

A room makes a `PaperDocument` (`tree`); `read_html` takes the safe HTML of people's words into it. `pdf.write_pdf` and
`docx_file.write_docx` write it: the same tree, the same bytes. Words are data everywhere: none becomes markup.
Standards: ISO 14289-1 (PDF/UA-1), ISO/IEC 29500 (Office Open XML).
"""
