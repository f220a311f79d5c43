"""The file on disk: engine, capture, migrations, backup, search columns and tables."""
