"""How an alert leaves the machine: by mail, and to a webhook. One message an alert.

What is sent, and what is done if a server cannot be reached, is decided in `alerting`.
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.request import Request, urlopen

from schemas.configuration import Alerts

_SECONDS = 15  # a server that says nothing for so long is not there


class UnreachableError(Exception):
    """A channel could not be used; the text says why, without an address or an answer."""


@dataclass(frozen=True)
class Letter:
    """What is sent: by whom, of which event, its subject and its text."""

    municipality: str
    event: str
    subject: str
    text: str


def send(channel: str, settings: Alerts, letter: Letter) -> None:
    """Send a letter by one channel. Raises `UnreachableError` if the other side did not take it."""
    try:
        {"e-mail": _mail, "webhook": _post}[channel](settings, letter)
    except smtplib.SMTPAuthenticationError:
        raise UnreachableError("de mailserver weigert de gebruiker of het wachtwoord") from None
    except smtplib.SMTPRecipientsRefused:
        raise UnreachableError("de mailserver weigert elk adres van [melden] aan") from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        side = "de mailserver" if channel == "e-mail" else "het adres van de webhook"
        raise UnreachableError(
            f"{side} is niet te bereiken of weigert het bericht ({type(error).__name__})"
        ) from None


def _mail(settings: Alerts, letter: Letter) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = letter.subject, settings.van
    message["To"] = ", ".join(settings.aan)
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid("melding")
    message["Auto-Submitted"] = "auto-generated"  # no answers of absent readers
    message.set_content(letter.text)
    with _server(settings) as server:
        if settings.beveiliging == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.gebruiker:
            server.login(_secret(settings.gebruiker), _secret(settings.wachtwoord))
        server.send_message(message)


def _server(settings: Alerts) -> smtplib.SMTP:
    if settings.beveiliging == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(settings.server, settings.poort, timeout=_SECONDS, context=context)
    return smtplib.SMTP(settings.server, settings.poort, timeout=_SECONDS)


def _post(settings: Alerts, letter: Letter) -> None:
    address = settings.webhook
    if not address.startswith(("https://", "http://")):
        address = _secret(address)
    content: Mapping[str, str] = {
        "text": f"{letter.subject}\n{letter.text}",  # what chat programs show
        "gemeente": letter.municipality,
        "gebeurtenis": letter.event,
        "onderwerp": letter.subject,
        "tekst": letter.text,
    }
    request = Request(
        address,
        json.dumps(content, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8", "User-Agent": "veiligheidsbeeld"},
        method="POST",
    )
    with urlopen(request, timeout=_SECONDS) as answer:
        answer.read(1)


def _secret(variable: str) -> str:
    value = os.environ.get(variable, "")
    if not value:
        raise UnreachableError(f"de omgevingsvariabele {variable} van [melden] is leeg")
    return value
