"""Credits that the vendor gave: documents received, beside what was passed on to customers."""
