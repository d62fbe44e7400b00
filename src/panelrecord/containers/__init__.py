"""What holds many articles: web archives, zip and tar, mailboxes, tables, newspapers' issues.

`opened` says whether a file is one; `members` gives the articles in it, each as its bytes with its name and
what is known of it beside them, or the error that keeps it from being read. Nothing is unpacked to disk, and no more
than one article is in memory at a time.
"""

from panelrecord.containers.member import Bad, Columns, Member, Opening
from panelrecord.containers.members import TABLES, members, opened

__all__ = ["TABLES", "Bad", "Columns", "Member", "Opening", "members", "opened"]
