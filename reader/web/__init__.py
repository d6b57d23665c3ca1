"""Between the web server and the views."""
