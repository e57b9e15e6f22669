"""Where things are: GeoNames compiled into an index, and tables of what it lacks."""
