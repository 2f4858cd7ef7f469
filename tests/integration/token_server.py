"""An OAuth server of the tests: gives one client tokens without a signature."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import List
from urllib.parse import parse_qs

CLIENT, SECRET = "newswatch", "open-oats-5150"


def _part(claims: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")


def token_for(subject: str, seconds: int) -> str:
    """A JWT that says itself that nobody signed it."""
    now = int(time.time())
    claims = {"sub": subject, "iat": now - 1, "exp": now + seconds, "scope": "kafka"}
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


class TokenServer:
    """Runs on a thread until `close`."""

    def __init__(self, lifetime_seconds: int):
        self.forms: List[dict] = []  # of the requests that got a token
        self.given: List[str] = []
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):  # pylint: disable=invalid-name
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                if self.headers["Authorization"] != expected:
                    return self._answer(401, {"error": "invalid_client"})
                outer.forms.append(form)
                outer.given.append(token_for("newswatch", lifetime_seconds))
                return self._answer(200, {"access_token": outer.given[-1], "token_type": "Bearer",
                                          "expires_in": lifetime_seconds})

            def _answer(self, status: int, content: dict) -> None:
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/token"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
