"""How gunicorn serves the portal, in the demo and in production; it reads this file by itself."""

wsgi_app = "conciliazione.wsgi"
workers = 2
threads = 4
# It would be a file outside our folders, and a door that we do not use.
control_socket_disable = True
# The longest address that it reads (the default is half of it); beyond, it says so by itself.
limit_request_line = 8190
