"""From the case to paper: finalise, lay out, sign, store, list, export, verify."""
