"""Updates of the Bot API as no client would send them: right in form, and here and there missing, wrong or huge."""

from typing import Any

from hypothesis import strategies as st

USERS = tuple(range(700_000_001, 700_000_031))
GROUP = -1_001_234_567_890
POLL = "5200"
Json = dict[str, Any]

ids = st.sampled_from(USERS)
hostile = st.sampled_from(
    [
        "",
        " ",
        "<b>&</i>",
        "\u202eevil\u202c\u2066",
        "a\x00b\x1b[0m",
        "\ud800",
        "Z" + "\u0351" * 200,
        "🔥" * 2_000,
        "%s {number} {} {0}",
        "' OR 1=1 --",
        "../../etc/passwd",
        "9" * 400,
        "=cmd|' /C calc'!A0",
    ]
)
words = st.sampled_from(
    [
        *("/start", "/start 0", "/urgent", "/report", "/resume", "/cancel", "/platform", "/menu", "/mycases", "/queue"),
        *("/gaps", "/here safety", "/guides", "/check", "/ask", "/help", "/start@x", "/", "/ ", "//", "/ｒeport"),
        *("/learn", "/training", "/removals", "/newcase", "/pack 1", "/pack", "/trends", "/booklet", "/people"),
        *("/drill", "/mydata", "/forgetme", "/notice"),
        *("yes", "no", "done", "how do i report a post on facebook", "he is outside with a knife", "x.example/1"),
    ]
)
texts = words | hostile | st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
presses = st.sampled_from(
    [
        *("g:urgent", "g:menu", "g:stop", "g:resume", "g:person", "g:none", "g:fresh-report", "g:resume-x", "g:", "g"),
        *("c:1:take", "c:1:reply", "c:1:evidence:0", "c:1:hand:comms", "c:999999999999999999999:take", "c:1:ask:safe"),
        *("m:1:show", "m:1:withdraw-sure", "m:0:add", "d:1:danger", "d:1:safe", "w:danger", "w:safe", "w:tell", "w:x"),
        *("e:two-step", "p:two-step:9999999999", "v:two-step:1", "s:abuse:99", "q:.list:0", "q:1", "f:a:b:c", "f:::"),
        *("r:1:open", "r:1:sent", "r:1:answer", "r:1:words:report", "r:.list:9", "r:x:open", "c:1:removal:new"),
        *("k:home", "k:due", "k:p:theory", "k:l:x/y", "k:a:x/y/z:9", "k:admin:home", "k:admin:new:theory"),
        *("c:1:more", "k:admin:csv", "k:admin:see:1", "k:come:1:yes", "k:stop", "n:c:1:told", "n:l:1:txt", "n:b:x"),
        *("t:12", "t:x", "y:well", "y:talk", "y:stop", "x:forget", "drill:go", "c:1:note", "c:1:pack", "l:1", "l:0:9"),
    ]
)
numbers = st.sampled_from([0, -1, 1, 2**31, 2**53, 2**63, 2**64, 10**30]) | st.integers()
#: Anything where something else is expected.
wrong = st.none() | st.booleans() | numbers | hostile | st.floats(allow_nan=False) | st.just([]) | st.just({})


def user() -> st.SearchStrategy[Json]:
    """A User."""
    return st.fixed_dictionaries(
        {"id": ids, "is_bot": st.sampled_from([False, False, False, True]), "first_name": st.just("Jo") | hostile},
        optional={"last_name": hostile, "username": hostile, "language_code": st.sampled_from(["en", "cy", ""])},
    )


def chat(user_id: int) -> st.SearchStrategy[Json]:
    """A private chat of the person, now and then a group."""
    private = st.just({"id": user_id, "type": "private", "first_name": "Jo"})
    group = st.fixed_dictionaries(
        {"id": st.just(GROUP), "type": st.sampled_from(["group", "supergroup", "channel"]), "title": hostile}
    )
    return st.sampled_from([False, False, False, True]).flatmap(lambda grouped: group if grouped else private)


def file(*, named: bool = True) -> st.SearchStrategy[Json]:
    """What stands for a file; Telegram will know none of them."""
    more = {"file_name": hostile, "mime_type": hostile} if named else {}
    return st.fixed_dictionaries(
        {"file_id": st.sampled_from(["BQAC1", "", "x" * 500])},
        optional={"file_size": numbers, "width": numbers, "height": numbers, "duration": numbers, **more},
    )


def content() -> st.SearchStrategy[Json]:
    """What a Message holds beside its envelope."""
    sizes = st.fixed_dictionaries({"file_id": st.just("AgAC1"), "width": numbers, "height": numbers})
    photo = st.fixed_dictionaries({"photo": st.lists(sizes, max_size=3)}, optional={"caption": texts})
    kinds = ("document", "voice", "video", "video_note", "audio", "sticker", "animation")
    files = [st.fixed_dictionaries({kind: file()}, optional={"caption": texts}) for kind in kinds]
    services = st.sampled_from(
        [
            {"location": {"latitude": 1e308, "longitude": -1}},
            {"contact": {"phone_number": "+440000000000", "first_name": "\u202e"}},
            {"dice": {"emoji": "🎲", "value": 6}},
            {"migrate_to_chat_id": -1_009_999_999_999},
            {"new_chat_title": "<b>"},
            {"pinned_message": {}},
            {"something_new": {"deep": {"deeper": [1, 2, 3]}}},
        ]
    )
    return st.one_of(st.fixed_dictionaries({"text": texts}), photo, *files, services)


def message() -> st.SearchStrategy[Json]:
    """A Message."""

    def built(person: Json) -> st.SearchStrategy[Json]:
        envelope = st.fixed_dictionaries(
            {
                "message_id": st.integers(1, 500),
                "date": st.integers(1_700_000_000, 1_800_000_000) | numbers,
                "chat": chat(person["id"]),
                "from": st.just(person),
            },
            optional={
                "edit_date": st.integers(1_700_000_000, 1_800_000_000) | numbers,
                "media_group_id": st.sampled_from(["1", "2", "x" * 300]),
                "message_thread_id": numbers,
                "is_topic_message": st.booleans(),
                "reply_to_message": st.fixed_dictionaries({"message_id": st.integers(1, 500)}),
                "forward_origin": st.fixed_dictionaries(
                    {"type": hostile}, optional={"sender_user": user(), "sender_user_name": hostile}
                ),
            },
        )
        return st.tuples(envelope, content()).map(lambda parts: parts[0] | parts[1])

    return user().flatmap(built)


def press() -> st.SearchStrategy[Json]:
    """A CallbackQuery."""
    return st.fixed_dictionaries(
        {"id": st.sampled_from(["1", "", "x" * 400]), "from": user(), "data": presses | hostile},
        optional={"message": message() | st.just({"chat": {"id": USERS[0], "type": "private"}, "message_id": 1})},
    )


def vote() -> st.SearchStrategy[Json]:
    """A PollAnswer."""
    return st.fixed_dictionaries(
        {
            "poll_id": st.sampled_from([POLL, "1", "", "x" * 400]),
            "user": user(),
            "option_ids": st.lists(st.integers(0, 3) | numbers, max_size=3),
        }
    )


def member() -> st.SearchStrategy[Json]:
    """A ChatMemberUpdated."""
    status = st.sampled_from(["member", "kicked", "left", "administrator", ""])
    return user().flatmap(
        lambda person: st.fixed_dictionaries(
            {
                "chat": chat(person["id"]),
                "from": st.just(person),
                "date": st.integers(1_700_000_000, 1_800_000_000) | numbers,
                "new_chat_member": st.fixed_dictionaries({"status": status}),
            }
        )
    )


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, each in inner for found in [(*path, key), *_paths(each, (*path, key))]]


def _changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The value with what stands at a path replaced, or removed where ``new`` is ``...``."""
    changed = value.copy()
    if path[1:]:
        changed[path[0]] = _changed(changed[path[0]], path[1:], new)
    elif new is ...:
        del changed[path[0]]
    else:
        changed[path[0]] = new
    return changed


@st.composite
def updates(draw: st.DrawFn) -> Json:
    """The parts of an Update, without its number: as it should be, or with one thing missing or wrong."""
    parts = draw(
        st.one_of(
            st.fixed_dictionaries({"message": message()}),
            st.fixed_dictionaries({"message": message()}),
            st.fixed_dictionaries({"edited_message": message()}),
            st.fixed_dictionaries({"callback_query": press()}),
            st.fixed_dictionaries({"callback_query": press()}),
            st.fixed_dictionaries({"poll_answer": vote()}),
            st.fixed_dictionaries({"my_chat_member": member()}),
            st.fixed_dictionaries({"something_new": wrong}),
        )
    )
    if draw(st.integers(0, 2)):
        return parts
    return _changed(parts, draw(st.sampled_from(_paths(parts))), draw(st.just(...) | wrong))


class Batch(list[Json]):
    """Many updates at once; where a batch fails, the log names the row."""

    def __repr__(self) -> str:
        return f"<{len(self)} updates>"


def batches(size: int) -> st.SearchStrategy[Batch]:
    """So many updates at once."""
    return st.lists(updates(), min_size=size, max_size=size).map(Batch)
