"""All that can be asked, one file a panel or sheet."""
