"""Importing another register: rows become acts; what was imported before is compared, never written twice."""
