"""What trains the built-in reader; see tools/train_reader.py."""
