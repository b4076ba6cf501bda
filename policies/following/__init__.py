"""What a reseller does with upstream's release: take over, decide, undo."""
