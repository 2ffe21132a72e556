"""Signs and verifies models with the reference implementation.

Reads one request a line from standard input, a JSON object, and answers each with {"ok": true} or
{"ok": false, "error": "..."}. Paths are absolute; an absent or null "hashing" of a verification is the reference's to
guess from the signature.
"""

import contextlib
import json
import pathlib
import sys

from model_signing import hashing, signing, verifying


def hashing_config(request):
    wanted = request["hashing"]
    config = hashing.Config()
    if wanted["method"] == "shards":
        config.use_shard_serialization(
            hashing_algorithm=wanted["algorithm"], shard_size=wanted["shardSize"]
        )
    else:
        config.use_file_serialization(hashing_algorithm=wanted["algorithm"])
    # What the command line does: relative to the model, the signature among them.
    model = pathlib.Path(request["model"])
    bundle = pathlib.Path(request["bundle"])
    ignored = [pathlib.Path(path) for path in request["ignorePaths"]]
    if bundle.is_relative_to(model):
        ignored.append(bundle.relative_to(model))
    return config.set_ignored_paths(paths=ignored)


def sign(request):
    config = signing.Config().set_hashing_config(hashing_config(request))
    if "certificate" in request:
        config.use_certificate_signer(
            private_key=request["privateKey"],
            signing_certificate=request["certificate"],
            certificate_chain=request["chain"],
        )
    else:
        config.use_elliptic_key_signer(private_key=request["privateKey"])
    config.sign(pathlib.Path(request["model"]), pathlib.Path(request["bundle"]))


def verify(request):
    config = verifying.Config()
    if request.get("hashing") is not None:
        config.set_hashing_config(hashing_config(request))
    config.set_ignore_unsigned_files(request["ignoreUnsigned"])
    if "roots" in request:
        config.use_certificate_verifier(certificate_chain=request["roots"])
    else:
        config.use_elliptic_key_verifier(public_key=request["publicKey"])
    config.verify(pathlib.Path(request["model"]), pathlib.Path(request["bundle"]))


def answer(request):
    try:
        # The library prints warnings where the answers go.
        with contextlib.redirect_stdout(sys.stderr):
            {"sign": sign, "verify": verify}[request["do"]](request)
    except Exception as error:
        return {"ok": False, "error": f"{type(error).__name__}: {error}"[:2000]}
    return {"ok": True}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
