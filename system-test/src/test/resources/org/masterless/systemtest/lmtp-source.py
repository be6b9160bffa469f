# Sends messages that are all different by LMTP, and says a number and a digest of each that was taken for all.
#
#   lmtp-source.py PORT FIRST COUNT CLIENTS RECIPIENT…
import hashlib
import random
import smtplib
import sys
import threading

PORT, FIRST, COUNT, CLIENTS = map(int, sys.argv[1:5])
RECIPIENTS = sys.argv[5:]
LINES = [b'', b'.', b'..', b'.dot', b'From here', b'text\tand tab ', b'x' * 900, 'é ü 漢'.encode(), b'\xff\xfe']


def message(number):
    dice = random.Random(number)
    size = dice.choice([0, 1, 10, 40, 40, 400])
    head = b'X-Number: %d\r\nFrom: carol@example.com\r\nSubject: message %d\r\n\r\n' % (number, number)
    return head + b''.join(dice.choice(LINES) + b'\r\n' for _ in range(size))


def client(numbers):
    connection = None
    for number in numbers:
        if connection is None:
            connection = smtplib.LMTP('127.0.0.1', PORT, timeout=60)
        text = message(number)
        refused = connection.sendmail('carol@example.com', RECIPIENTS, text, ['BODY=8BITMIME'])
        # smtplib reads one reply to the message, and LMTP has one for each recipient.
        replies = [connection.getreply() for _ in RECIPIENTS[1:]]
        if refused or any(code != 250 for code, _ in replies):
            print('refused', number, refused, replies, flush=True)
        else:
            print(number, hashlib.sha256(text).hexdigest(), flush=True)
        if number % 9 == 0:
            connection.quit()
            connection = None
    if connection:
        connection.quit()


threads = [threading.Thread(target=client, args=(range(FIRST + i, FIRST + COUNT, CLIENTS),)) for i in range(CLIENTS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
