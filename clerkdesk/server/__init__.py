"""The province's side: takes ops in, keeps each agency's feed, routes packets between agencies."""
