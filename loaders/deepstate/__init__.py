"""Daily files of DeepStateMap control, in the user's own copy."""
