"""Store PP-OCRv6's recognition weights in 16 bits and its alphabet as text; choose the best class of each step inside.

    pip download --no-deps rapidocr==3.10.0 && unzip rapidocr-3.10.0-*.whl   # the models inside are Apache-2.0
    pip install onnx numpy
    python convert.py rapidocr/models/PP-OCRv6_rec_small.onnx

The runtime widens the weights again when it loads them, so that only their rounding differs from the original.
"""
import hashlib
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

SOURCE = "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
SMALLEST = 256  # fewer values are not worth a node


def main(path: str) -> None:
    content = open(path, "rb").read()
    assert hashlib.sha256(content).hexdigest() == SOURCE, "another version of the model"
    model = onnx.load_from_string(content)
    casts, kept = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < SMALLEST or abs(values).max() > 60_000:
            kept.append(tensor)
            continue
        stored = tensor.name + ".fp16"
        kept.append(numpy_helper.from_array(values.astype(numpy.float16), stored))
        casts.append(helper.make_node("Cast", [stored], [tensor.name], to=TensorProto.FLOAT))
    # Weights may also stand in nodes of their own.
    nodes = []
    for node in model.graph.node:
        value = node.attribute[0].t if node.op_type == "Constant" and node.attribute[0].name == "value" else None
        values = None if value is None else numpy_helper.to_array(value)
        if values is None or values.dtype != numpy.float32 or values.size < SMALLEST:
            nodes.append(node)
            continue
        stored = node.output[0] + ".fp16"
        kept.append(numpy_helper.from_array(values.astype(numpy.float16), stored))
        casts.append(helper.make_node("Cast", [stored], [node.output[0]], to=TensorProto.FLOAT))
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(casts + nodes)
    # 18,710 probabilities a step would cost 16 MB a line outside; the best and its probability are all that is used.
    scores = model.graph.output[0].name
    del model.graph.output[:]
    model.graph.node.append(helper.make_node("ArgMax", [scores], ["classes"], axis=2, keepdims=0))
    model.graph.node.append(helper.make_node("ReduceMax", [scores], ["probabilities"], axes=[2], keepdims=0))
    shape = ["lines", "steps"]
    model.graph.output.append(helper.make_tensor_value_info("classes", TensorProto.INT64, shape))
    model.graph.output.append(helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, shape))
    alphabet = next(entry.value for entry in model.metadata_props if entry.key == "character")
    del model.metadata_props[:]
    model.doc_string = "PP-OCRv6_small_rec, weights stored as fp16, best class of each step chosen inside"
    onnx.save(model, "PP-OCRv6_rec_small.fp16.onnx")
    with open("characters.txt", "w", encoding="utf8") as file:
        file.write(alphabet.strip("\n"))


main(sys.argv[1])
