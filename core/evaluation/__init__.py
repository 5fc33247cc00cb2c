"""What methods are worth on unseen shapes: suites, tables, galleries of whole data sets."""
