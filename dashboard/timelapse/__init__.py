"""Time-lapses: a view through a span of days, as numbered stills and as moving pictures made from them."""
