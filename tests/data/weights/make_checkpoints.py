"""Makes the checkpoints of this folder, with Debian 12's python3-torch (1.13.1) and
python3-numpy: `/usr/bin/python3 make_checkpoints.py`. The tests read what it wrote; they do not
run it."""

import argparse
import collections
import hashlib
import json
import os
import pickle
import struct
import sys

import numpy
import torch

M64 = (1 << 64) - 1


def values(name, shape, seed=1):
    """The rule of synthetic weights, written out plainly."""
    hashed = 0xCBF29CE484222325
    for byte in f"{seed}:{name}".encode():
        hashed = ((hashed ^ byte) * 0x100000001B3) & M64
    numbers = []
    for i in range(int(numpy.prod(shape, dtype=int))):
        z = (hashed + i + 0x9E3779B97F4A7C15) & M64
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
        z ^= z >> 31
        numbers.append((z >> 11) * 2.0**-53)
    if name.endswith("running_var"):
        low, high = 0.5, 1.5
    elif name.endswith("running_mean"):
        low, high = -0.1, 0.1
    elif len(shape) >= 2:
        high = (6.0 / float(numpy.prod(shape[1:]))) ** 0.5
        low = -high
    elif name.endswith("weight"):
        low, high = 0.9, 1.1
    else:
        low, high = -0.05, 0.05
    drawn = low + (high - low) * numpy.array(numbers)
    return drawn.astype(numpy.float32).reshape(shape)


def write_safetensors(path, arrays):
    header, blob = {}, b""
    codes = {"float32": "F32", "float16": "F16", "int64": "I64"}
    for name, array in arrays.items():
        piece = numpy.ascontiguousarray(array).tobytes()
        header[name] = {
            "dtype": codes[str(array.dtype)],
            "shape": list(array.shape),
            "data_offsets": [len(blob), len(blob) + len(piece)],
        }
        blob += piece
    text = json.dumps(header).encode()
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + blob)


class Tiny(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 4, 3)
        self.bn = torch.nn.BatchNorm2d(4)
        self.head = torch.nn.Linear(4, 2, bias=False)

    def forward(self, x):
        return self.head(self.bn(self.conv(x)).mean((2, 3)))


class Config(dict):
    """As yacs.CfgNode: a dict of an unknown class with attributes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__["frozen"] = True


Tiny.__module__ = Config.__module__ = "projects.tiny"
sys.modules["projects"] = sys.modules["projects.tiny"] = sys.modules["__main__"]


def filled(module, seed=1):
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if tensor.is_floating_point():
                tensor.copy_(torch.from_numpy(values(name, tuple(tensor.shape), seed)))
    return module


def trained(module):
    """The optimizer after a step, with its moments; the parameters stay as they are."""
    optimizer = torch.optim.Adam(module.parameters(), lr=0.0)
    module.eval()
    module(torch.ones(1, 3, 4, 4)).sum().backward()
    optimizer.step()
    return optimizer


def save(name, what, **options):
    torch.save(what, name, **options)
    print(f"{os.path.getsize(name):7d} {name}")


def legacy(name, what, **options):
    save(name, what, _use_new_zipfile_serialization=False, **options)


def plain_forms(expected):
    net = filled(Tiny())
    state = net.state_dict()
    expected.update({name: t.numpy() for name, t in state.items()})
    save("zip.pth", state)
    legacy("legacy.pth", state)
    for protocol in (3, 4, 5):
        save(f"zip-protocol-{protocol}.pth", dict(state), pickle_protocol=protocol)
    legacy("legacy-protocol-4.pth", state, pickle_protocol=4)
    baggage = {
        "epoch": 3,
        "iter": 10**12,
        "best": numpy.float64(0.25),
        "losses": [0.5, float("inf"), numpy.float32(0.125)],
        "args": argparse.Namespace(lr=0.1, name="tiny", sizes=(1, 2)),
        "config": Config(lr=0.1),
        "history": numpy.arange(6.0).reshape(2, 3),
        "optimizer": trained(filled(Tiny())).state_dict(),
        "none": None,
        "flags": {"a", "b"},
        "size": torch.Size([1, 2]),
        "dtype": torch.float16,
        "device": torch.device("cpu"),
        "counts": collections.defaultdict(list, a=[1]),
    }
    save("nested.pth", {**baggage, "state_dict": state})
    legacy("nested-legacy.pth", {**baggage, "state_dict": state})
    parallel = collections.OrderedDict(("module." + name, t) for name, t in state.items())
    save("module.pth", {"model": parallel})
    other = filled(Tiny(), seed=2).state_dict()
    save("ema.pth", {"params": other, "params_ema": state})
    save("ema-prefix.pth", {"state_dict": {**{f"model.{n}": t for n, t in other.items()},
                                           **{f"ema.{n}": t for n, t in state.items()}}})
    save("teacher.pth", {"model": state, "teacher": other})
    save("parameters.pth", {n: torch.nn.Parameter(t) if t.is_floating_point() else t
                            for n, t in state.items()})
    save("whole-module.pth", {"model": torch.nn.DataParallel(net), "epoch": 1,
                              "optimizer": trained(net)})
    # PyTorch would add its classes' source here, which nobody needs.
    torch.serialization.get_source_lines_and_file = lambda c: ([f"class {c.__name__}: ..."], 0,
                                                               "module.py")
    legacy("whole-module-legacy.pth", {"model": torch.nn.DataParallel(net), "epoch": 1})


def number_types(expected):
    state = filled(Tiny()).state_dict()
    for name, kind in (("half", torch.float16), ("bfloat16", torch.bfloat16),
                       ("double", torch.float64)):
        cast = {n: t.to(kind) if t.is_floating_point() else t for n, t in state.items()}
        save(f"{name}.pth", cast)
        expected.update({f"{name}/{n}": t.float().numpy() for n, t in cast.items()
                         if t.is_floating_point()})
    numbers = {
        "int32": torch.tensor([1, -2, 2**31 - 1], dtype=torch.int32),
        "int16": torch.tensor([-3, 7], dtype=torch.int16),
        "int8": torch.tensor([-128, 127], dtype=torch.int8),
        "uint8": torch.tensor([0, 255], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "specials": torch.tensor([0.0, -0.0, 65504.0, 6e-8, float("inf"), -float("inf")],
                                 dtype=torch.float16),
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
    }
    save("numbers.pth", numbers)
    expected.update({f"numbers/{n}": t.float().numpy() for n, t in numbers.items()})
    unreadable = {"complex": torch.zeros(2, dtype=torch.complex64),
                  "sparse": torch.eye(2).to_sparse(),
                  "quantized": torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8),
                  "plain": torch.tensor([1.0, 2.0])}
    save("unreadable.pth", unreadable)
    legacy("unreadable-legacy.pth", unreadable)


def views(expected):
    flat = torch.from_numpy(values("flat", (48,)))
    matrix = torch.from_numpy(values("matrix", (5, 7)))
    box = torch.from_numpy(values("box", (2, 3, 4, 5)))
    tensors = {
        "first": flat[:12].view(3, 4),  # these three share one storage
        "second": flat[12:24].view(4, 3),
        "every_other": flat[1::2],
        "transposed": matrix.t(),
        "column": matrix[:, 3],
        "permuted": box.permute(3, 0, 2, 1),
        "channels_last": box.to(memory_format=torch.channels_last),
        "expanded": torch.tensor([1.5, -2.5]).view(2, 1).expand(2, 3),
        "again": matrix,
    }
    save("views.pth", tensors)
    legacy("views-legacy.pth", tensors)
    expected.update({f"views/{n}": t.contiguous().numpy() for n, t in tensors.items()})


def spectral(expected):
    norm = torch.nn.utils.spectral_norm
    old = filled(torch.nn.Sequential(norm(torch.nn.Linear(4, 3)),
                                     norm(torch.nn.ConvTranspose2d(3, 5, 2))))
    old.train()
    for _ in range(3):
        old[0](torch.ones(1, 4))
        old[1](torch.ones(1, 3, 2, 2))
    old.eval()
    old[0](torch.ones(1, 4))
    old[1](torch.ones(1, 3, 2, 2))
    save("spectral.pth", {"linear." + n[2:] if n.startswith("0.") else "up." + n[2:]: t
                          for n, t in old.state_dict().items()})
    expected["spectral/linear.weight"] = old[0].weight.detach().numpy()
    expected["spectral/up.weight"] = old[1].weight.detach().numpy()
    new = torch.nn.utils.parametrizations.spectral_norm(filled(torch.nn.Linear(4, 3)))
    new.eval()
    save("spectral-parametrized.pth", {"linear." + n: t for n, t in new.state_dict().items()})
    expected["spectral-parametrized/linear.weight"] = new.weight.detach().numpy()
    # The form of SAGAN, as Matting Anything uses it: rows are the first side.
    weight = values("sagan", (3, 5, 2, 2))
    u, v = values("sagan.u", (3,)), values("sagan.v", (20,))
    sigma = u.astype(numpy.float64) @ (weight.reshape(3, -1).astype(numpy.float64) @ v)
    save("spectral-sagan.pth", {"up.module.weight_u": torch.from_numpy(u),
                                "up.module.weight_v": torch.from_numpy(v),
                                "up.module.weight_bar": torch.from_numpy(weight)})
    expected["spectral-sagan/up.module.weight"] = (weight / sigma).astype(numpy.float32)


class Attack:
    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def attacks():
    state = filled(Tiny()).state_dict()
    write_a_file = "touch attacked"
    save("attack-system.pth", {"state_dict": state, "x": Attack(os.system, write_a_file)})
    legacy("attack-system-legacy.pth", {"state_dict": state, "x": Attack(os.system, write_a_file)})
    save("attack-eval.pth", {**state, "x": Attack(eval, "open('attacked', 'w')")})
    nested = Attack(list, [Attack(getattr, Attack(__import__, "os"), "system")])
    save("attack-nested.pth", {**state, "x": nested})


def pickled_values():
    again = ["again"]
    all_kinds = [None, True, False, -1, 255, 65535, 70000, -(2**40), 2**70, 1.5, "\u00e9", "it's\n",
                 (), (1,), (1, 2), (1, 2, 3, 4), {"a": b"x", "b": b"\xc3\xa9"}, {3},
                 frozenset({4}), bytearray(b"\xc3\xa9"), [], {}, again, again]
    for protocol in range(6):
        with open(f"values-protocol-{protocol}.pkl", "wb") as out:
            pickle.dump(all_kinds, out, protocol=protocol)


def rule_of_synthetic_weights():
    cases = [(1, "conv.weight", (2, 3)), (1, "conv.bias", (5,)), (7, "bn.weight", (4,)),
             (0, "a.running_mean", (3,)), (12345678901234567890, "a.running_var", (3,)),
             (1, "gamma", (1,)), (1, "scale.weight", ()), (2, "blocks.0.qkv.weight", (96, 32)),
             (1, "m2m.conv1.module.weight_bar", (32, 32, 4, 4)), (3, "rel_pos_h", (27, 64))]
    with open("rule.txt", "w") as out:
        out.write("# seed name shape, sha256 of the float32 values, the first values\n")
        for seed, name, shape in cases:
            array = values(name, shape, seed)
            digest = hashlib.sha256(array.tobytes()).hexdigest()
            first = " ".join(float(x).hex() for x in array.ravel()[:3])
            sides = "x".join(map(str, shape)) or "scalar"
            out.write(f"{seed} {name} {sides} {digest} {first}\n")


def shards():
    state = {n: t.numpy() for n, t in filled(Tiny()).state_dict().items()}
    names = list(state)
    parts = {"shards-1-of-2.safetensors": names[:3], "shards-2-of-2.safetensors": names[3:]}
    for file, part in parts.items():
        write_safetensors(file, {n: state[n] for n in part})
    weight_map = {n: file for file, part in parts.items() for n in part}
    with open("shards.safetensors.index.json", "w") as out:
        json.dump({"metadata": {"total_size": 0}, "weight_map": weight_map}, out, indent=1)
        out.write("\n")


def main():
    expected = {}
    plain_forms(expected)
    number_types(expected)
    views(expected)
    spectral(expected)
    attacks()
    shards()
    pickled_values()
    rule_of_synthetic_weights()
    torch.jit.save(torch.jit.script(filled(Tiny())), "torchscript.pt")
    write_safetensors("expected.safetensors", expected)


if __name__ == "__main__":
    main()
