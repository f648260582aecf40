"""What people ask about their own data, by a program: a case that the message proves, to its end."""

from __future__ import annotations

from typing import Any

from operations import ANN, World


def test_a_program_files_confirms_and_takes_back(served: Any, world: World) -> None:
    served.key = served.make_key("request")
    asked = {"right": "erasure", "law": "ccpa", "about": [world.message], "via": "mail", "reason": "a letter"}
    id = served.post("/v1/requests", asked).json["request"]
    (one,) = served.get("/v1/requests").json["items"]
    assert one == served.get(f"/v1/requests/{id}").json
    assert (one["right"], one["law"], one["via"], one["state"]) == ("erasure", "ccpa", "mail", "open")
    assert one["whose"] == [{"subject": world.subject, "proof": "channel"}]
    assert (one["step"]["what"], one["step"]["late"], one["confirmed"]) == ("confirm", 0, None)
    told = served.post("/v1/requests/confirm", {"request": id}).json
    assert told["confirmed"] == "2026-11-21T12:00:00.000Z"
    assert told["step"]["what"] == "answer"
    back = served.post("/v1/requests/take-back", {"request": id}).json
    assert (back["state"], back["step"]) == ("back", None)
    assert served.get("/v1/requests").json["items"] == []
    assert [each["request"] for each in served.get("/v1/requests?state=closed").json["items"]] == [id]
    again = served.post("/v1/requests/confirm", {"request": id})
    assert (again.status, again.json["code"]) == (400, "bad-input")


def test_a_subject_that_a_program_names_is_not_proven(served: Any, world: World) -> None:
    served.key = served.make_key("request")
    id = served.post("/v1/requests", {"right": "access", "about": [world.subject]}).json["request"]
    one = served.get(f"/v1/requests/{id}").json
    assert one["whose"] == [{"subject": world.subject, "proof": ""}]
    assert one["step"]["what"] == "prove"


def test_what_a_key_for_requests_does_not_name_is_refused(served: Any, world: World) -> None:
    served.key = served.make_key("request")
    for bad in (
        {"right": "everything", "about": [world.message]},
        {"right": "access", "about": []},
        {"right": "access", "about": [ANN]},
        {"right": "access", "law": "none", "about": [world.message]},
    ):
        answer = served.post("/v1/requests", bad)
        assert (answer.status, answer.json["code"]) == (400, "bad-input")
    assert served.post("/v1/erasures", {"subject": world.subject}).status == 403
    assert served.get("/v1/requests?state=lost").status == 400
