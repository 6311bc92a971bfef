"""Control of settlements by day: the bundled ledger, the default of everything about the front line."""
