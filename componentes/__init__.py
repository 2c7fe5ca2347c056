"""The rooms of Orquestrador Central; see Development/docs/arquitetura.md for the plan."""

VERSAO = "0.1.0"
