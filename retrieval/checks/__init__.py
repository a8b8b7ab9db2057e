"""What holds of every word that is shown: it stands where it says, and says what it is shown for."""
