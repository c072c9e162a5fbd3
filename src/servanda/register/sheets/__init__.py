"""Follow-up sheets in Excel: those that ministries make, and our own sent out and coming back.

`grid` reads cells, `columns` finds the header and what each column holds, `cells` understands single cells,
`rows` makes commitments and reports of the rows, each with its outcome.
"""
