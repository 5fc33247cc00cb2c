"""Every kind of file that can be opened, a module and a row for each."""
