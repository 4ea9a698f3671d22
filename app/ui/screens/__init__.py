"""Every workspace in every state worth a picture; what is shown here is made up."""
