"""A tenant has keys, a ledger and a policy of its own, and nothing of it shows to another."""

from __future__ import annotations

import pytest

from privet.acts import read, tenant
from privet.app import closing, create, default_policy, open_privet
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import BadInput, NoInstallation, NoPolicy, NotFound
from privet.store import tenants

ANN = "+12025550101"
MAIL = "ann@example.com"


def test_a_new_tenant_begins_with_its_policy_on_record(installation) -> None:
    other = installation.add_tenant("acme-2")
    (entry,) = installation.entries(other)
    assert (entry.act, entry.outcome, entry.actor, entry.policy) == ("rule", "done", "local", 1)
    made = installation.app.tenant("acme-2")
    assert made.origin.startswith("privet.invalid/")
    assert made.origin.endswith("/acme-2")
    assert made.origin != installation.app.tenant("demo").origin
    assert made.index_slot != made.ledger_slot
    assert installation.app.rules_of(other).version == 1


@pytest.mark.parametrize("name", ["", "Acme", "a_b", "-a", "a" * 40, "ann@example.com", "a\n"])
def test_a_tenant_has_a_plain_name(installation, name: str) -> None:
    with pytest.raises(BadInput):
        tenant.add(installation.app, name, default_policy(), LOCAL)
    assert len(tenants.every(installation.app.store)) == 1


def test_a_name_is_given_once(installation) -> None:
    with pytest.raises(BadInput, match="of that name"):
        installation.add_tenant("demo")
    installation.add_tenant("other")
    assert [one.name for one in tenants.every(installation.app.store)] == ["demo", "other"]


def test_no_policy_no_tenant(installation) -> None:
    files = default_policy()
    del files["rules.cedar"]
    with pytest.raises(NoPolicy):
        tenant.add(installation.app, "other", files, LOCAL)
    assert len(tenants.every(installation.app.store)) == 1


def test_which_tenant(installation) -> None:
    app = installation.app
    assert app.tenant(None).name == app.tenant("demo").name == "demo"
    installation.add_tenant("other")
    with pytest.raises(BadInput, match="which tenant") as error:
        app.tenant(None)
    assert "demo, other" in error.value.hint
    with pytest.raises(NotFound):
        app.tenant("nobody")


def test_the_other_tenants_ids_are_not_found(installation) -> None:
    told = installation.receive(MAIL)
    ann = installation.subject()
    mine, other = installation.tenant, installation.add_tenant("other")
    installation.tenant = other
    before = installation.entries(mine)
    for ask in (
        lambda: installation.reveal(told.tokens[0].id),
        lambda: installation.read(told.conversation),
        lambda: installation.send(told.conversation, "x"),
        lambda: installation.erase(ann),
    ):
        with pytest.raises(NotFound):
            ask()
    assert installation.find(ANN).subjects == installation.find(MAIL).mentions == ()
    assert read.people(installation.app, other, LOCAL) == []
    installation.receive(MAIL)
    assert len(installation.find(MAIL).mentions) == 1
    assert installation.entries(mine) == before


def test_a_tenant_that_is_not_there(installation) -> None:
    with pytest.raises(NotFound):
        read.people(installation.app, installation.tenant + 1, LOCAL)


def test_an_installation_is_made_once_and_opened_with_its_policy(installation, tmp_path) -> None:
    with pytest.raises(BadInput, match="already"):
        create(installation.folder, installation.root)
    with pytest.raises(NoInstallation):
        open_privet(tmp_path / "nothing", installation.root)
    told = installation.receive(MAIL)
    installation.app.close()
    with closing(open_privet(installation.folder, installation.root)) as app:
        assert app.tenant(None).id == installation.tenant
        assert read.conversation(app, installation.tenant, told.conversation, LOCAL)[0].text.text == "[EMAIL_1]"
    installation.app = open_privet(installation.folder, installation.root)
    assert installation.find(ANN).subjects


def test_without_its_policy_nothing_starts(installation) -> None:
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE policy SET files = replace(files, '90d', '80d')")
    installation.app.close()
    with pytest.raises(NoPolicy, match="not the one that was adopted"):
        open_privet(installation.folder, installation.root)
    installation.app = open_changed(installation, "DELETE FROM policy", "no adopted policy")


def open_changed(installation, sql: str, says: str):
    """Try to open the installation after `sql`; the app of before, open again for the fixture to close."""
    installation.reopen()
    with installation.app.store.write(installation.tenant) as tx:
        tx.run(sql)
    installation.app.close()
    with pytest.raises(NoPolicy, match=says):
        open_privet(installation.folder, installation.root)
    installation.reopen()
    assert Plain("x") == Plain("x")
    return installation.app
