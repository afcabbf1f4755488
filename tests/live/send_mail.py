# SPDX-License-Identifier: AGPL-3.0-or-later
#
# send_mail.py PORT FROM TO - hand the message on standard input to the mail server on this port.
import smtplib
import sys

port, sender, receiver = sys.argv[1:]
with smtplib.SMTP("127.0.0.1", int(port)) as server:
    server.sendmail(sender, [receiver], sys.stdin.buffer.read())
