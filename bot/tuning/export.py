"""A tuned model written as the files that the bot runs: eight bits a number, and a digest of each file."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from bot.language.encoder import LAYERS, LONGEST, PLACES, TOKENS
from bot.language.shipped import CENTRES, VOCABULARY, record

from .model import SIZE, Model

_OPSET = 17
_LEVELS = 127


def export(model: Model, vocabulary: Path, centres: dict[str, NDArray[Any]], folder: Path) -> None:
    """Write the encoder, its vocabulary, and where entries lie among meanings."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(vocabulary, folder / VOCABULARY)
    _write_embeddings(model, folder)
    _write_layers(model, folder / LAYERS)
    np.savez(folder / CENTRES, allow_pickle=False, **centres)
    record(folder)


def _write_embeddings(model: Model, folder: Path) -> None:
    tokens = model.tokens.weight.detach().numpy()
    scales = np.abs(tokens).max(1) / _LEVELS
    np.save(folder / TOKENS, np.round(tokens / scales[:, None]).astype(np.int8))
    places = (model.places.weight[:LONGEST] + model.kinds.weight[0]).detach().numpy()
    np.savez(folder / PLACES, allow_pickle=False, scales=scales.astype(np.float32), places=places.astype(np.float32))


def _write_layers(model: Model, path: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            model.body.eval(),
            (torch.zeros(1, 8, SIZE),),
            str(whole),
            input_names=["tokens"],
            output_names=["pooled"],
            dynamic_axes={"tokens": {0: "texts", 1: "pieces"}, "pooled": {0: "texts"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        # Unsigned weights: signed ones overflow on processors without VNNI, and cost a point of accuracy there.
        quantize_dynamic(whole, path, weight_type=QuantType.QUInt8)
