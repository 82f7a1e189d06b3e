"""How checked bytes become something that runs: a network on one thread, a tokenizer that cuts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


def start_session(model: bytes) -> "InferenceSession":
    """The network on one thread of one processor, so that the same input gives the same numbers."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def make_tokenizer(data: bytes, longest: int) -> "Tokenizer":
    """A tokenizer that cuts each text after `longest` pieces."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(data)
    tokenizer.enable_truncation(longest)
    return tokenizer
