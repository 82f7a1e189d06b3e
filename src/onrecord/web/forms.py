"""What a form sends, and the answers that lead on to a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError
from onrecord.web.showing import Frame
from onrecord.web.work import Given

USER = "onrecord-user"
YEAR = 31_536_000  # seconds
MAX_FIELD = 5_000_000  # bytes of a pasted account
MAX_FILES = 60
NOTES = {
    "compared": "Compared.",
    "kept": "Decision kept, and compared again.",
    "undone": "Decision undone. Compare an event again to see what follows.",
    "imported": "Decisions imported. Compare an event again to see what follows.",
    "changed": "Changed.",
    "forgotten": "The event is forgotten. Its accounts and all decisions are still there.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A form: its fields and the files that were chosen in it."""

    fields: Mapping[str, str]
    files: tuple[Given, ...]

    def text(self, name: str) -> str:
        return self.fields.get(name, "").strip()


async def read_form(request: Request) -> Submitted:
    """Raises `InputError` for a form that is too large or broken off."""
    async with request.form(max_part_size=MAX_FIELD, max_files=MAX_FILES) as form:
        fields, files = {}, []
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                if data or value.filename:
                    files.append(Given(data=data, name=value.filename or "account"))
            else:
                fields[name] = value
        return Submitted(fields=fields, files=tuple(files))


Form: TypeAlias = Annotated[Submitted, Depends(read_form)]


def read_accounts(form: Submitted, request: Request) -> list[Given]:
    """The accounts of a form: files, pasted texts, and addresses, which are fetched now. Raises `InputError` when there is none."""
    pasted = [take_pasted(form, at) for at in ("1", "2") if form.text(f"text-{at}")]
    fetched = [take_fetched(url, request) for url in form.text("urls").split()]
    if not (form.files or pasted or fetched):
        raise InputError("no account was given: choose files, paste a text or give an address")
    return [*form.files, *pasted, *fetched]


def take_pasted(form: Submitted, at: str) -> Given:
    # A form sends line ends as CR LF whatever was pasted: the text is what stood in the field.
    words = form.fields[f"text-{at}"].replace("\r\n", "\n")
    outlet = form.text(f"outlet-{at}")
    return Given(
        data=words.encode("utf-8", "replace"), name=outlet or "pasted text", outlet=outlet, url=form.text(f"url-{at}"), published=form.text(f"published-{at}")
    )


def take_fetched(url: str, request: Request) -> Given:
    data, found = request.app.state.settings.fetch(url)
    return Given(data=data, name=found, url=found)


def find_user(request: Request) -> str:
    """Who decides: as said in the last form, else as the program was told."""
    return unquote(request.cookies.get(USER, "")) or str(request.app.state.settings.user)


def frame_of(request: Request, part: str) -> Frame:
    return Frame(part=part, user=find_user(request), note=NOTES.get(request.query_params.get("note", ""), ""))


def lead_on(address: str, note: str = "", user: str = "") -> Response:
    """To a page, with a word of what was done; a GET, so that going back sends nothing again."""
    place, mark, fragment = address.partition("#")
    answer = RedirectResponse(f"{place}{f'?note={note}' if note else ''}{mark}{fragment}", 303)
    if user:
        answer.set_cookie(USER, quote(user), max_age=YEAR, httponly=True, samesite="strict")
    return answer
