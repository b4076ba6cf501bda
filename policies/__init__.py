"""The reseller's own versioned AUP, its notices and its acknowledgements."""
