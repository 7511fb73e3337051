"""Every PDF the program lays out: plain data in, PDF/A bytes out. Imports no other room."""
