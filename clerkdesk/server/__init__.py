"""The provincial server: ops, feed, blobs and edXML routing between agencies."""
