"""Interruptions of services: how they are told, corrected, withdrawn and linked to what caused them."""
