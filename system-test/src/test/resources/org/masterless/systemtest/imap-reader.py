# Reads a folder while it grows, until so many messages came, and says the number and the digest of each as
# lmtp-source.py does. Marks some and expunges some. Whatever a client relies on and isn't so ends it.
#
#   imap-reader.py USER FOLDER COUNT
import hashlib
import imaplib
import re
import sys

USER, FOLDER, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])


def ok(answer):
    assert answer[0] == 'OK', answer
    return answer[1]


def log_in():
    client = imaplib.IMAP4('127.0.0.1', timeout=30)
    ok(client.login(USER, 'any'))
    ok(client.select(FOLDER))
    return client, client.response('UIDVALIDITY')[1]


def idle(client):
    """Until the server tells of a new message."""
    tag = client._new_tag()
    client.send(tag + b' IDLE\r\n')
    line = client.readline()
    while b'EXISTS' not in line:
        assert line[:1] in (b'+', b'*'), line
        line = client.readline()
    client.send(b'DONE\r\n')
    while not line.startswith(tag):
        line = client.readline()
        assert line, 'the connection was closed'


def all_uids(client):
    uids = [int(uid) for uid in ok(client.uid('SEARCH', 'ALL'))[0].split()]
    assert uids == sorted(set(uids)), f'UIDs do not grow: {uids}'
    return uids


def fetch(client, uid):
    """The message as the source sent it, without the lines that delivery put before it."""
    (head, text), *_ = ok(client.uid('FETCH', str(uid), '(UID RFC822.SIZE BODY.PEEK[])'))
    size = int(re.search(rb'RFC822.SIZE (\d+)', head).group(1))
    assert size == len(text), f'RFC822.SIZE {size} of {len(text)} octets'
    return text[text.index(b'X-Number: '):]


def flags_for(number):
    return {flag for flag, each in ((r'\Seen', 3), (r'\Flagged', 4), ('$Label1', 5)) if number % each == 0}


def flags(client):
    found = {}
    for line in ok(client.uid('FETCH', '1:*', '(UID FLAGS)')):
        uid, words = re.search(rb'UID (\d+)', line), re.search(rb'FLAGS \(([^)]*)\)', line)
        found[int(uid.group(1))] = set(words.group(1).decode().split()) - {r'\Recent'}
    return found


client, validity = log_in()
kept, highest, seen = {}, 0, 0
while seen < COUNT:
    client.response('EXISTS')
    uids = all_uids(client)
    assert uids[:len(kept)] == list(kept), f'{list(kept)} became {uids}'
    told = client.response('EXISTS')[1] != [None]
    if len(uids) == len(kept):
        ok(client.noop()) if told else idle(client)
    for uid in uids[len(kept):]:
        assert uid > highest, f'UID {uid} came after {highest}'
        highest = uid
        seen += 1
        text = fetch(client, uid)
        number = int(re.match(rb'X-Number: (\d+)', text).group(1))
        print(number, hashlib.sha256(text).hexdigest(), flush=True)
        if number % 7 == 0:
            ok(client.uid('STORE', str(uid), '+FLAGS', r'(\Deleted)'))
            ok(client.uid('EXPUNGE', str(uid)))
        else:
            kept[uid] = flags_for(number)
            if kept[uid]:
                ok(client.uid('STORE', str(uid), '+FLAGS', '(' + ' '.join(kept[uid]) + ')'))
client.logout()

client, later = log_in()
assert later == validity, f'UIDVALIDITY {validity} became {later}'
assert flags(client) == kept, f'{kept} became {flags(client)}'
client.logout()
