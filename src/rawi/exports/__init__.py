"""A reading in the forms that other programs take. They show; they decide nothing."""
