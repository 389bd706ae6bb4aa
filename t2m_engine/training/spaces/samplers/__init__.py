"""What a step of learning sees, one way of choosing a file."""
