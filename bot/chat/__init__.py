"""Footnote on Discord: questions in, answers with footnotes out.

Pure modules make the texts (`markdown`, `typeset`, `card`, `answer_card`, `sources_card`,
`references`); the others stand at the rim, where Discord and the library's threads begin.
Each feature is a cog or a button of its own, wired in `client`.
"""
