"""The least that python-telegram-bot can do, to compare with: every message is sent back. Nothing is kept."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


url, token = sys.argv[1:]
application = Application.builder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
