"""Which addresses may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.config import load
from assistant.errors import ConfigError, InputError
from assistant.webhooks.address import AllowList, NotFoundError, parsed


def resolving(*addresses):
    """A resolver that knows one name of these addresses; none: that finds nothing."""

    def resolve(host, port):
        if not addresses:
            raise OSError
        return addresses

    return resolve


def address(url, allow, *addresses):
    found = AllowList(tuple(allow)).address_of(parsed(url), resolving(*addresses))
    return str(found)


PUBLIC, PRIVATE = "93.184.215.14", "10.1.2.3"


@pytest.mark.parametrize(
    ("url", "allow", "addresses"),
    [
        ("https://cms.example/hook", ["cms.example"], [PUBLIC]),
        ("https://CMS.example./hook?a=b", ["cms.example"], [PUBLIC]),
        ("https://cms.example:8443/", ["cms.example:8443"], ["2606:4700::1"]),
        ("https://cms.example/", ["10.1.0.0/16"], [PRIVATE]),
        ("http://cms.example:8080/", ["10.1.0.0/16"], [PRIVATE]),
        ("http://10.1.2.3/", ["10.1.2.3"], [PRIVATE]),
        ("http://[::1]:9/", ["::1"], ["::1"]),
        ("https://cms.example/", ["10.1.0.0/16"], ["::ffff:a01:203"]),
    ],
)
def test_what_the_settings_name_is_called_at_the_address_that_was_found(url, allow, addresses):
    assert address(url, allow, *addresses) == addresses[0]


@pytest.mark.parametrize(
    ("url", "allow", "addresses"),
    [
        ("https://cms.example/", [], [PUBLIC]),
        ("https://other.example/", ["cms.example"], [PUBLIC]),
        ("https://cms.example.evil.example/", ["cms.example"], [PUBLIC]),
        ("https://cms.example:8443/", ["cms.example"], [PUBLIC]),
        ("http://cms.example/", ["cms.example"], [PUBLIC]),
        ("http://cms.example:443/", ["cms.example"], [PUBLIC]),
        ("https://10.2.0.1/", ["10.1.0.0/16"], ["10.2.0.1"]),
    ],
)
def test_what_they_do_not_name_is_not(url, allow, addresses):
    with pytest.raises(InputError, match=r"service\.webhooks\.allow"):
        address(url, allow, *addresses)


@pytest.mark.parametrize(
    "hidden",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fd00::1", "fe80::1%eth0", "ff02::1", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2001:0:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_a_named_host_that_resolves_to_what_is_not_public_is_not_called(hidden):
    with pytest.raises(InputError):
        address("https://cms.example/", ["cms.example", "192.0.2.0/24"], hidden)
    assert address("https://cms.example/", ["cms.example"], hidden, PUBLIC) == PUBLIC


@given(st.ip_addresses(v=4) | st.ip_addresses(network="10.0.0.0/14"))
def test_over_plain_http_just_what_lies_in_a_named_network_is_called(found):
    try:
        called = address("http://cms.example/", ["10.1.0.0/16", "cms.example"], str(found))
    except InputError:
        called = None
    assert called == (str(found) if str(found).startswith("10.1.") else None)


@pytest.mark.parametrize(
    "text",
    [
        "", "cms.example", "//cms.example/", "ftp://cms.example/", "file:///etc/passwd", "https://", "https:///x",
        "https://user@cms.example/", "https://user:secret@cms.example/", "https://cms.example/#part",
        "https://cms.example:99999/", "https://cms.example:0/", "https://[::1", "https://[fe80::1%25eth0]/", "https://cms.example/\n",
        "javascript:alert(1)", "https://cms.example/" + "x" * 2000, "https://cms.example/\u00e9",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_of_the_web_is_refused(text):
    with pytest.raises(InputError):
        AllowList(("cms.example", "0.0.0.0/0", "::/0")).verify(parsed(text), resolving(PUBLIC))


def test_a_name_that_cannot_be_looked_up_is_taken_only_if_it_is_named():
    AllowList(("cms.example",)).verify(parsed("https://cms.example/"), resolving())
    for url, allow in (("https://cms.example/", "10.0.0.0/8"), ("http://cms.example/", "cms.example")):
        with pytest.raises(InputError, match=r"service\.webhooks\.allow"):
            AllowList((allow,)).verify(parsed(url), resolving())
    with pytest.raises(NotFoundError):
        address("https://cms.example/", ["cms.example"])


def test_a_name_that_is_written_as_a_number_is_what_it_resolves_to():
    with pytest.raises(InputError):
        AllowList(("0x7f.1", "cms.example")).verify(parsed("https://0x7f.1/"), resolving("127.0.0.1"))


@pytest.mark.parametrize(
    "entry", ["*", "*.example", "https://cms.example", "cms.example/", "10.1.2.3/8", "CMS.example", ""]
)
def test_an_entry_is_a_host_or_a_network(entry):
    with pytest.raises(ConfigError, match="expected a host such as"):
        load(env={"FACTCHECK_SERVICE__WEBHOOKS__ALLOW": f'["{entry}"]'})
