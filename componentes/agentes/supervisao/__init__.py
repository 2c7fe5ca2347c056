"""How an agent is kept going: health, breaker, waits, memory."""
