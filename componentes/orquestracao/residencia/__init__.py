"""What stays in the foreground: the service, the watcher, the agenda."""
