"""The product on one machine: an invented bloc, a story, a clock that can be moved."""
