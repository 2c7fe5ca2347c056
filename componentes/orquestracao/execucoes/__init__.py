"""What one run needs: its row, its turn, its conduct, its end after a crash."""
