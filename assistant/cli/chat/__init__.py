"""`factcheck chat`: the reviewers' conversation at a terminal.

command    the command line's options, and where the conversation is held
loop       reads lines and works them off, until there are none
line       the line that is typed: history, completion, several lines, paste
keys       what is typed while no prompt is there
commands   what `/…` may be, and how it is found
work       what is being worked on: the check, what was last listed, what can be undone
screen     what is written where, with or without colour
drawing    findings, claims, sources, relations and answers as a reviewer reads them
brief      the first screen
listing, showing, deciding, changing, asking    the commands themselves
"""
