"""The demonstration: a fictional commission does the whole main job with real files, real keys and a real signature."""

from desktop.verbs.demo.command import add_to as add_to
