"""What leaves the terminal or binds the user: DLLs, network, credentials, locks."""
