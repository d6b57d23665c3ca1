"""What every view needs, and pages about the site itself."""
