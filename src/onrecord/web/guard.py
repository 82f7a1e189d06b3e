"""Who may ask what: only this machine, or whoever has the token; never a page of another site.

Without a token the Host header must name this machine, or a site whose name leads here could read everything through a visitor's browser.
"""

from hmac import compare_digest
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
COOKIE = "onrecord-token"
MAX_BODY = 64_000_000  # three accounts of the greatest size that is read
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses what must not be answered, and puts the headers on everything else. `token` is None where only this machine can ask."""

    def __init__(self, app: ASGIApp, *, token: str | None) -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self.refuse(Request(scope))
        await (refusal or self.app)(scope, limit_body(receive), send_guarded)

    def refuse(self, request: Request) -> Response | None:
        """The answer to a request that must not go through, or None."""
        if self.token is None and host_of(request.headers.get("host", "")) not in LOOPBACK:
            return PlainTextResponse("Without a token onrecord answers to the names of this machine alone.", 421)
        if request.method not in ("GET", "HEAD", "OPTIONS") and is_foreign(request):
            return PlainTextResponse("A page of another site may not do that.", 403)
        if request.headers.get("content-length", "0").isdigit() and int(request.headers.get("content-length", "0")) > MAX_BODY:
            return PlainTextResponse(f"At most {MAX_BODY:,} bytes at once.", 413)
        if self.token is None or request.url.path.startswith("/static/"):
            return None
        return self.admit(request, self.token)

    def admit(self, request: Request, token: str) -> Response | None:
        """A link with the token gives the cookie; after that the cookie, or the header, lets in."""
        if is_same(request.query_params.get("token"), token):
            answer = RedirectResponse(request.url.remove_query_params("token").path, 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if is_same(given, token) or is_same(request.cookies.get(COOKIE), token):
            return None
        return PlainTextResponse("Open the link with the token that onrecord printed, or send it as: Authorization: Bearer TOKEN", 401)


def host_of(header: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def is_foreign(request: Request) -> bool:
    """Whether a browser says that a page of another site sends this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def is_same(given: str | None, token: str) -> bool:
    return given is not None and compare_digest(given.encode("utf-8", "surrogateescape"), token.encode())


def limit_body(receive: Receive) -> Receive:
    """The body, cut off where it grows beyond what is allowed without having said so."""
    seen = 0

    async def receive_limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            return {"type": "http.disconnect"}
        return message

    return receive_limited
