"""The administrators' web page of a province: plain pages from the server, no script, no build step."""
