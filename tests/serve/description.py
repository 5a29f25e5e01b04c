"""openapi.json as tests use it: which routes there are, and whether an answer is as it says."""
import json, re
import jsonschema

METHODS = ("get", "put", "post", "delete")


class Description:
    def __init__(self, doc):
        self.doc = doc

    def routes(self):
        """(method, pattern), as src/serve/routes.c names them"""
        return {(m.upper(), path) for path, item in self.doc["paths"].items() for m in item if m in METHODS}

    def route_of(self, path):
        """The pattern that an address without its query is of; one without {id} before one with it."""
        for pattern in sorted(self.doc["paths"], key=lambda p: "{" in p):
            if re.fullmatch(re.sub(r"\\{id\\}", "[^/]+", re.escape(pattern)), path):
                return pattern
        raise AssertionError(f"{path} is in no route")

    def response(self, method, path, status):
        responses = self.doc["paths"][self.route_of(path)][method.lower()]["responses"]
        found = responses.get(str(status))
        if found is None:
            raise AssertionError(f"{method} {path} answers {status}, which the description does not say")
        return self.doc["components"]["responses"][found["$ref"].rsplit("/", 1)[1]] if "$ref" in found else found

    def check(self, method, address, status, headers, body):
        """Raises where the answer is not as described."""
        response = self.response(method, address.split("?")[0], status)
        kind = headers.get("Content-Type", "").split(";")[0]
        for name, h in response.get("headers", {}).items():
            assert name in headers or not h.get("required"), f"{method} {address}: no {name}"
        if "content" not in response:
            assert not body, f"{method} {address}: {status} has a body"
            return
        kinds = {k.split(";")[0]: v for k, v in response["content"].items()}
        assert kind in kinds, f"{method} {address}: {kind!r} is not one of {sorted(kinds)}"
        if "json" in kind and not isinstance(body, bytes):
            self.validate(kinds[kind]["schema"], body)

    def examples(self):
        """(schema, example) of all media types that have one"""
        def walk(node):
            if isinstance(node, dict):
                if "schema" in node:
                    for e in ([node["example"]] if "example" in node else []) + [v["value"] for v in node.get("examples", {}).values()]:
                        yield node["schema"], e
                for v in node.values():
                    yield from walk(v)
            elif isinstance(node, list):
                for v in node:
                    yield from walk(v)
        return walk(self.doc)

    def validate(self, schema, value):
        jsonschema.Draft202012Validator({**schema, "components": self.doc["components"]}).validate(value)


def routes_of_the_table(text):
    """(method, pattern) of src/serve/routes.c"""
    return set(re.findall(r'^    \{ "([A-Z]+)", "([^"]+)"', text, re.M))
