"""How the files of a form are received: on the disk while they come, and no more than they may be.

Django bounds the text of a form (`DATA_UPLOAD_MAX_MEMORY_SIZE`), not its files.
"""

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class TooLargeFile(UploadedFile):
    """The place of a file that was thrown away while it came; its field says so."""


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps a file while it is small enough; of a larger one it keeps nothing but the name.

    The rest of the form is read all the same: what was typed is not lost.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file.closed:
            return
        if start + len(raw_data) > settings.FILE_MASSIMO_MB * 1024 * 1024:
            self.file.close()
        else:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile:
        if self.file.closed:
            return TooLargeFile(BytesIO(), self.file_name, size=file_size)
        return super().file_complete(file_size)
