"""Every word a person reads: typed functions over Jinja2 templates."""
