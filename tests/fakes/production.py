"""A province as in production: PostgreSQL and S3 behind one server process."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.fakes.postgres_cluster import PostgresCluster
from tests.fakes.province_process import ProvinceProcess
from tests.fakes.s3_bucket import S3Bucket


@contextmanager
def production_province(folder: Path, *, patient: bool = False) -> Iterator[ProvinceProcess]:
    """The running process; skips where PostgreSQL or moto's server is not installed."""
    with ExitStack() as ends:
        cluster = PostgresCluster()
        ends.callback(cluster.stop)
        bucket = S3Bucket()
        ends.callback(bucket.stop)
        process = ProvinceProcess(
            folder,
            database=cluster.new_database(),
            bucket=bucket.address,
            environment=bucket.environment,
            patient=patient,
        )
        process.start()
        ends.callback(process.stop)
        yield process
