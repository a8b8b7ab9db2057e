"""What people keep: conversations, what they said of answers, briefings and expert scores, in one database."""
