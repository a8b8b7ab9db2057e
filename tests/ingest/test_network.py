import socket
import time

import httpcore
import pytest

from ingest.network import CheckedNetwork, Deadline, NotFound, NotPublic, is_public, resolve

INSIDE = """127.0.0.1 127.1.2.3 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.192 198.18.0.1 224.0.0.1
240.0.0.1 255.255.255.255 192.0.2.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254
::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:a9fe:a9fe:: 2001:db8::1
2001:0:7f00:1:: 2001::ffff:ffff:80ff:fffe fec0::1 localhost nonsense""".split()
OUTSIDE = ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_a_network_are_told(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_public_addresses_are_told(address):
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "localhost"])
def test_every_way_to_write_this_machine_is_refused(host):
    with pytest.raises(NotPublic):
        CheckedNetwork(Deadline(5)).connect_tcp(host, 80)


def test_one_inner_address_among_public_ones_is_enough_to_refuse():
    network = CheckedNetwork(Deadline(5), resolve=lambda host, port: ["93.184.216.34", "10.0.0.5"])
    with pytest.raises(NotPublic):
        network.connect_tcp("both.example", 80)


def test_a_name_is_asked_for_once_and_connected_to_as_it_was_checked():
    """A name that answers otherwise the second time leads nowhere else."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    reached = []

    class Recorder:
        def connect_tcp(self, host, port, timeout):
            reached.append(host)

    network = CheckedNetwork(Deadline(5), frozenset({"127.0.0.1"}), lambda host, port: next(answers))
    network.network = Recorder()
    network.connect_tcp("turning.example", 80)
    assert reached == ["127.0.0.1"]
    with pytest.raises(NotPublic):
        network.connect_tcp("turning.example", 80)


@pytest.mark.parametrize("fault", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")])
def test_a_name_without_an_address_is_told(fault):
    def fail(host, port):
        raise fault

    with pytest.raises(NotFound):
        CheckedNetwork(Deadline(5), resolve=fail).connect_tcp("no-such-name.invalid", 80)


def test_a_name_that_is_never_answered_is_given_up():
    network = CheckedNetwork(Deadline(0.1), resolve=lambda host, port: time.sleep(1) or [])
    with pytest.raises(httpcore.ReadTimeout):
        network.connect_tcp("slow.example", 80)


def test_an_address_resolves_to_itself():
    assert resolve("93.184.216.34", 80) == ["93.184.216.34"]
