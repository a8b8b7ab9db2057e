"""Addresses fetched from a server on this machine, which is let through for these tests alone."""

import datetime
import gzip
import ipaddress
import re
import ssl
import zlib
from dataclasses import replace

import pytest
from hostile_addresses import CASES, fetcher
from page_server import open_site

from corpus.library import Library
from ingest.build import ingest
from ingest.reading import UnreadableReport
from ingest.truth import Truth

PAGE = b"<html><body><h1>Ferries of Northmoor</h1><p>The ferry left on time on every day of the year but two.</p></body></html>"


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library")


def take(address, library, embedder, **settings):
    (outcome,) = ingest([address], library, embedder, fetcher=replace(fetcher(), **settings))
    return outcome


def held(library):
    (report,) = Truth(library.truth_path).reports()
    return report


@pytest.mark.parametrize("name", CASES)
def test_an_address_without_a_report_is_told_in_one_sentence(name, site, library, embedder):
    make, why = CASES[name]
    address = make(site)
    (outcome,) = ingest([address], library, embedder, fetcher=fetcher(name))
    assert outcome.outcome == "failed"
    assert re.search(why, outcome.why), outcome.why
    assert outcome.why.isprintable() and outcome.why.endswith(".") and ";" in outcome.why and len(outcome.why) < 500
    assert "secret" not in outcome.why
    assert not library.truth_path.exists()


@pytest.mark.parametrize(
    ("path", "body", "kind", "text"),
    [
        ("/report", PAGE, "text/html; charset=utf-8", "Ferries of Northmoor\n\nThe ferry left on time on every day of the year but two."),
        ("/report.txt", b"The ferry left.\n", "text/plain", "The ferry left.\n"),
        ("/report.md", b"# Ferries\n\nThe ferry left.", "text/plain", "Ferries\n\nThe ferry left."),
        ("/report", b"# Ferries\n\nThe ferry left.", "text/markdown", "Ferries\n\nThe ferry left."),
        ("/report", b"The ferry left.\n", "application/octet-stream", "The ferry left.\n"),
        ("/report", b"The ferry left.\n", "", "The ferry left.\n"),
        ("/report.txt", "Fünf Fähren\n".encode("cp1252"), "text/plain; charset=windows-1252", "Fünf Fähren\n"),
        ("/report.txt", "Пять паромов\n".encode("koi8-r"), 'text/plain; charset="koi8-r"', "Пять паромов\n"),
        ("/report.txt", "Fünf Fähren\n".encode(), "text/plain; charset=iso-8859-1", "Fünf Fähren\n"),
        ("/report.txt", b"The ferry left.\n", "text/plain; charset=nonsense", "The ferry left.\n"),
        ("/page", "<html><p>Пять паромов".encode("cp1251"), "text/html; charset=windows-1251", "Пять паромов"),
    ],
    ids=["page", "text", "Markdown by name", "Markdown by type", "no kind", "nothing said", "1252", "KOI8", "wrongly Latin", "unknown", "1251"],
)  # fmt: skip
def test_what_an_address_gives_is_read_by_what_it_is(path, body, kind, text, site, library, embedder):
    assert take(site.gives(path, body, kind), library, embedder).outcome == "added"
    assert held(library).text == text


def test_a_report_knows_the_address_given_and_the_one_it_led_to(site, library, embedder):
    site.gives("/2019/ferries.html", PAGE, "text/html")
    address = site.leads("/short", "/2019/ferries.html", 301)
    outcome = take(address, library, embedder)
    report = held(library)
    assert (outcome.path, report.path, report.facts.address) == (address, address, site.at("/2019/ferries.html"))
    assert report.report_id == f"127-0-0-1-{site.port}-short"


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", bytes),
    ],
)
def test_a_packed_body_is_unpacked(coding, pack, site):
    words = "".join(f"The ferry left at {n}.\n" for n in range(90_000)).encode()
    address = site.gives("/a.txt", pack(words), Content_Encoding=coding)
    assert replace(fetcher(), largest=3_000_000).fetch(address).data == words


def test_a_second_ingest_asks_whether_anything_changed_and_does_nothing(site, library, embedder):
    address = site.gives("/a", PAGE, "text/html", ETag='"one"', Last_Modified="Sat, 01 Jan 2022 00:00:00 GMT")
    take(address, library, embedder)
    site.gives("/a", status=304)
    embedder.texts.clear()
    generation = library.generation
    assert take(address, library, embedder).outcome == "unchanged"
    assert (site.asked[-1][1]["if-none-match"], site.asked[-1][1]["if-modified-since"]) == ('"one"', "Sat, 01 Jan 2022 00:00:00 GMT")
    assert embedder.texts == [] and library.generation == generation


def test_an_address_that_gives_the_same_again_is_unchanged_and_another_text_replaces_it(site, library, embedder):
    address = site.gives("/a", PAGE, "text/html")
    take(address, library, embedder)
    assert take(address, library, embedder).outcome == "unchanged"
    site.gives("/a", PAGE.replace(b"two", b"three"), "text/html", ETag='"two"')
    assert take(address, library, embedder).outcome == "replaced"
    assert "three" in held(library).text


def test_a_new_correction_is_not_lost_on_an_unchanged_address(site, library, embedder):
    address = site.gives("/a", PAGE, "text/html", ETag='"one"')
    take(address, library, embedder)
    (outcome,) = ingest([address], library, embedder, {"area": ["Eastmere"]}, fetcher=fetcher())
    assert "if-none-match" not in site.asked[-1][1]
    assert (outcome.outcome, held(library).facts.area) == ("replaced", ("Eastmere",))


def test_one_bad_address_does_not_stop_the_others(site, library, embedder, tmp_path):
    (tmp_path / "a.txt").write_text("Words of a report.", encoding="utf-8")
    given = [site.at("/gone"), site.gives("/b.txt", b"The ferry left."), tmp_path / "a.txt"]
    assert [o.outcome for o in ingest(given, library, embedder, fetcher=fetcher())] == ["failed", "added", "added"]


def test_a_request_says_who_asks_and_nothing_of_the_person(site, library, embedder):
    site.leads("/a", "/b")
    site.gives("/b", PAGE, "text/html", Set_Cookie="who=you")
    take(site.at("/a"), library, embedder)
    for _, headers in site.asked:
        assert headers["user-agent"].startswith("probation-qa/")
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_no_proxy_of_the_surroundings_is_used(site, library, embedder, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert take(site.gives("/a.txt", b"The ferry left."), library, embedder).outcome == "added"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for ferries.example that nobody vouches for, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ferries.example")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("ferries.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(days=2))
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    pem = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *pem))
    return folder / "cert.pem", folder / "key.pem"


def test_a_secure_site_is_believed_only_under_its_own_name_and_certificate(certificate, library, embedder):
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    with open_site(certificate) as site:
        site.gives("/a.txt", b"The ferry left.")
        here = replace(fetcher(), resolve=lambda host, port: ["127.0.0.1"])
        with pytest.raises(UnreadableReport, match="has no secure connection that can be trusted; check the address"):
            here.fetch(site.at("/a.txt", "ferries.example", "https"))
        here = replace(here, trusted=lambda: trusting)
        with pytest.raises(UnreadableReport, match="has no secure connection that can be trusted"):
            here.fetch(site.at("/a.txt", "other.example", "https"))
        assert here.fetch(site.at("/a.txt", "ferries.example", "https")).data == b"The ferry left."
        assert site.asked[-1][1]["host"] == f"ferries.example:{site.port}"
