"""Proposals drafted from evidence: each rule looks at one kind of evidence and names it.

`rules` find, `scoring` weighs, `wording` says it in four languages, `services` records what is new and refuses to repeat.
"""
