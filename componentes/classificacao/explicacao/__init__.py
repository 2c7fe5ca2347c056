"""Why a content has its labels, and which labels it nearly had."""
