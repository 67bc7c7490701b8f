# The dialogues with servers; aparajita_fuzz() is in reading.cmake.
aparajita_fuzz(imap mailbox)
aparajita_fuzz(smtp delivery)
