"""What panj knows, as reviewed tables, and the code that reads and checks them."""
