"""The screens: one folder a panel."""
