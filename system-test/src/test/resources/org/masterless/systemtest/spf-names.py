# Answers questions for SPF records: as much of a name server as a policy daemon needs.
import socket

RECORDS = {b'banned.example': b'v=spf1 -all', b'allowed.example': b'v=spf1 ip4:192.0.2.7 -all'}
TXT = 16

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('127.0.0.1', 53))
while True:
    query, client = server.recvfrom(512)
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]])
        at += 1 + query[at]
    question = query[12:at + 5]
    record = RECORDS.get(b'.'.join(labels).lower())
    is_text = int.from_bytes(query[at + 1:at + 3], 'big') == TXT
    answer = b''
    if record and is_text:
        text = bytes([len(record)]) + record
        answer = b'\xc0\x0c\x00\x10\x00\x01\x00\x00\x00\x3c' + len(text).to_bytes(2, 'big') + text
    code = b'\x81\x80' if record else b'\x81\x83'
    counts = b'\x00\x01' + len(answer and [answer]).to_bytes(2, 'big') + b'\x00\x00\x00\x00'
    server.sendto(query[:2] + code + counts + question + answer, client)
