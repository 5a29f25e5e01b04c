"""Makes PDF files for the tests: pages of lines at places, in Helvetica, which every reader of PDF has (PDF 1.4, ISO 32000)."""
import hashlib

PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
WIDTH, HEIGHT = 595, 842


def line(text, x=72, top=100, size=10):
    """One line whose upper edge is about `top` points from the page's."""
    return (x, HEIGHT - top - size, size, text)


def lines(*texts, x=72, top=100, size=10, leading=12):
    return [line(text, x, top + i * leading, size) for i, text in enumerate(texts)]


def rc4(key, data):
    s, j, i, out = list(range(256)), 0, 0, bytearray()
    for k in range(256):
        j = (j + s[k] + key[k % len(key)]) % 256
        s[k], s[j] = s[j], s[k]
    j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        out.append(byte ^ s[(s[i] + s[j]) % 256])
    return bytes(out)


def string(data):
    return b"<" + data.hex().encode() + b">"


def make(pages, title=None, password=None):
    """pages: a list of lists of line(). password: without it the file does not open (standard handler, revision 2)."""
    number = {"catalog": 1, "tree": 2, "font": 3, "info": 4}
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>",
               3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
    kids, content = [], {}
    for i, page in enumerate(pages):
        own, stream = 5 + 2 * i, 6 + 2 * i
        kids.append(b"%d 0 R" % own)
        objects[own] = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
                        % (WIDTH, HEIGHT, stream))
        content[stream] = b"\n".join(b"BT /F %g Tf 1 0 0 1 %g %g Tm %s Tj ET" % (size, x, y, string(text.encode("cp1252")))
                                     for x, y, size, text in page)
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(kids))
    identity, key, trailer = hashlib.md5(b"made").digest(), None, b""
    if password:
        padded = (password.encode() + PAD)[:32]
        owner, allow = rc4(hashlib.md5(padded).digest()[:5], padded), (-4).to_bytes(4, "little", signed=True)
        key = hashlib.md5(padded + owner + allow + identity).digest()[:5]
        crypt = max(content) + 1
        objects[crypt] = b"<</Filter/Standard/V 1/R 2/O%s/U%s/P -4>>" % (string(owner), string(rc4(key, PAD)))
        trailer = b"/Encrypt %d 0 R" % crypt
    if title is not None:
        objects[number["info"]] = b"<</Title %s>>" % string(title.encode("latin-1"))
        trailer += b"/Info 4 0 R"
    for at, stream in content.items():
        if key:
            stream = rc4(hashlib.md5(key + at.to_bytes(3, "little") + b"\0\0").digest()[:10], stream)
        objects[at] = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    out, places = b"%PDF-1.4\n", {}
    for at in sorted(objects):
        places[at] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (at, objects[at])
    table = b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(max(objects) + 1))
    return out + (b"xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R/ID[%s%s]%s>>\nstartxref\n%d\n%%%%EOF\n"
                  % (max(objects) + 1, table, max(objects) + 1, string(identity), string(identity), trailer, len(out)))
