"""The encoder tuned anew on the toolkit's phrases; needs the extra ``tuning``, and nobody needs it to run the bot."""
