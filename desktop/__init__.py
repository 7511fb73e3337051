"""The application without a window: services, command line, everything that also runs headless. No Qt."""

__version__ = "0.1.0"
