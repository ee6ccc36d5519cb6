"""The page in a real browser: a councillor on the left, an officer on the right, a bot that answers."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.sandbox import LocalTelegram
from tests.browser import a_page, needs_browser, pane

from .pictures import png

pytestmark = needs_browser
GO = InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=text.lower()) for text in ("Go", "Why")]])


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    said: Message = update.effective_message
    if said.photo:
        await said.reply_text("A picture, thank you", do_quote=True)
    elif said.text == "/start":
        await said.reply_html("<b>Welcome</b> <tg-spoiler>secret</tg-spoiler>", reply_markup=GO)
    elif said.text == "keyboard":
        await said.reply_text("Choose", reply_markup=ReplyKeyboardMarkup([["Left", "Right"]]))
    else:
        await said.reply_text(f"You said {said.text}")


async def press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    await query.answer("Because" if query.data == "why" else "Gone", show_alert=query.data == "why")
    if query.data == "go":
        await query.edit_message_text("It is done")


@pytest.fixture
async def running(telegram: LocalTelegram) -> AsyncIterator[LocalTelegram]:
    """A bot that answers, two people and a group."""
    builder = Application.builder().token(telegram.token).base_url(f"{telegram.url}/bot")
    application = builder.base_file_url(f"{telegram.url}/file/bot").build()
    application.add_handler(CallbackQueryHandler(press))
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE, answer))
    ann, bob = telegram.person("Ann Example"), telegram.person("Bob Sample")
    telegram.group("Officers", [bob, ann], forum=True)
    async with application:
        await application.bot.set_my_commands([BotCommand("start", "Start again"), BotCommand("help", "Help")])
        await application.start()
        await application.updater.start_polling()
        yield telegram
        await application.updater.stop()
        await application.stop()


@pytest.fixture
async def page(running: LocalTelegram) -> AsyncIterator[Page]:
    """The page of a running local Telegram."""
    async with a_page(running.url) as page:
        yield page


async def test_a_conversation(page: Page, running: LocalTelegram) -> None:
    left = pane(page, "left")
    await left.get_by_role("button", name="Start").click()
    await expect(left.locator(".bubble strong")).to_have_text("Welcome")
    spoiler = left.locator(".spoiler")
    await spoiler.press("Enter")
    await expect(spoiler).to_have_class("spoiler open")
    await left.get_by_role("button", name="Why").click()
    await expect(left.locator("dialog")).to_contain_text("Because")
    await left.get_by_role("button", name="OK").click()
    await left.get_by_role("button", name="Go").click()
    await expect(left.locator(".toast")).to_have_text("Gone")
    await expect(left.get_by_text("It is done")).to_be_visible()
    await expect(left.locator(".edited")).to_have_count(1)
    await expect(left.locator(".buttons")).to_have_count(0)
    await expect(left.locator(".ticks.read")).to_have_count(1)


async def test_writing_editing_replying(page: Page) -> None:
    left = pane(page, "left")
    await left.get_by_role("button", name="Start").click()
    box = left.get_by_role("textbox", name="Message")
    await box.fill("<img src=x onerror=alert(1)> one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    await box.press("Enter")
    await expect(left.get_by_text("You said <img src=x onerror=alert(1)> one two")).to_be_visible()
    mine = left.locator(".message.mine").last
    await mine.hover()
    await mine.get_by_role("button", name="Edit").click()
    await box.fill("changed")
    await box.press("Enter")
    await expect(mine.locator(".text")).to_contain_text("changed")
    await mine.hover()
    await mine.get_by_role("button", name="Reply").click()
    await box.fill("an answer")
    await left.get_by_role("button", name="Send").click()
    await expect(left.locator(".message.mine").last.locator(".quote")).to_contain_text("changed")


async def test_files_commands_and_keys(page: Page, running: LocalTelegram) -> None:
    left = pane(page, "left")
    await left.get_by_role("button", name="Start").click()
    box = left.get_by_role("textbox", name="Message")
    files = [{"name": name, "mimeType": "image/png", "buffer": png()} for name in ("a.png", "b.png")]
    await left.locator("input.files").set_input_files(files[:1])
    await box.fill("Proof")
    await box.press("Enter")
    await expect(left.get_by_text("A picture, thank you")).to_be_visible()
    await left.locator("input.files").set_input_files(files)
    await left.get_by_role("button", name="Send").click()
    await expect(left.locator(".album img")).to_have_count(2)
    await box.fill("/he")
    await expect(left.locator(".commands [role=option]")).to_have_text(["/helpHelp"])
    await box.press("Enter")
    await expect(left.get_by_text("You said /help")).to_be_visible()
    await box.fill("keyboard")
    await box.press("Enter")
    await left.get_by_role("group", name="Reply keyboard").get_by_role("button", name="Right").click()
    await expect(left.get_by_text("You said Right")).to_be_visible()


async def test_paste_and_drop(page: Page, running: LocalTelegram) -> None:
    left = pane(page, "left")
    await left.get_by_role("button", name="Start").click()
    await expect(left.locator(".bubble strong")).to_have_text("Welcome")
    give = """(node, [kind, field, type]) => {
        const carried = new DataTransfer();
        carried.items.add(new File(["words"], `${kind}.txt`));
        node.dispatchEvent(new type_of[type](kind, { [field]: carried, bubbles: true, cancelable: true }));
    }""".replace("type_of", "({ clipboard: ClipboardEvent, drag: DragEvent })")
    await left.locator("textarea").evaluate(give, ["paste", "clipboardData", "clipboard"])
    await left.locator(".log").evaluate(give, ["drop", "dataTransfer", "drag"])
    await expect(left.locator(".piece")).to_have_text(["paste.txt", "drop.txt"])
    await left.get_by_role("button", name="Send").click()
    await expect(left.locator(".document .file-name")).to_have_text(["paste.txt", "drop.txt"])


async def test_groups_topics_and_drawers(page: Page, running: LocalTelegram) -> None:
    [group] = running.groups
    topic = running.topic(group, "Urgent")
    right = pane(page, "right")
    await right.get_by_label("Chat").select_option("Officers")
    await right.get_by_label("Topic").select_option("Urgent")
    await right.get_by_role("textbox").fill("I have it")
    await right.get_by_role("textbox").press("Enter")
    await running.until(lambda: any(message.text == "I have it" for message in topic.messages))
    await page.get_by_text("Make Telegram fail").click()
    await page.get_by_role("button", name="Three sendings break").click()
    await expect(page.locator("#fault-list li")).to_have_count(1)
    await page.get_by_role("button", name="Put everything right").click()
    await page.keyboard.press("Escape")
    await page.locator("#clock summary").click()
    before = await page.locator("#now").text_content()
    await page.get_by_role("button", name="15 min").click()
    await expect(page.locator("#now")).not_to_have_text(before or "")


async def test_a_narrow_screen_and_an_invitation(page: Page, running: LocalTelegram) -> None:
    running.notice = f"Officer: https://t.me/{running.exchange.state.bot.username}?start=inv_1"
    running.exchange.ring({"kind": "people"})
    await page.set_viewport_size({"width": 390, "height": 780})
    await expect(pane(page, "right")).to_be_hidden()
    await page.get_by_role("button", name="Open right").click()
    await expect(pane(page, "right").get_by_text("You said /start inv_1")).to_be_visible()
    await expect(pane(page, "left")).to_be_hidden()
