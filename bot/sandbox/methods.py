"""The table of methods: what each takes and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from . import callbacks, chats, editing, files, media, polls, profile, sending
from .exchange import Exchange
from .shapes import Call
from .state import Json

Given = TypeVar("Given", bound=Call)
Answer = Callable[[Exchange, Any], object]


class GetFile(Call):
    file_id: str


def get_file(exchange: Exchange, call: GetFile) -> Json:
    return files.promised(exchange, call.file_id)


@dataclass(frozen=True)
class Method:
    name: str
    call: type[Call]
    answer: Answer


def _method(name: str, call: type[Given], answer: Callable[[Exchange, Given], object]) -> Method:
    return Method(name, call, answer)


#: getUpdates and the webhook methods are not here: they wait, or talk to the bot's own server (`api`, `webhooks`).
METHODS: tuple[Method, ...] = (
    _method("getMe", profile.Nothing, profile.get_me),
    _method("sendMessage", sending.SendMessage, sending.send_message),
    _method("sendPhoto", sending.SendPhoto, sending.send_photo),
    _method("sendDocument", sending.SendDocument, sending.send_document),
    _method("sendVoice", sending.SendVoice, sending.send_voice),
    _method("sendAudio", sending.SendAudio, sending.send_audio),
    _method("sendVideo", sending.SendVideo, sending.send_video),
    _method("sendChatAction", sending.SendChatAction, sending.send_chat_action),
    _method("sendMediaGroup", media.SendMediaGroup, media.send_media_group),
    _method("copyMessage", media.CopyMessage, media.copy_message),
    _method("copyMessages", media.CopyMessages, media.copy_messages),
    _method("forwardMessage", media.ForwardMessage, media.forward_message),
    _method("forwardMessages", media.ForwardMessages, media.forward_messages),
    _method("editMessageText", editing.EditMessageText, editing.edit_message_text),
    _method("editMessageCaption", editing.EditMessageCaption, editing.edit_message_caption),
    _method("editMessageMedia", editing.EditMessageMedia, editing.edit_message_media),
    _method("editMessageReplyMarkup", editing.EditMessageReplyMarkup, editing.edit_message_reply_markup),
    _method("deleteMessage", editing.DeleteMessage, editing.delete_message),
    _method("deleteMessages", editing.DeleteMessages, editing.delete_messages),
    _method("answerCallbackQuery", callbacks.AnswerCallbackQuery, callbacks.answer_callback_query),
    _method("setMessageReaction", callbacks.SetMessageReaction, callbacks.set_message_reaction),
    _method("sendPoll", polls.SendPoll, polls.send_poll),
    _method("stopPoll", polls.StopPoll, polls.stop_poll),
    _method("getFile", GetFile, get_file),
    _method("getChat", chats.OfChat, chats.get_chat),
    _method("getChatMember", chats.GetChatMember, chats.get_chat_member),
    _method("getChatAdministrators", chats.GetChatAdministrators, chats.get_chat_administrators),
    _method("getChatMemberCount", chats.OfChat, chats.get_chat_member_count),
    _method("leaveChat", chats.OfChat, chats.leave_chat),
    _method("createChatInviteLink", chats.CreateChatInviteLink, chats.create_chat_invite_link),
    _method("createForumTopic", chats.CreateForumTopic, chats.create_forum_topic),
    _method("editForumTopic", chats.EditForumTopic, chats.edit_forum_topic),
    _method("closeForumTopic", chats.OfTopic, chats.close_forum_topic),
    _method("reopenForumTopic", chats.OfTopic, chats.reopen_forum_topic),
    _method("pinChatMessage", chats.PinChatMessage, chats.pin_chat_message),
    _method("unpinChatMessage", chats.UnpinChatMessage, chats.unpin_chat_message),
    _method("setMyCommands", profile.SetMyCommands, profile.set_my_commands),
    _method("getMyCommands", profile.OfScope, profile.get_my_commands),
    _method("deleteMyCommands", profile.OfScope, profile.delete_my_commands),
    _method("setMyDescription", profile.SetMyDescription, profile.set_my_description),
    _method("getMyDescription", profile.OfLanguage, profile.get_my_description),
    _method("setMyShortDescription", profile.SetMyShortDescription, profile.set_my_short_description),
    _method("getMyShortDescription", profile.OfLanguage, profile.get_my_short_description),
    _method("setChatMenuButton", profile.SetChatMenuButton, profile.set_chat_menu_button),
    _method("getChatMenuButton", profile.GetChatMenuButton, profile.get_chat_menu_button),
)

#: Telegram reads method names without regard to case.
BY_NAME = {method.name.lower(): method for method in METHODS}
