"""The demo office: made-up people and agencies, real store, real children, real province server."""
