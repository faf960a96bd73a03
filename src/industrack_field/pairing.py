"""A phone becomes a device."""

from starlette.requests import Request
from starlette.responses import Response

from industrack_core.domain.field.codes import as_code, secret_hash
from industrack_field.answers import in_json
from industrack_field.errors import Wrong
from industrack_field.gateway import Gateway, address_of
from industrack_field.limits import MOST_CODE_BODY, receive_body
from industrack_field.wire import CompanyAnswer, PairAnswer, read_pairing


async def pair(gateway: Gateway, request: Request) -> Response:
    """Take a code for a token's hash; the same token again is answered the same. Raises Wrong."""
    gateway.limits.code(address_of(request))
    asked = read_pairing(await receive_body(request, MOST_CODE_BODY))
    code_hash = secret_hash(as_code(asked.code))
    paired = await gateway.work.write(lambda: gateway.desk.pair(code_hash, asked.token_sha256, asked.name))
    if paired is None:
        raise Wrong(410, "code_unknown", "This code is wrong, used or too old: ask the office for a new one.")
    company = paired.company
    told = CompanyAnswer(company.name, company.zone, company.clock24)
    return in_json(request, PairAnswer(paired.device, paired.employee, told, company.key), 201)
