"""The agenda: entries of the configuration, and the times they mean. Pure."""
