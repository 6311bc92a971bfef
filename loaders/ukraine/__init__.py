"""Load published figures on Ukraine's mined land and the mine types documented there."""
