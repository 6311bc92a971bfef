"""The political steps of leaving a treaty or suspending it."""
