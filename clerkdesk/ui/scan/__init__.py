"""Quét: from the feeder to batches that become documents."""
