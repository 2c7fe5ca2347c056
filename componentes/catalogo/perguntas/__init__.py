"""Questions about one table each, for who needs no more; `consulta` has those about runs."""
