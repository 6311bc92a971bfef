"""Read monthly counts of conflict events of HDX HAPI."""
