"""Where a province keeps its blobs: a bucket where one is named, else its folder."""

from pathlib import Path
from urllib.parse import urlsplit

from obstore.store import S3Store

from clerkdesk.server.blobs.bucket import BucketBlobs
from clerkdesk.server.blobs.folder import FolderBlobs
from clerkdesk.server.blobs.whole import Blobs


def open_blobs(folder: Path, bucket: str = "") -> Blobs:
    """Blobs in `bucket` («s3://name/prefix»; keys and endpoint in the AWS_ variables), or in `folder`.

    Raises:
        ValueError: the bucket is not named as it must be.
    """
    if not bucket:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FolderBlobs(folder)
    parts = urlsplit(bucket)
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError(f"a bucket is s3://name, not {bucket}")
    prefix = parts.path.strip("/")
    return BucketBlobs(S3Store(parts.netloc, prefix=prefix or None))
