"""What is inside archives, read as a stream and never unpacked: bytes in, members out."""
