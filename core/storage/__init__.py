"""Files: whole or not there, of a known version, read through one boundary; typed values out of JSON and TOML."""
