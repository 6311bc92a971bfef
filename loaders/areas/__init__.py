"""The states and areas that statuses and figures speak of."""
