"""How much of a PDF is looked at while somebody waits: few bytes of a file can ask for hours, and for all the memory.

Counts bound what one object costs, time what all of them do: the same object can be read again under any number.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from io import BytesIO
from time import thread_time

from pypdf import Configuration, apply_configuration

MOST_SECONDS = 2.5  # of the processor, while somebody waits; a document from an office takes less than one
MOST_SECONDS_FOR_TEXT = 4.0  # for all pages, in a job: what was read by then stays
MOST_STREAM = 1_500_000  # bytes that one stream unpacks to; to read as many tells apart up to 750,000 objects
MOST_DRAWING_STEPS = 200_000  # operators and operands of one drawing
MOST_FORMS = 500  # drawings within drawings, on one page
MOST_PAGE_ENTRIES = 200_000  # of the tree of pages, each counted as often as it is referred to
MOST_FILTERS = 2  # of one stream, each packing what the one before made: writers use one, and a second for ASCII
MOST_DECODED = 5_000_000  # bytes that go into the filters of one stream and come out
MOST_MENDED = 100_000  # bytes of a broken stream, which is looked through for what can still be unpacked
MOST_COLUMNS = 10_000  # of rows that are packed as the difference to the one above
READS_BETWEEN_LOOKS = 10  # at the clock, which costs as much as a read; to find one object takes more


class TimedBytes(BytesIO):
    """The bytes of a document, which can be read for some seconds of the processor and no longer."""

    def __init__(self, content: bytes, seconds: float) -> None:
        super().__init__(content)
        self._until = thread_time() + seconds
        self._reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as `BytesIO`.

        Raises:
            TimeoutError: as `check_time`.
        """
        self._reads += 1
        if self._reads >= READS_BETWEEN_LOOKS:
            self.check_time()
            self._reads = 0
        return super().read(size)

    def check_time(self) -> None:
        """Go on when there is time left.

        Raises:
            TimeoutError: when there is none, whoever caught the first of these.
        """
        if thread_time() > self._until:
            raise TimeoutError("the document takes too long to read")


def bounded() -> AbstractContextManager[Configuration]:
    """Return the context in which pypdf unpacks and draws no more than the bounds of this module."""
    return apply_configuration(
        zlib_maximum_output_length=MOST_STREAM,
        lzw_maximum_output_length=MOST_STREAM,
        run_length_maximum_output_length=MOST_STREAM,
        brotli_maximum_output_length=MOST_STREAM,
        array_based_stream_maximum_output_length=MOST_STREAM,
        zlib_maximum_recovery_input_length=MOST_MENDED,
        stream_filters_maximum_length=MOST_FILTERS,
        stream_decoding_work_maximum_length=MOST_DECODED,
        flate_maximum_columns=MOST_COLUMNS,
        flate_maximum_row_length=MOST_COLUMNS,
        jbig2dec_binary=None,  # another program would be started for a picture that nobody looks at
        stream_parsing_work_maximum_count=MOST_DRAWING_STEPS,
        xform_maximum_invocations_per_extraction=MOST_FORMS,
        page_tree_maximum_page_entries=MOST_PAGE_ENTRIES,
    )
