"""Groups: topics, membership, privacy, migration, and what the bot is told of them."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox import LocalTelegram, Person


async def test_the_bot_hears_that_it_was_added(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    group = telegram.group("Officers", [ann])
    added, service = await bot.get_updates()
    assert (added.my_chat_member.chat.id, added.my_chat_member.new_chat_member.status) == (group.id, "administrator")
    assert service.message.new_chat_members[0].is_bot
    assert (await bot.get_chat(group.id)).title == "Officers"
    assert await bot.get_chat_member_count(group.id) == 2
    assert (await bot.get_chat_member(group.id, ann.id)).status == "creator"
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [ann.id]


async def test_topics(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    group = telegram.group("Officers", [ann], forum=True)
    made = await bot.create_forum_topic(group.id, "Urgent", icon_color=16478047)
    sent = await bot.send_message(group.id, "In the topic", message_thread_id=made.message_thread_id)
    assert (sent.is_topic_message, sent.message_thread_id) == (True, made.message_thread_id)
    await bot.edit_forum_topic(group.id, made.message_thread_id, name="Danger")
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.edit_forum_topic(group.id, made.message_thread_id, name="Danger")
    [topic] = group.topics
    assert (topic.name, topic.messages[1].text) == ("Danger", "In the topic")
    answer = await ann.says("I have it", chat=group, topic=topic)
    assert answer.topic == topic.id
    await bot.close_forum_topic(group.id, topic.id)
    with pytest.raises(AssertionError, match="closed"):
        await ann.says("Too late", chat=group, topic=topic)
    telegram.set_bot(group, "member")
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(group.id, "x", message_thread_id=topic.id)
    telegram.set_bot(group, "administrator")
    await bot.reopen_forum_topic(group.id, topic.id)
    telegram.delete_topic(topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=topic.id)


async def test_a_topic_opened_by_a_person(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    group = telegram.group("Officers", [ann], forum=True)
    topic = telegram.topic(group, "Safety")
    last = (await bot.get_updates())[-1]
    assert last.message.forum_topic_created.name == "Safety"
    assert last.message.message_thread_id == topic.id


async def test_privacy_mode_hides_plain_talk_from_a_bot_that_is_no_admin(
    telegram: LocalTelegram, bot: Bot, ann: Person
) -> None:
    group = telegram.group("Ward", [ann], bot="member")
    await bot.get_updates(offset=-1)
    telegram.exchange.state.updates.clear()
    card = await bot.send_message(group.id, "Card")
    for text in ("plain talk", "/start", "/start@other_bot", "/start@wardlight_bot", "hello @wardlight_bot"):
        await ann.says(text, chat=group)
    await ann.says("an answer", chat=group, reply_to=group.messages[-6])
    heard = [update.message.text for update in await bot.get_updates()]
    assert heard == ["/start", "/start@wardlight_bot", "hello @wardlight_bot", "an answer"]
    assert card.chat.id == group.id


async def test_demoted_and_thrown_out(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    group = telegram.group("Officers", [ann])
    sent = await bot.send_message(group.id, "Card")
    telegram.set_bot(group, "member")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
        await bot.pin_chat_message(group.id, sent.message_id)
    with pytest.raises(BadRequest, match="Not enough rights"):
        await bot.create_chat_invite_link(group.id)
    telegram.set_bot(group, "kicked")
    with pytest.raises(Forbidden, match="kicked from the supergroup"):
        await bot.send_message(group.id, "x")
    statuses = [
        update.my_chat_member.new_chat_member.status for update in await bot.get_updates() if update.my_chat_member
    ]
    assert statuses == ["administrator", "member", "kicked"]


async def test_leaving_and_inviting(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    group = telegram.group("Officers", [ann])
    link = await bot.create_chat_invite_link(group.id, name="New officers", member_limit=1)
    assert (link.member_limit, link.invite_link.startswith("https://t.me/+")) == (1, True)
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(group.id, "x")


async def test_members_come_and_go(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    group, bob = telegram.group("Officers", [ann]), telegram.person("Bob Sample")
    telegram.exchange.state.updates.clear()
    await bot.get_updates(allowed_updates=["message", "chat_member"])
    telegram.set_member(group, bob, "member")
    telegram.set_member(group, bob, "kicked")
    updates = await bot.get_updates()
    assert [u.chat_member.new_chat_member.status for u in updates if u.chat_member] == ["member", "kicked"]
    assert [u.message.new_chat_members[0].id for u in updates if u.message and u.message.new_chat_members] == [bob.id]
    with pytest.raises(AssertionError, match="is not in"):
        await bob.says("Hello?", chat=group)


async def test_a_group_becomes_a_supergroup(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    old = telegram.group("Officers", [ann], supergroup=False)
    telegram.exchange.state.updates.clear()
    new = telegram.migrate(old)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(old.id, "Card")
    assert caught.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "Card")).message_id == 2
    there, here = await bot.get_updates()
    assert (there.message.migrate_to_chat_id, here.message.migrate_from_chat_id) == (new.id, old.id)


async def test_blocking_tells_the_bot(telegram: LocalTelegram, bot: Bot, ann: Person) -> None:
    await ann.blocks()
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await ann.says("Hello")
    await ann.unblocks()
    statuses = [update.my_chat_member.new_chat_member.status for update in await bot.get_updates()]
    assert statuses == ["kicked", "member"]
