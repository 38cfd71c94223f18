"""The command `iceorg`: one file for each subcommand, each loaded only when it is wanted."""
